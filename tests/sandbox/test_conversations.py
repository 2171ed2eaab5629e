"""Conversations keep their items, and responses go on with them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.moments import eventually

from .agent_calls import delete, get, ids, post
from .asking import error, output_text, respond

GUIDE = {"role": "developer", "content": "echo"}


def said(item: Any) -> tuple[str, str]:
    return item["role"], item["content"][0]["text"]


def texts(api: httpx.Client, conversation: str) -> list[tuple[str, str]]:
    """Return who said what, oldest first."""
    page = get(api, f"conversations/{conversation}/items", order="asc", limit=100)
    return [said(item) for item in page["data"]]


def test_a_conversation_lives(api: httpx.Client) -> None:
    made = post(api, "conversations", metadata={"a": "b"}, items=[GUIDE])
    path = f"conversations/{made['id']}"
    assert made == {
        "id": made["id"],
        "object": "conversation",
        "created_at": made["created_at"],
        "metadata": {"a": "b"},
    }
    assert made["id"].startswith("conv_")
    assert post(api, path, metadata={"c": "d"})["metadata"] == {"c": "d"}
    assert get(api, path)["metadata"] == {"c": "d"}
    deleted = {"id": made["id"], "object": "conversation.deleted", "deleted": True}
    assert delete(api, path) == deleted
    error(api.get(path), 404)
    error(api.get(f"{path}/items"), 404)


def test_items_are_added_listed_and_deleted(api: httpx.Client) -> None:
    conversation = post(api, "conversations")
    path = f"conversations/{conversation['id']}/items"
    call = {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}
    added = post(api, path, items=[{"role": "user", "content": "one"}, call])
    assert ids(get(api, path, order="asc")) == ids(added)
    message, called = added["data"]
    assert (message["type"], said(message)) == ("message", ("user", "one"))
    assert called == {**call, "id": called["id"]}
    assert get(api, f"{path}/{called['id']}") == called
    again = post(api, path, items=[message])
    assert ids(again) != ids(added)[:1]
    assert delete(api, f"{path}/{message['id']}") == conversation
    error(api.get(f"{path}/{message['id']}"), 404)
    assert ids(get(api, path, after=message["id"], order="asc")) == [called["id"], *ids(again)]
    refused = error(api.post(path, json={"items": [{"role": "nobody", "content": "x"}]}), 400)
    assert refused["param"] == "items[0].role"


def test_responses_go_on_with_a_conversation(api: httpx.Client) -> None:
    conversation = post(api, "conversations", items=[GUIDE])["id"]
    first = respond(api, "one", conversation=conversation)
    assert output_text(first) == "one"
    assert first["conversation"] == {"id": conversation}
    second = respond(api, "two", conversation={"id": conversation}, store=False)
    assert second["usage"]["input_tokens"] > first["usage"]["input_tokens"]
    answers = [("user", "one"), ("assistant", "one"), ("user", "two"), ("assistant", "two")]
    assert texts(api, conversation) == [("developer", "echo"), *answers]
    again = post(api, "responses", model="gpt-5", conversation=conversation)
    assert output_text(again) == "two"
    count = post(api, "responses/input_tokens", conversation=conversation)["input_tokens"]
    assert count == again["usage"]["input_tokens"] + 1


def test_streams_and_background_work_add_to_it_too(api: httpx.Client) -> None:
    conversation = post(api, "conversations", items=[GUIDE])["id"]
    body = {"model": "gpt-5", "input": "one", "conversation": conversation}
    assert api.post("responses", json={**body, "stream": True}).is_success
    respond(api, "two", conversation=conversation, background=True)
    eventually(lambda: len(texts(api, conversation)) == 5)
    assert texts(api, conversation)[1:] == [
        ("user", "one"),
        ("assistant", "one"),
        ("user", "two"),
        ("assistant", "two"),
    ]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"conversation": "conv_none"}, 404),
        ({"conversation": {"id": "conv_none"}}, 404),
        ({"conversation": "conv_none", "previous_response_id": "resp_x"}, 400),
    ],
)
def test_a_conversation_must_be_there(api: httpx.Client, fields: Any, status: int) -> None:
    error(api.post("responses", json={"model": "gpt-5", "input": "x", **fields}), status)
