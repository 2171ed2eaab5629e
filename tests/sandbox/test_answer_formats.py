"""The form of an answer is checked before it is given, and so are the parts of a question."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest
from openai import OpenAI

from .asking import chat, error
from .media_files import PNG

INNER: Any = {"type": "object", "properties": {"b": {"type": "string"}}}
OUTER: Any = {
    "type": "object",
    "properties": {"a": INNER},
    "required": ["a"],
    "additionalProperties": False,
}
STRICT: Any = {
    **OUTER,
    "properties": {"a": {**INNER, "required": ["b"], "additionalProperties": False}},
}
USER: Any = {"role": "user", "content": "x"}


def refused(api: httpx.Client, **body: Any) -> Any:
    return error(api.post("responses", json={"model": "m", "input": "x", **body}), 400)


def refused_chat(api: httpx.Client, **body: Any) -> Any:
    asked = {"model": "m", "messages": [USER], **body}
    return error(api.post("chat/completions", json=asked), 400)


@pytest.mark.parametrize(
    ("schema", "context"),
    [
        (INNER, "()"),
        (OUTER, "('properties', 'a')"),
        ({**STRICT, "required": []}, "Missing 'a'"),
        ({**STRICT, "$defs": {"c": INNER}}, "('$defs', 'c')"),
    ],
)
def test_a_strict_schema_leaves_nothing_open(api: httpx.Client, schema: Any, context: str) -> None:
    details = {"name": "thing", "schema": schema, "strict": True}
    told = refused(api, text={"format": {"type": "json_schema", **details}})
    assert (told["param"], told["code"]) == ("text.format.schema", "invalid_schema")
    assert context in told["message"]
    told = refused_chat(api, response_format={"type": "json_schema", "json_schema": details})
    assert told["param"] == "response_format.json_schema.schema"
    function = {"type": "function", "name": "f", "parameters": schema, "strict": True}
    told = refused(api, tools=[function])
    assert told["param"] == "tools[0].parameters"
    assert "function 'f'" in told["message"]


@pytest.mark.parametrize("schema", [{"properties": 5}, {**STRICT, "required": 5}])
def test_what_is_no_schema_is_not_strict_either(api: httpx.Client, schema: Any) -> None:
    wanted = {"type": "json_schema", "name": "thing", "schema": schema, "strict": True}
    assert "schema" in refused(api, text={"format": wanted})["param"]


def test_parts_of_the_other_api_are_refused(api: httpx.Client) -> None:
    url = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    for part in ({"type": "text", "text": "x"}, {"type": "image_url", "image_url": {"url": url}}):
        told = refused(api, input=[{"role": "user", "content": [part]}])
        assert (told["param"], told["code"]) == ("input[0].content[0].type", "invalid_value")
        assert "'input_text'" in told["message"]
    for part in ({"type": "input_text", "text": "x"}, {"type": "input_image", "image_url": url}):
        told = refused_chat(api, messages=[{"role": "user", "content": [part]}])
        assert told["param"] == "messages[0].content[0].type"
        assert "'image_url'" in told["message"]


def test_a_chat_s_files_are_looked_up(api: httpx.Client) -> None:
    part = {"type": "file", "file": {"file_id": "file-none"}}
    body = {"model": "m", "messages": [{"role": "user", "content": [part]}]}
    assert "file-none" in error(api.post("chat/completions", json=body), 404)["message"]


def test_likely_tokens_come_with_log_probabilities(api: httpx.Client) -> None:
    assert refused_chat(api, top_logprobs=2)["param"] == "top_logprobs"
    (token, *_) = chat(api, "hi", logprobs=True, top_logprobs=2)["choices"][0]["logprobs"][
        "content"
    ]
    (likely,) = token["top_logprobs"]
    assert (likely["token"], likely["logprob"]) == ("hi", 0.0)


def test_a_response_includes_them_when_asked(client: OpenAI) -> None:
    asked: Any = {
        "model": "gpt-5",
        "input": "hi you there",
        "instructions": "echo",
        "include": ["message.output_text.logprobs"],
        "top_logprobs": 1,
    }
    with client.responses.stream(**asked) as stream:
        events = list(stream)
    (message,) = stream.get_final_response().output
    assert message.type == "message"
    (part,) = message.content
    assert part.type == "output_text"
    tokens = [entry.token for entry in part.logprobs or []]
    assert "".join(tokens) == "hi you there"
    deltas = [event for event in events if event.type == "response.output_text.delta"]
    assert [entry.token for delta in deltas for entry in delta.logprobs] == tokens


def test_an_answer_is_spoken(client: OpenAI) -> None:
    asked: Any = {
        "model": "gpt-audio",
        "messages": [{"role": "system", "content": "echo"}, USER],
        "modalities": ["text", "audio"],
        "audio": {"voice": "alloy", "format": "wav"},
    }
    message = client.chat.completions.create(**asked).choices[0].message
    assert message.content is None
    assert message.audio is not None
    heard = base64.b64decode(message.audio.data)
    assert (message.audio.transcript, heard[:4]) == ("x", b"RIFF")
    said = client.audio.transcriptions.create(model="whisper-1", file=("a.wav", heard))
    assert said.text == "x"
    asked["audio"]["format"] = "pcm16"
    deltas: Any = [
        chunk.choices[0].delta.model_dump().get("audio") or {}
        for chunk in client.chat.completions.create(**asked, stream=True)
    ]
    assert "".join(delta.get("transcript") or "" for delta in deltas) == "x"
    assert b"".join(base64.b64decode(delta.get("data") or "") for delta in deltas)
    assert any(delta.get("expires_at") for delta in deltas)


def test_an_answer_that_cannot_be_spoken(api: httpx.Client) -> None:
    modalities = ["text", "audio"]
    assert refused_chat(api, modalities=modalities)["param"] == "audio"
    opus = {"voice": "alloy", "format": "opus"}
    assert refused_chat(api, modalities=modalities, audio=opus)["param"] == "audio.format"
