"""Responses say what was asked of them, whole or as a stream."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx
import pytest

from .asking import error, events_of, joined, output_text, respond, upload

AWKWARD = [
    "Summarize: the cat",
    "123",
    "null",
    "",
    "  padded  ",
    "\n\n",
    "# h",
    "@x",
    "👩‍👩‍👧 é\u0301",
    "a\u2028b",
]
WEATHER = {
    "type": "function",
    "name": "weather",
    "parameters": {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "days": {"type": "integer", "minimum": 1},
            "unit": {"enum": ["c", "f"]},
        },
        "required": ["city"],
    },
}


def stream(api: httpx.Client, text: Any, **fields: Any) -> list[Any]:
    body = {"model": "gpt-5", "input": text, "stream": True, **fields}
    answer = api.post("responses", json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events_of(answer.text)


@pytest.mark.parametrize("text", AWKWARD)
def test_echo_is_the_input_and_nothing_else(api: httpx.Client, text: str) -> None:
    assert output_text(respond(api, text, instructions="echo")) == text
    events = stream(api, text, instructions="echo")
    assert joined(events) == text
    assert output_text(events[-1]["response"]) == text


@pytest.mark.parametrize("text", AWKWARD)
def test_the_usual_answer_says_who_speaks_and_repeats_the_input(
    api: httpx.Client, text: str
) -> None:
    response = respond(api, text)
    first, rest = output_text(response).split("\n\n", 1)
    assert "sandbox" in first
    assert rest == text
    items = api.get(f"responses/{response['id']}/input_items").json()["data"]
    assert items[0]["content"] == [{"type": "input_text", "text": text}]


def test_the_object(api: httpx.Client) -> None:
    response = respond(api, "hi", metadata={"a": "b"}, temperature=0.5, user="me")
    assert response["object"] == "response"
    assert response["status"] == "completed"
    assert response["metadata"] == {"a": "b"}
    assert response["temperature"] == 0.5
    assert response["error"] is None
    assert response["background"] is False
    usage = response["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    assert api.get(f"responses/{response['id']}").json() == response


def test_the_sequence_of_events(api: httpx.Client) -> None:
    events = stream(api, "one two three", instructions="echo")
    kinds = [event["type"] for event in events]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    deltas = kinds.count("response.output_text.delta")
    assert deltas > 1
    assert kinds == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        *["response.output_text.delta"] * deltas,
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert events[0]["response"]["output"] == []
    assert events[0]["response"]["status"] == "in_progress"
    final = events[-1]["response"]
    assert api.get(f"responses/{final['id']}").json() == final


def test_deltas_carry_filler_unless_it_is_refused(api: httpx.Client) -> None:
    plain = stream(api, "x", stream_options={"include_obfuscation": False})
    assert not any("obfuscation" in event for event in plain)
    filled = [event for event in stream(api, "x") if "delta" in event]
    assert all((len(event["delta"]) + len(event["obfuscation"])) % 16 == 0 for event in filled)


def test_a_stored_stream_is_replayed_from_any_place(api: httpx.Client) -> None:
    events = stream(api, "one two three")
    path = f"responses/{events[-1]['response']['id']}"
    for after in (0, 5, len(events) - 2):
        answer = api.get(path, params={"stream": "true", "starting_after": after})
        assert events_of(answer.text) == events[after + 1 :]
    assert events_of(api.get(path, params={"stream": "true"}).text) == events


def test_a_limit_cuts_the_answer(api: httpx.Client) -> None:
    text = "word " * 50
    for response in (
        respond(api, text, instructions="echo", max_output_tokens=16),
        stream(api, text, instructions="echo", max_output_tokens=16)[-1]["response"],
    ):
        assert response["status"] == "incomplete"
        assert response["incomplete_details"] == {"reason": "max_output_tokens"}
        assert response["usage"]["output_tokens"] == 16
        assert text.startswith(output_text(response))
    assert stream(api, text, max_output_tokens=16)[-1]["type"] == "response.incomplete"
    error(api.post("responses", json={"model": "m", "input": "", "max_output_tokens": 15}), 400)


def test_items_are_read(api: httpx.Client) -> None:
    items = [
        {"role": "developer", "content": "echo"},
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "said"},
        {"role": "user", "content": [{"type": "input_text", "text": "last"}]},
    ]
    response = respond(api, items)
    assert output_text(response) == "last"
    path = f"responses/{response['id']}/input_items"
    kept = api.get(path, params={"order": "asc"}).json()["data"]
    assert [item["role"] for item in kept] == ["developer", "user", "assistant", "user"]
    assert kept[2]["content"] == [{"type": "output_text", "text": "said"}]
    newest = api.get(path, params={"limit": 2}).json()
    assert newest["data"] == kept[:1:-1]
    assert newest["has_more"] is True
    rest = api.get(path, params={"after": newest["last_id"]}).json()
    assert rest["data"] == kept[1::-1]


def test_attachments_are_described(api: httpx.Client) -> None:
    picture = base64.b64encode(b"12345").decode()
    file = upload(api, b"%PDF-", "a.pdf")["id"]
    parts = [
        {"type": "input_text", "text": "look"},
        {"type": "input_image", "image_url": f"data:image/png;base64,{picture}"},
        {"type": "input_file", "filename": "a.pdf", "file_id": file},
    ]
    text = output_text(respond(api, [{"role": "user", "content": parts}]))
    assert f"an image (image/png, 5 bytes), a file (a.pdf, {file})" in text
    assert text.endswith("\n\nlook")
    parts[1]["image_url"] = "data:image/png;base64,???"
    body = {"model": "m", "input": [{"role": "user", "content": parts}]}
    assert error(api.post("responses", json=body), 400)["code"] == "invalid_base64"
    parts[2]["file_id"] = "file-none"
    assert "file-none" in error(api.post("responses", json=body), 404)["message"]


def test_what_is_not_to_be_stored_is_not(api: httpx.Client) -> None:
    error(api.get(f"responses/{respond(api, 'x', store=False)['id']}"), 404)


def test_delete(api: httpx.Client) -> None:
    path = f"responses/{respond(api, 'x')['id']}"
    deleted = {"id": path.split("/")[1], "object": "response", "deleted": True}
    assert api.delete(path).json() == deleted
    error(api.get(path), 404)
    error(api.delete(path), 404)


def test_a_conversation_goes_on(api: httpx.Client) -> None:
    first = respond(api, "one")
    second = respond(api, "two", previous_response_id=first["id"])
    assert second["previous_response_id"] == first["id"]
    assert second["usage"]["input_tokens"] > first["usage"]["total_tokens"]
    body = {"model": "m", "input": "x", "previous_response_id": "resp_none"}
    refusal = error(api.post("responses", json=body), 400)
    assert refusal["param"] == "previous_response_id"


def test_a_required_function_is_called(api: httpx.Client) -> None:
    for choice in ("required", {"type": "function", "name": "weather"}):
        events = stream(api, "Rome", tools=[WEATHER], tool_choice=choice)
        item = events[-1]["response"]["output"][0]
        assert (item["type"], item["name"]) == ("function_call", "weather")
        assert json.loads(item["arguments"]) == {"city": "Rome", "days": 1, "unit": "c"}
        kind = "response.function_call_arguments.delta"
        deltas = [event["delta"] for event in events if event["type"] == kind]
        assert len(deltas) > 1
        assert "".join(deltas) == item["arguments"]
    assert respond(api, "x", tools=[WEATHER])["output"][0]["type"] == "message"
    unknown = {"type": "function", "name": "none"}
    body = {"model": "m", "input": "x", "tools": [WEATHER], "tool_choice": unknown}
    assert error(api.post("responses", json=body), 400)["param"] == "tool_choice"


def test_json_is_answered_as_the_schema_wants_it(api: httpx.Client) -> None:
    schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 3},
            "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}, "minItems": 2},
            "when": {"type": "string", "format": "date"},
            "maybe": {"anyOf": [{"type": "null"}, {"type": "number"}]},
        },
        "$defs": {"tag": {"type": "boolean"}},
    }
    wanted = {"type": "json_schema", "name": "thing", "schema": schema}
    answer = json.loads(output_text(respond(api, "hello", text={"format": wanted})))
    assert answer == {"name": "hel", "tags": [True, True], "when": "2025-01-01", "maybe": None}
    loose = output_text(respond(api, "hello", text={"format": {"type": "json_object"}}))
    assert json.loads(loose)["input"] == "hello"


def test_a_schema_that_contains_itself_ends(api: httpx.Client) -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#"}, "n": {"type": "integer"}}}
    answer = output_text(
        respond(api, "x", text={"format": {"type": "json_schema", "name": "n", "schema": node}})
    )
    assert json.loads(answer)["next"]["n"] == 0


@pytest.mark.parametrize(
    "schema",
    [
        5,
        {"type": 5},
        {"enum": []},
        {"properties": {"a": 1}},
        {"$ref": "#/none"},
        {"anyOf": [1]},
        {"type": "array", "minItems": 10**9},
        {"type": "string", "maxLength": "x"},
    ],
)
def test_what_is_no_schema_is_refused(api: httpx.Client, schema: Any) -> None:
    wanted = {"type": "json_schema", "name": "n", "schema": schema}
    body = {"model": "m", "input": "x", "text": {"format": wanted}}
    assert "schema" in error(api.post("responses", json=body), 400)["param"]


def test_count_tokens_and_compact(api: httpx.Client) -> None:
    counted = api.post("responses/input_tokens", json={"model": "m", "input": "one two"}).json()
    assert counted == {"object": "response.input_tokens", "input_tokens": 2}
    response = respond(api, "hello there")
    body = {"model": "m", "previous_response_id": response["id"]}
    compacted = api.post("responses/compact", json=body).json()
    assert compacted["object"] == "response.compaction"
    assert [item["type"] for item in compacted["output"]] == ["message", "compaction"]
    respond(api, [*compacted["output"], {"role": "user", "content": "go on"}])
    error(api.post("responses/compact", json={"model": "m"}), 400)


def test_long_answers_come_in_few_pieces(api: httpx.Client) -> None:
    text = "lorem ipsum " * 20_000
    events = stream(api, text, instructions="echo")
    assert joined(events) == text
    assert len(events) < 2100
