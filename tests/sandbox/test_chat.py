"""Chat completions: answered, streamed, and kept when they are to be."""

from __future__ import annotations

import json
from typing import Any

import httpx

from .asking import chat, error, events_of

FUNCTION = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


def stream(api: httpx.Client, text: str, **fields: Any) -> tuple[list[Any], str]:
    messages = [{"role": "system", "content": "echo"}, {"role": "user", "content": text}]
    body = {"model": "m", "messages": messages, "stream": True, **fields}
    answer = api.post("chat/completions", json=body)
    return events_of(answer.text), answer.text


def test_the_object(api: httpx.Client) -> None:
    completion = chat(api, "  hello 👋 ")
    assert completion["object"] == "chat.completion"
    choice = completion["choices"][0]
    assert choice["message"]["content"] == "  hello 👋 "
    assert (choice["finish_reason"], choice["logprobs"]) == ("stop", None)
    usage = completion["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_without_echo_it_says_who_speaks(api: httpx.Client) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    message = api.post("chat/completions", json=body).json()["choices"][0]["message"]
    assert "sandbox" in message["content"]
    assert message["content"].endswith("\n\nhi")


def test_the_stream(api: httpx.Client) -> None:
    chunks, text = stream(api, "one two three")
    assert text.endswith("data: [DONE]\n\n")
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": "", "refusal": None}
    assert "".join(delta.get("content", "") for delta in deltas) == "one two three"
    reasons = [chunk["choices"][0]["finish_reason"] for chunk in chunks]
    assert reasons == [None] * (len(chunks) - 1) + ["stop"]
    assert not any("usage" in chunk for chunk in chunks)


def test_usage_comes_last_when_it_is_wanted(api: httpx.Client) -> None:
    chunks, _ = stream(api, "one two", stream_options={"include_usage": True})
    assert all(chunk["usage"] is None for chunk in chunks[:-1])
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["completion_tokens"] == 2


def test_several_answers(api: httpx.Client) -> None:
    assert [choice["index"] for choice in chat(api, "x", n=3)["choices"]] == [0, 1, 2]
    chunks, _ = stream(api, "one two", n=2)
    for index in (0, 1):
        mine = [c["choices"][0] for c in chunks if c["choices"][0]["index"] == index]
        assert "".join(choice["delta"].get("content", "") for choice in mine) == "one two"


def test_limits_and_stops(api: httpx.Client) -> None:
    for name in ("max_tokens", "max_completion_tokens"):
        choice = chat(api, "a b c d e", **{name: 2})["choices"][0]
        assert (choice["message"]["content"], choice["finish_reason"]) == ("a b", "length")
    stopped = chat(api, "a b STOP c", stop=["none", "STOP"])["choices"][0]
    assert (stopped["message"]["content"], stopped["finish_reason"]) == ("a b ", "stop")


def test_logprobs_join_to_the_text(api: httpx.Client) -> None:
    content = chat(api, "one twö", logprobs=True)["choices"][0]["logprobs"]["content"]
    assert "".join(token["token"] for token in content) == "one twö"
    assert b"".join(bytes(token["bytes"]) for token in content).decode() == "one twö"


def test_a_function_is_called(api: httpx.Client) -> None:
    wanted = {"tools": [FUNCTION], "tool_choice": "required"}
    choice = chat(api, "Rome", **wanted)["choices"][0]
    call = choice["message"]["tool_calls"][0]
    assert (choice["finish_reason"], choice["message"]["content"]) == ("tool_calls", None)
    assert json.loads(call["function"]["arguments"]) == {"city": "Rome"}
    chunks, _ = stream(api, "Rome", **wanted)
    parts = [c["choices"][0]["delta"].get("tool_calls", [None])[0] for c in chunks]
    calls = [part for part in parts if part]
    assert calls[0]["function"] == {"name": "weather", "arguments": ""}
    arguments = "".join(part["function"]["arguments"] for part in calls)
    assert json.loads(arguments) == {"city": "Rome"}


def test_only_stored_completions_are_found(api: httpx.Client) -> None:
    error(api.get(f"chat/completions/{chat(api, 'x')['id']}"), 404)
    stored = chat(api, "x", store=True)
    assert api.get(f"chat/completions/{stored['id']}").json() == stored
    chunks, _ = stream(api, "streamed", store=True)
    kept = api.get(f"chat/completions/{chunks[0]['id']}").json()
    assert kept["choices"][0]["message"]["content"] == "streamed"


def test_list_by_model_and_metadata(api: httpx.Client) -> None:
    tagged = {"store": True, "metadata": {"run": "7", "odd.key": "x"}}
    ids = [chat(api, "x", model=model, **tagged)["id"] for model in ("a", "b", "a")]

    def found(**query: str) -> list[str]:
        page = api.get("chat/completions", params=query).json()
        return [item["id"] for item in page["data"]]

    assert found(**{"metadata[run]": "7"}) == ids
    assert found(**{"metadata[run]": "7", "model": "a"}) == [ids[0], ids[2]]
    assert found(**{"metadata[run]": "7", "order": "desc", "limit": "1"}) == [ids[2]]
    assert found(**{"metadata[run]": "8"}) == []
    assert found(**{"metadata[odd.key]": "x"}) == ids


def test_update_and_delete(api: httpx.Client) -> None:
    stored = chat(api, "x", store=True)
    path = f"chat/completions/{stored['id']}"
    assert error(api.post(path, json={}), 400)["param"] == "metadata"
    updated = api.post(path, json={"metadata": {"a": "b"}}).json()
    assert updated == {**stored, "metadata": {"a": "b"}}
    assert api.get(path).json() == updated
    deleted = {"object": "chat.completion.deleted", "id": stored["id"], "deleted": True}
    assert api.delete(path).json() == deleted
    error(api.get(path), 404)


def test_messages(api: httpx.Client) -> None:
    parts = [{"type": "text", "text": "hi"}]
    stored = chat(api, parts, store=True)
    path = f"chat/completions/{stored['id']}/messages"
    system, user = api.get(path).json()["data"]
    assert (system["role"], system["content"], system["content_parts"]) == ("system", "echo", None)
    assert (user["content"], user["content_parts"]) == (None, parts)
    page = api.get(path, params={"order": "desc", "limit": 1}).json()
    assert page["data"] == [user]
    assert page["has_more"] is True
