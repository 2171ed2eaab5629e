"""A session's events: its words as they come, and each way in which a turn can end."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Stream
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine

CREATE = ("agents", "sessions", "create", "Hi", "--environment", "type=none")
FOLLOW = ("agents", "sessions", "events", "stream", "s_1")
TURN = "agent.session.turn"


def event(kind: str, **more: Any) -> bytes:
    document = {"type": kind, "event_id": "e", "session_id": "s_1", **more}
    return f"event: {kind}\ndata: {json.dumps(document)}\n\n".encode()


def session(status: str, **more: Any) -> bytes:
    document = {"id": "s_1", "object": "agent.session", "status": status, **more}
    return event(f"agent.session.{status}", session=document)


def turn(status: str, name: str = "t_1", **more: Any) -> bytes:
    document = {"id": name, "session_id": "s_1", "status": status, "subagent_id": None, **more}
    return event(f"{TURN}.{status}", turn_id=name, turn=document)


def delta(text: str, item: str = "m_1", turn_id: str = "t_1") -> bytes:
    more = {"content_index": 0, "output_index": 0}
    return event(f"{TURN}.output_text.delta", delta=text, item_id=item, turn_id=turn_id, **more)


def message(text: str, item: str = "m_1", turn_id: str = "t_1") -> bytes:
    content = [{"type": "output_text", "text": text}]
    document = {"id": item, "type": "message", "role": "assistant", "content": content}
    return event(f"{TURN}.item.done", item=document, output_index=0, turn_id=turn_id)


def failure(text: str) -> bytes:
    return event("error", error={"message": text, "type": "server_error", "code": "server_error"})


BEGIN = [event("agent.session.created", session={"id": "s_1"}), session("in_progress")]
WORDS = [turn("in_progress"), delta("It is "), delta("**blue**")]
IDLE = session("idle", usage={"total_tokens": 9})
END = [message("It is **blue**"), turn("completed"), IDLE]
WHOLE = [*BEGIN, *WORDS, event("agent.session.dreamt"), *END]


@pytest.fixture
def streamed(oai: CommandLine, fault_server: FaultServer) -> Any:
    """Give a run of a command whose server sends these events."""

    def streamed(
        events: list[bytes], *args: str, line: Any = CREATE, ending: Any = "complete"
    ) -> Result:
        fault_server.script(Stream([(0.0, data) for data in events], ending=ending))
        return oai(*line, *args, env=fault_server.env)

    return streamed


def test_text_is_asked_for_as_a_stream(streamed: Any, fault_server: FaultServer) -> None:
    result = streamed(WHOLE, "-t")
    assert (result.code, result.text, result.err) == (0, "It is **blue**", "")
    (request,) = fault_server.requests
    assert request.json() == {"input": "Hi", "environment": {"type": "none"}, "stream": True}
    assert request.headers["accept"] == "text/event-stream"
    assert request.headers["openai-beta"] == "agents=v1"


@pytest.mark.parametrize("line", [(*CREATE, "-t"), (*FOLLOW, "-t")])
def test_text_comes_as_it_is_made(line: Any, oai: CommandLine, fault_server: FaultServer) -> None:
    never = Event()
    events = [*[(0.0, data) for data in [*BEGIN, *WORDS[:2]]], (never, WORDS[2])]
    fault_server.script(Stream(events))
    with oai.start(*line, env=fault_server.env) as process:
        process.stdout.wait_for("It is ")


def test_a_session_that_rests_is_followed_through_its_next_turn(
    streamed: Any, fault_server: FaultServer
) -> None:
    result = streamed([session("idle"), *WHOLE], "-t", line=FOLLOW)
    assert (result.code, result.text, result.err) == (0, "It is **blue**", "")
    (request,) = fault_server.requests
    assert (request.method, request.path) == ("GET", "/v1/agents/sessions/s_1/events")
    assert request.headers["accept"] == "text/event-stream"


def test_a_session_without_anything_to_do_is_not_waited_for(streamed: Any) -> None:
    line = ("agents", "sessions", "create", "--environment", "type=none", "--stream")
    result = streamed([BEGIN[0], session("idle"), *WHOLE], line=line)
    assert (result.code, result.json()["items"]) == (0, [])


def test_without_a_stream_the_session_is_only_begun(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    begun = {"id": "s_1", "object": "agent.session", "status": "in_progress"}
    fault_server.script(Answer(json=begun))
    result = oai(*CREATE, "--no-stream", "-t", env=fault_server.env)
    assert (result.code, result.text.strip()) == (0, "s_1")
    assert "oai agents sessions wait s_1" in result.err
    assert oai(*CREATE, env=fault_server.env).json() == begun
    assert "stream" not in fault_server.requests[-1].json()


def test_jsonl_is_each_event(streamed: Any) -> None:
    result = streamed(WHOLE, "--format", "jsonl", line=FOLLOW)
    assert result.code == 0
    kinds = [json.loads(line)["type"] for line in result.lines]
    assert len(kinds) == len(WHOLE)
    assert kinds[-1] == "agent.session.idle"


def test_json_is_the_session_with_its_items(streamed: Any) -> None:
    answer = streamed(WHOLE, "--stream").json()
    assert (answer["id"], answer["status"], answer["usage"]) == ("s_1", "idle", {"total_tokens": 9})
    (item,) = answer["items"]
    assert item["content"] == [{"type": "output_text", "text": "It is **blue**"}]


def test_messages_are_apart_and_what_subagents_say_is_theirs(streamed: Any) -> None:
    of_subagent = [turn("in_progress", "t_9", subagent_id="b_1"), delta("Psst", "m_9", "t_9")]
    ended = [message("Psst", "m_9", "t_9"), turn("completed", "t_9", subagent_id="b_1")]
    second = [delta("Bye", "m_2"), message("Bye", "m_2")]
    events = [*BEGIN, *WORDS, *of_subagent, *ended, session("idle"), *second, *END]
    assert streamed(events, "-t").text == "It is **blue**\n\nBye"
    whole = streamed(events, "--stream").json()
    assert [item["id"] for item in whole["items"]] == ["m_1", "m_2"]


def test_a_message_that_came_whole_is_given_whole(streamed: Any) -> None:
    assert streamed([*BEGIN, WORDS[0], *END], "-t").text == "It is **blue**"


@pytest.mark.parametrize("line", [CREATE, FOLLOW])
@pytest.mark.parametrize("ending", ["complete", "cut", "reset"])
def test_a_cut_stream_keeps_what_came(line: Any, ending: str, streamed: Any) -> None:
    text = streamed([*BEGIN, *WORDS], "-t", line=line, ending=ending)
    assert (text.code, text.text) == (6, "It is **blue**")
    assert "oai agents sessions wait s_1" in text.err
    partial = streamed([*BEGIN, *WORDS], "--stream", ending=ending)
    content = partial.json()["items"][0]["content"]
    assert (partial.code, content) == (6, [{"type": "output_text", "text": "It is **blue**"}])


@pytest.mark.parametrize("ending", ["complete", "cut"])
def test_a_turn_that_has_ended_is_whole(streamed: Any, ending: str) -> None:
    result = streamed([*BEGIN, *WORDS, turn("completed")], "-t", ending=ending)
    assert (result.code, result.text, result.err) == (0, "It is **blue**", "")


@pytest.mark.parametrize(
    ("last", "code", "said"),
    [
        ([session("failed", error="No room")], 7, "s_1 failed: No room"),
        ([failure("No luck"), session("failed")], 6, "No luck"),
        ([failure("No luck")], 6, "No luck"),
        ([turn("failed", error={"message": "Bad", "code": "invalid_prompt"}), IDLE], 1, "Bad"),
        ([turn("failed", error={"message": "Bad", "code": "invalid_prompt"})], 1, "Bad"),
        ([turn("cancelled"), IDLE], 7, "t_1 did not finish: it is cancelled"),
    ],
)
def test_a_bad_end(streamed: Any, last: list[bytes], code: int, said: str) -> None:
    text = streamed([*BEGIN, *WORDS, *last], "-t")
    assert (text.code, text.text) == (code, "It is **blue**")
    assert said in text.err
    lines = streamed([*BEGIN, *WORDS, *last], "--format", "jsonl", line=FOLLOW)
    assert (lines.code, len(lines.lines)) == (code, len([*BEGIN, *WORDS, *last]))


def test_an_error_that_the_turn_gets_over_is_none(streamed: Any) -> None:
    result = streamed([*BEGIN, *WORDS, failure("Hiccup"), *END], "-t")
    assert (result.code, result.text, result.err) == (0, "It is **blue**", "")


def test_what_it_waits_for_is_said(streamed: Any) -> None:
    actions = [{"type": "function_call", "call_id": "c_1", "name": "look"}]
    last = session("requires_action", required_actions=actions)
    result = streamed([*BEGIN, *WORDS, last], "-t")
    assert (result.code, result.text) == (0, "It is **blue**")
    assert "c_1 (look): oai agents sessions events create s_1" in result.err


def test_on_a_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Stream([(0.0, data) for data in WHOLE]))
    terminal = oai.terminal(*CREATE, env=fault_server.env)
    assert terminal.wait() == 0
    assert fault_server.requests[0].json()["stream"] is True
    assert "It is blue" in terminal.text
    assert "s_1 · idle · 9 tokens" in terminal.text
