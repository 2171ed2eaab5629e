"""Runs answer threads: in the background, in a stream, with functions and with a search."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx

from tests.support.clocked_sandbox import Clocked

from .agent_calls import (
    FUNCTION,
    agent_client,
    begin_run,
    delete,
    get,
    messages_of,
    new_assistant,
    new_store,
    new_thread,
    post,
    text_file,
    thread_events,
    wait_for,
)
from .asking import error
from .running import Running

SLOW = {"X-Sandbox-Fault": "token-delay=0.5"}
LIFE = ("queued", "in_progress", "completed")


def stream(api: httpx.Client, path: str, **body: Any) -> list[tuple[str, Any]]:
    answer = api.post(path, json={**body, "stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream"), answer.text
    return thread_events(answer.text)


def said(events: list[tuple[str, Any]]) -> str:
    deltas = [data["delta"] for name, data in events if name == "thread.message.delta"]
    return "".join(delta["content"][0]["text"]["value"] for delta in deltas)


def test_a_run_answers_in_its_own_time(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    assistant, thread = new_assistant(api), new_thread(api, "  Hé\n\nyou ")
    path, run = begin_run(api, thread, assistant)
    assert (run["status"], run["assistant_id"]) == ("queued", assistant["id"])
    for status in LIFE[1:]:
        clocked.clock.pass_over(1)
        wait_for(api, path, status)
    done = get(api, path)
    assert done["created_at"] <= done["started_at"] <= done["completed_at"]
    assert done["usage"]["total_tokens"] == sum(
        done["usage"][name] for name in ("prompt_tokens", "completion_tokens")
    )
    assert messages_of(api, thread["id"])[1] == ("assistant", "  Hé\n\nyou ")
    (step,) = get(api, f"{path}/steps")["data"]
    (message,) = get(api, f"threads/{thread['id']}/messages", run_id=run["id"])["data"]
    assert step["step_details"]["message_creation"] == {"message_id": message["id"]}
    assert get(api, f"{path}/steps/{step['id']}") == step
    assert (message["assistant_id"], message["run_id"]) == (assistant["id"], run["id"])


def test_settings_of_the_run_come_first(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick, temperature=0.5), new_thread(quick, "one")
    changes = {"model": "gpt-4.1", "instructions": "talk", "metadata": {"a": "b"}}
    more = [{"role": "user", "content": "two"}]
    path, run = begin_run(quick, thread, assistant, additional_messages=more, **changes)
    assert {name: run[name] for name in changes} == changes
    assert run["temperature"] == 0.5
    wait_for(quick, path, "completed")
    (_, one), (_, two), (_, answer) = messages_of(quick, thread["id"])
    assert (one, two) == ("one", "two")
    assert answer.endswith("two")
    assert answer != "two"
    again, _ = begin_run(
        quick, thread, assistant, instructions="talk", additional_instructions="echo"
    )
    wait_for(quick, again, "completed")
    assert messages_of(quick, thread["id"])[-1] == ("assistant", "two")
    assert post(quick, path, metadata={"c": "d"})["metadata"] == {"c": "d"}


def test_a_thread_is_worked_on_by_one(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick), new_thread(quick, "x" * 400)
    body = {"assistant_id": assistant["id"]}
    path = f"threads/{thread['id']}"
    run = quick.post(f"{path}/runs", json=body, headers=SLOW).json()
    assert run["id"] in error(quick.post(f"{path}/runs", json=body), 400)["message"]
    message = {"role": "user", "content": "more"}
    assert run["id"] in error(quick.post(f"{path}/messages", json=message), 400)["message"]
    assert post(quick, f"{path}/runs/{run['id']}/cancel")["status"] == "cancelling"
    cancelled = wait_for(quick, f"{path}/runs/{run['id']}", "cancelled")
    assert cancelled["cancelled_at"] is not None
    refused = error(quick.post(f"{path}/runs/{run['id']}/cancel"), 400)
    assert "cancelled" in refused["message"]
    post(quick, f"{path}/messages", **message)


def test_a_run_that_is_cancelled_leaves_what_it_had(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick), new_thread(quick, "x" * 400)
    path = f"threads/{thread['id']}/runs"
    body = {"assistant_id": assistant["id"], "stream": True}
    names = []
    with quick.stream("POST", path, json=body, headers=SLOW) as answer:
        lines = answer.iter_lines()
        for line in lines:
            names += [line] if line.startswith("event: ") else []
            if line == "event: thread.message.delta":
                (run,) = get(quick, path)["data"]
                post(quick, f"{path}/{run['id']}/cancel")
                break
        names += [line for line in lines if line.startswith("event: ")]
    endings = ["thread.message.incomplete", "thread.run.step.cancelled", "thread.run.cancelled"]
    assert names[-4:] == [f"event: {name}" for name in [*endings, "done"]]
    message = get(quick, f"threads/{thread['id']}/messages")["data"][0]
    assert message["incomplete_details"] == {"reason": "run_cancelled"}


def test_tokens_may_run_out(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick), new_thread(quick, "word " * 400)
    path, _ = begin_run(quick, thread, assistant, max_completion_tokens=256)
    run = wait_for(quick, path, "incomplete")
    assert run["incomplete_details"] == {"reason": "max_completion_tokens"}
    assert run["usage"]["completion_tokens"] == 256
    message = get(quick, f"threads/{thread['id']}/messages")["data"][0]
    assert (message["status"], message["incomplete_details"]) == (
        "incomplete",
        {"reason": "max_tokens"},
    )


def test_a_stream_tells_everything_in_order(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick), new_thread(quick, "Hé  you")
    events = stream(quick, f"threads/{thread['id']}/runs", assistant_id=assistant["id"])
    names = [name for name, _ in events]
    assert names == [
        "thread.run.created",
        "thread.run.queued",
        "thread.run.in_progress",
        "thread.run.step.created",
        "thread.run.step.in_progress",
        "thread.message.created",
        "thread.message.in_progress",
        *["thread.message.delta"] * names.count("thread.message.delta"),
        "thread.message.completed",
        "thread.run.step.completed",
        "thread.run.completed",
    ]
    assert said(events) == "Hé  you"
    run = events[-1][1]
    assert get(quick, f"threads/{thread['id']}/runs/{run['id']}") == run


def test_a_stream_takes_its_time(still: httpx.Client, clocked: Clocked) -> None:
    assistant = new_assistant(still)
    body = {"assistant_id": assistant["id"], "stream": True}
    body["thread"] = {"messages": [{"role": "user", "content": "a b c d e f"}]}
    words = 0
    with still.stream("POST", "threads/runs", json=body, headers=SLOW) as answer:
        for line in answer.iter_lines():
            if line == "event: thread.message.delta":
                words += 1
                if words < 6:
                    clocked.clock.pass_over(0.5)
    assert words == 6


def test_a_thread_may_begin_with_its_run(quick: httpx.Client) -> None:
    assistant = new_assistant(quick)
    thread = {"messages": [{"role": "user", "content": "hi"}], "metadata": {"a": "b"}}
    events = stream(quick, "threads/runs", assistant_id=assistant["id"], thread=thread)
    assert events[0][0] == "thread.created"
    assert events[0][1]["metadata"] == {"a": "b"}
    assert said(events) == "hi"
    run = post(quick, "threads/runs", assistant_id=assistant["id"], thread=thread)
    wait_for(quick, f"threads/{run['thread_id']}/runs/{run['id']}", "completed")
    assert messages_of(quick, run["thread_id"])[-1] == ("assistant", "hi")
    error(quick.post("threads/runs", json={"assistant_id": "asst_none"}), 404)


def test_a_function_is_called_and_answers(quick: httpx.Client) -> None:
    assistant = new_assistant(quick, tools=[FUNCTION])
    thread = new_thread(quick, "cat")
    path, _ = begin_run(quick, thread, assistant, tool_choice="required")
    run = wait_for(quick, path, "requires_action")
    (call,) = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert call["function"] == {"name": "look_up", "arguments": '{"word": "cat"}'}
    outputs = [{"tool_call_id": call["id"], "output": "a small animal"}]
    wrong = {"tool_outputs": [{"tool_call_id": "call_none", "output": ""}]}
    refused = error(quick.post(f"{path}/submit_tool_outputs", json=wrong), 400)
    assert refused["param"] == "tool_outputs"
    post(quick, f"{path}/submit_tool_outputs", tool_outputs=outputs)
    done = wait_for(quick, path, "completed")
    assert done["required_action"] is None
    assert messages_of(quick, thread["id"])[-1] == ("assistant", "a small animal")
    called, written = get(quick, f"{path}/steps", order="asc")["data"]
    assert called["step_details"]["tool_calls"][0]["function"]["output"] == "a small animal"
    assert done["usage"]["total_tokens"] == sum(
        step["usage"]["total_tokens"] for step in (called, written)
    )
    again = {"tool_outputs": outputs}
    assert (
        "completed" in error(quick.post(f"{path}/submit_tool_outputs", json=again), 400)["message"]
    )


def test_a_function_is_called_in_a_stream(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick, tools=[FUNCTION]), new_thread(quick, "cat")
    path = f"threads/{thread['id']}/runs"
    choice = {"type": "function", "function": {"name": "look_up"}}
    events = stream(quick, path, assistant_id=assistant["id"], tool_choice=choice)
    deltas = [data["delta"] for name, data in events if name == "thread.run.step.delta"]
    functions = [delta["step_details"]["tool_calls"][0]["function"] for delta in deltas]
    assert "".join(function["arguments"] for function in functions) == '{"word": "cat"}'
    name, run = events[-1]
    assert name == "thread.run.requires_action"
    (call,) = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = [{"tool_call_id": call["id"], "output": "meow"}]
    rest = stream(quick, f"{path}/{run['id']}/submit_tool_outputs", tool_outputs=outputs)
    assert rest[0][0] == "thread.run.step.completed"
    assert rest[-1][0] == "thread.run.completed"
    assert said(rest) == "meow"


def test_a_run_that_waits_can_be_cancelled(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick, tools=[FUNCTION]), new_thread(quick, "cat")
    path, _ = begin_run(quick, thread, assistant, tool_choice="required")
    wait_for(quick, path, "requires_action")
    post(quick, f"{path}/cancel")
    wait_for(quick, path, "cancelled")
    (step,) = get(quick, f"{path}/steps")["data"]
    assert step["status"] == "cancelled"


def test_a_search_is_a_step(quick: httpx.Client) -> None:
    store = new_store(quick, "The heron eats fish.", "Trains are late.")
    resources = {"file_search": {"vector_store_ids": [store]}}
    assistant = new_assistant(quick, tools=[{"type": "file_search"}], tool_resources=resources)
    thread = new_thread(quick, "What does a heron eat?")
    path, _ = begin_run(quick, thread, assistant)
    wait_for(quick, path, "completed")
    search = get(quick, f"{path}/steps", order="asc")["data"][0]["step_details"]["tool_calls"][0]
    (result,) = search["file_search"]["results"]
    assert (result["file_name"], "content" in result) == ("a.txt", False)
    include = "step_details.tool_calls[*].file_search.results[*].content"
    shown = get(quick, f"{path}/steps", order="asc", **{"include[]": include})["data"][0]
    (result,) = shown["step_details"]["tool_calls"][0]["file_search"]["results"]
    assert result["content"] == [{"type": "text", "text": "The heron eats fish."}]


def test_a_thread_goes_with_its_run(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick), new_thread(quick, "x" * 400)
    path = f"threads/{thread['id']}"
    run = quick.post(f"{path}/runs", json={"assistant_id": assistant["id"]}, headers=SLOW).json()
    delete(quick, path)
    error(quick.get(f"{path}/runs/{run['id']}"), 404)


def test_what_is_attached_is_searched(quick: httpx.Client) -> None:
    assistant, thread = new_assistant(quick, tools=[{"type": "file_search"}]), new_thread(quick)
    path = f"threads/{thread['id']}"
    for text in ("The heron eats fish.", "The heron flies."):
        attached = [{"file_id": text_file(quick, text), "tools": [{"type": "file_search"}]}]
        message = {"role": "user", "content": "heron", "attachments": attached}
        post(quick, f"{path}/messages", **message)
    (store,) = get(quick, path)["tool_resources"]["file_search"]["vector_store_ids"]
    wait_for(quick, f"vector_stores/{store}", "completed")
    run, _ = begin_run(quick, thread, assistant)
    wait_for(quick, run, "completed")
    search = get(quick, f"{run}/steps", order="asc")["data"][0]["step_details"]["tool_calls"][0]
    assert len(search["file_search"]["results"]) == 2


def test_a_function_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with Running(state, pace=0) as running, agent_client(running) as api:
        assistant, thread = new_assistant(api, tools=[FUNCTION]), new_thread(api, "cat")
        path, run = begin_run(api, thread, assistant, tool_choice="required")
        wait_for(api, path, "requires_action")
        with sqlite3.connect(state) as connection:
            query = "UPDATE documents SET document = json_set(document, '$.expires_at', 1)"
            connection.execute(f"{query} WHERE id = ?", (run["id"],))
        connection.close()
        expired = get(api, path)
        assert (expired["status"], expired["required_action"]) == ("expired", None)
        post(api, f"threads/{thread['id']}/messages", role="user", content="more")
