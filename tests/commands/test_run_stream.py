"""A run, streamed: its words as they come, every event, and each way in which it can end."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Stream
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine

CREATE = ("threads", "runs", "create", "t_1", "--assistant-id", "a_1")
COMPLETE = {"usage": {"total_tokens": 9}}
ACTION = {
    "required_action": {
        "submit_tool_outputs": {"tool_calls": [{"id": "c_1", "function": {"name": "look"}}]}
    }
}


def event(name: str, document: Any) -> bytes:
    """Return an event as this API writes it: what it is, is in its name and in `object` alone."""
    data = document if isinstance(document, str) else json.dumps(document)
    return f"event: {name}\ndata: {data}\n\n".encode()


def run(status: str, **more: Any) -> bytes:
    document = {"id": "r_1", "object": "thread.run", "thread_id": "t_1", "status": status, **more}
    return event(f"thread.run.{status}", document)


def message(name: str, text: str | None = None) -> bytes:
    parts = [] if text is None else [part(text)]
    state = "in_progress" if text is None else "completed"
    document = {"id": name, "object": "thread.message", "status": state, "content": parts}
    return event(f"thread.message.{state}", document)


def part(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"value": text, "annotations": []}}


def delta(name: str, text: str) -> bytes:
    content = [{"index": 0, **part(text)}]
    document = {"id": name, "object": "thread.message.delta", "delta": {"content": content}}
    return event("thread.message.delta", document)


STEP = event(
    "thread.run.step.completed", {"id": "s_1", "object": "thread.run.step", "status": "completed"}
)
FUTURE = event("thread.run.dreamt", {"dream": "sheep"})
DONE = event("done", "[DONE]")
BEGIN = [event("thread.created", {"id": "t_1", "object": "thread"}), run("queued"), message("m_1")]
WORDS = [delta("m_1", "It is "), delta("m_1", "**blue**")]
WHOLE = [
    *BEGIN,
    *WORDS,
    STEP,
    FUTURE,
    message("m_1", "It is **blue**"),
    run("completed", **COMPLETE),
    DONE,
]


@pytest.fixture
def streamed(oai: CommandLine, fault_server: FaultServer) -> Any:
    """Give a run whose server sends these events."""

    def streamed(events: list[bytes], *args: str, ending: Any = "complete") -> Result:
        fault_server.script(Stream([(0.0, data) for data in events], ending=ending))
        return oai(*CREATE, *args, env=fault_server.env)

    return streamed


def test_text_is_asked_for_as_a_stream(streamed: Any, fault_server: FaultServer) -> None:
    result = streamed(WHOLE, "-t")
    assert (result.code, result.text, result.err_but_deprecations) == (0, "It is **blue**", "")
    (request,) = fault_server.requests
    assert request.json() == {"assistant_id": "a_1", "stream": True}
    assert request.headers["accept"] == "text/event-stream"


def test_text_comes_as_it_is_made(oai: CommandLine, fault_server: FaultServer) -> None:
    never = Event()
    fault_server.script(Stream([*[(0.0, data) for data in [*BEGIN, WORDS[0]]], (never, WORDS[1])]))
    with oai.start(*CREATE, "-t", env=fault_server.env) as process:
        process.stdout.wait_for("It is ")


def test_without_a_stream_the_run_is_only_begun(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    begun = {"id": "r_1", "object": "thread.run", "thread_id": "t_1", "status": "queued"}
    fault_server.script(Answer(json=begun))
    result = oai(*CREATE, "--no-stream", "-t", env=fault_server.env)
    assert (result.code, result.text.strip()) == (0, "r_1")
    assert "oai threads runs wait t_1 r_1" in result.err
    assert oai(*CREATE, env=fault_server.env).json() == begun
    assert "stream" not in fault_server.requests[-1].json()


def test_jsonl_is_each_event(streamed: Any) -> None:
    result = streamed(WHOLE, "--stream", "--format", "jsonl")
    kinds = [json.loads(line).get("object") for line in result.lines]
    assert result.code == 0
    assert kinds[:3] == ["thread", "thread.run", "thread.message"]
    assert kinds[3:] == [
        *["thread.message.delta"] * 2,
        "thread.run.step",
        None,
        "thread.message",
        "thread.run",
    ]


def test_json_is_the_run_with_its_messages(streamed: Any) -> None:
    result = streamed(WHOLE, "--stream")
    answer = result.json()
    assert (answer["id"], answer["status"], answer["usage"]) == (
        "r_1",
        "completed",
        {"total_tokens": 9},
    )
    assert [item["content"] for item in answer["messages"]] == [[part("It is **blue**")]]


def test_messages_are_apart(streamed: Any) -> None:
    second = [message("m_2"), delta("m_2", "Bye"), message("m_2", "Bye")]
    events = [*BEGIN, delta("m_1", "Hi"), delta("m_1", "!"), *second, run("completed"), DONE]
    assert streamed(events, "-t").text == "Hi!\n\nBye"


@pytest.mark.parametrize("ending", ["complete", "cut", "reset"])
def test_a_cut_stream_keeps_what_came(streamed: Any, ending: str) -> None:
    text = streamed([*BEGIN, *WORDS], "-t", ending=ending)
    assert (text.code, text.text) == (6, "It is **blue**")
    partial = streamed([*BEGIN, *WORDS], "--stream", ending=ending)
    assert partial.code == 6
    assert partial.json()["messages"][0]["content"] == [part("It is **blue**")]
    lines = streamed([*BEGIN, *WORDS], "--stream", "--format", "jsonl", ending=ending)
    assert (lines.code, len(lines.lines)) == (6, 5)


@pytest.mark.parametrize(
    ("last", "code", "said"),
    [
        (run("failed", last_error={"code": "server_error", "message": "No luck"}), 6, "No luck"),
        (run("failed", last_error={"code": "rate_limit_exceeded", "message": "Slow"}), 5, "Slow"),
        (run("failed", last_error={"code": "invalid_prompt", "message": "Bad"}), 1, "Bad"),
        (run("cancelled"), 7, "r_1 did not finish: it is cancelled"),
        (run("expired"), 7, "r_1 did not finish: it is expired"),
        (event("error", {"code": "server_error", "message": "Oh"}), 6, "Oh"),
        (event("error", {"error": {"message": "Oh", "type": "server_error"}}), 6, "Oh"),
    ],
)
def test_a_bad_end(streamed: Any, last: bytes, code: int, said: str) -> None:
    text = streamed([*BEGIN, *WORDS, last, DONE], "-t")
    assert (text.code, text.text) == (code, "It is **blue**")
    assert said in text.err
    lines = streamed([*BEGIN, *WORDS, last, DONE], "--stream", "--format", "jsonl")
    assert (lines.code, len(lines.lines)) == (code, 6)
    whole = streamed([*BEGIN, *WORDS, last, DONE], "--stream")
    assert (whole.code, whole.json()["messages"][0]["id"]) == (code, "m_1")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            run("incomplete", incomplete_details={"reason": "max_completion_tokens"}),
            "not complete: max_completion_tokens",
        ),
        (
            run("requires_action", **ACTION),
            "c_1 (look): oai threads runs submit-tool-outputs t_1 r_1",
        ),
    ],
)
def test_an_end_that_is_to_be_known(streamed: Any, last: bytes, said: str) -> None:
    result = streamed([*BEGIN, *WORDS, last, DONE], "-t")
    assert (result.code, result.text) == (0, "It is **blue**")
    assert said in result.err


def test_on_a_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Stream([(0.0, data) for data in WHOLE]))
    terminal = oai.terminal(*CREATE, env=fault_server.env)
    assert terminal.wait() == 0
    assert fault_server.requests[0].json()["stream"] is True
    assert "It is blue" in terminal.text
    assert "r_1 · t_1 · completed · 9 tokens" in terminal.text
