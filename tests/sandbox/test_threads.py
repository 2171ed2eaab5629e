"""Assistants, threads and their messages are kept; the rules about them hold."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .agent_calls import delete, get, ids, messages_of, new_assistant, new_store, new_thread, post
from .asking import error, upload

IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}


def test_an_assistant_lives(quick: httpx.Client) -> None:
    made = post(
        quick, "assistants", model="gpt-5", name="N", tools=[{"type": "file_search"}], new=1
    )
    assert made["id"].startswith("asst_")
    assert (made["object"], made["temperature"], made["response_format"]) == (
        "assistant",
        1.0,
        "auto",
    )
    assert made["new"] == 1
    path = f"assistants/{made['id']}"
    changed = post(quick, path, name="M", metadata={"a": "b"})
    assert (changed["name"], changed["metadata"], changed["model"]) == ("M", {"a": "b"}, "gpt-5")
    assert get(quick, path) == changed
    assert changed in get(quick, "assistants")["data"]
    assert delete(quick, path) == {
        "id": made["id"],
        "object": "assistant.deleted",
        "deleted": True,
    }
    error(quick.get(path), 404)


@pytest.mark.parametrize(("path", "beta"), [("assistants", "assistants"), ("chatkit/threads", "c")])
def test_a_beta_must_be_named(api: httpx.Client, path: str, beta: str) -> None:
    refused = error(api.get(path), 400)
    assert refused["code"] == "invalid_beta"
    assert f"OpenAI-Beta: {beta}" in refused["message"]
    named = refused["message"].rpartition(": ")[2].rstrip("'.")
    assert api.get(path, headers={"OpenAI-Beta": f"other=v1,{named}"}).status_code == 200


def test_lists_go_both_ways(quick: httpx.Client) -> None:
    made = [new_assistant(quick)["id"] for _ in range(4)]
    after = get(quick, "assistants", after=made[3], limit=2)
    assert (ids(after), after["has_more"]) == ([made[2], made[1]], True)
    before = get(quick, "assistants", before=made[0], limit=2)
    assert (ids(before), before["has_more"]) == ([made[2], made[1]], True)
    assert ids(get(quick, "assistants", before=made[2])) == [made[3]]
    between = get(quick, "assistants", after=made[3], before=made[0])
    assert ids(between) == [made[2], made[1]]
    assert error(quick.get("assistants", params={"before": "asst_x"}), 400)["param"] == "before"


def test_a_thread_and_its_messages_live(quick: httpx.Client) -> None:
    thread = new_thread(quick, "one")
    path = f"threads/{thread['id']}"
    assert post(quick, path, metadata={"a": "b"})["metadata"] == {"a": "b"}
    content = [{"type": "text", "text": "two"}, IMAGE]
    message = post(quick, f"{path}/messages", role="assistant", content=content)
    assert message["content"][0] == {"type": "text", "text": {"value": "two", "annotations": []}}
    assert message["content"][1]["image_url"] == {**IMAGE["image_url"], "detail": "auto"}  # type: ignore[dict-item]
    assert messages_of(quick, thread["id"]) == [("user", "one"), ("assistant", "two")]
    changed = post(quick, f"{path}/messages/{message['id']}", metadata={"c": "d"})
    assert get(quick, f"{path}/messages/{message['id']}") == changed
    other = new_thread(quick)
    error(quick.get(f"threads/{other['id']}/messages/{message['id']}"), 404)
    delete(quick, f"{path}/messages/{message['id']}")
    assert messages_of(quick, thread["id"]) == [("user", "one")]
    assert delete(quick, path)["object"] == "thread.deleted"
    error(quick.get(f"{path}/messages"), 404)


@pytest.mark.parametrize(
    ("message", "param"),
    [
        ({"content": "x"}, "role"),
        ({"role": "user"}, "content"),
        ({"role": "system", "content": "x"}, "role"),
        ({"role": "user", "content": [{"type": "text"}]}, "content[0]"),
    ],
)
def test_what_is_no_message_is_refused(quick: httpx.Client, message: Any, param: str) -> None:
    thread = new_thread(quick)
    assert (
        error(quick.post(f"threads/{thread['id']}/messages", json=message), 400)["param"] == param
    )
    refused = error(quick.post("threads", json={"messages": [message]}), 400)
    assert refused["param"] == f"messages[0].{param}"


def test_attachments_must_be_there(quick: httpx.Client) -> None:
    message = {"role": "user", "content": "x", "attachments": [{"file_id": "file-none"}]}
    error(quick.post("threads", json={"messages": [message]}), 404)
    file = upload(quick, b"x")["id"]
    kept = {**message, "attachments": [{"file_id": file, "tools": []}]}
    thread = post(quick, "threads", messages=[kept])
    (found,) = get(quick, f"threads/{thread['id']}/messages")["data"]
    assert found["attachments"] == [{"file_id": file, "tools": []}]


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"file_search": ["x"]}, "file_search"),
        ({"file_search": {"vector_store_ids": 5}}, "file_search.vector_store_ids"),
        ({"file_search": {"vector_stores": ["x"]}}, "file_search.vector_stores"),
        (
            {"file_search": {"vector_stores": [{"file_ids": 5}]}},
            "file_search.vector_stores[0].file_ids",
        ),
        ({"code_interpreter": "x"}, "code_interpreter"),
    ],
)
def test_tool_resources_have_their_form(quick: httpx.Client, wrong: Any, param: str) -> None:
    body = {"tool_resources": wrong}
    assistant = post(quick, "assistants", model="m")["id"]
    both = {"assistant_id": assistant, "thread": body}
    for path, sent in (("assistants", {"model": "m", **body}), ("threads/runs", both)):
        told = error(quick.post(path, json=sent), 400)["param"]
        assert told.removeprefix("thread.") == f"tool_resources.{param}"


def test_tool_resources_are_looked_up_or_made(quick: httpx.Client) -> None:
    wrong = {"file_search": {"vector_store_ids": ["vs_none"]}}
    error(quick.post("threads", json={"tool_resources": wrong}), 404)
    store = new_store(quick, "text")
    named = {"file_search": {"vector_store_ids": [store]}}
    assert post(quick, "threads", tool_resources=named)["tool_resources"] == named
    file = upload(quick, b"some text")["id"]
    described = {"file_search": {"vector_stores": [{"file_ids": [file]}]}}
    made = post(quick, "assistants", model="gpt-5", tool_resources=described)["tool_resources"]
    (made_store,) = made["file_search"]["vector_store_ids"]
    assert ids(get(quick, f"vector_stores/{made_store}/files")) == [file]
