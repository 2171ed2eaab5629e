"""`oai agents`: what is sent, and how long a thing is waited for."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

BETA = "agents=v1"
INPUT = "agent.session.input."
HELLO = {
    "type": f"{INPUT}message",
    "input": [{"role": "user", "content": [{"type": "input_text", "text": "Hello"}]}],
}
CANCEL = {"type": f"{INPUT}cancel"}
RESULT = {"type": f"{INPUT}tool_result", "call_id": "c_1"}
EVENTS = "/v1/agents/sessions/s_1/events"
CALLS = [
    Call("agents sessions events create s_1 Hello", "POST", EVENTS, {"events": [HELLO]}, beta=BETA),
    Call(
        "agents sessions events create s_1 Hello --events"
        f""" '[{{"type": "{INPUT}tool_result", "call_id": "c_1"}}]'""",
        "POST",
        EVENTS,
        {"events": [RESULT, HELLO]},
        beta=BETA,
    ),
    Call(
        "agents sessions events create s_1 --cancel --yes",
        "POST",
        EVENTS,
        {"events": [CANCEL]},
        beta=BETA,
    ),
    Call(
        "agents environments files create e_1 --file-id f_1 --path /workspace/a",
        "POST",
        "/v1/agents/environments/e_1/files",
        {"type": "file_id", "file_id": "f_1", "path": "/workspace/a"},
        beta=BETA,
    ),
    Call(
        "vaults list --status active --metadata team=search",
        "GET",
        "/v1/vaults",
        query={"status[]": ["active"], "metadata[team]": ["search"]},
        beta=BETA,
    ),
]


@pytest.fixture
def run(oai: CommandLine, fault_server: FaultServer) -> Any:
    """Give a run of `oai agents` against these answers."""

    def run(*args: str, answers: list[Any], **more: Any) -> Result:
        fault_server.script(*(Answer(json=answer) for answer in answers))
        return oai("agents", *args, env=fault_server.env, **more)

    return run


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_what_is_sent(call: Call, oai: CommandLine, fault_server: FaultServer) -> None:
    check(call, oai, fault_server)


@pytest.mark.parametrize("said", [["--cancel"], ["--events", f'[{{"type": "{INPUT}cancel"}}]']])
def test_work_is_not_ended_unasked(said: list[str], run: Any, fault_server: FaultServer) -> None:
    result = run("sessions", "events", "create", "s_1", *said, answers=[{}])
    assert (result.code, fault_server.requests) == (2, [])
    assert "--yes" in result.err


@pytest.mark.parametrize(
    "words",
    [
        ("sessions", "events", "create", "s_1", "Hello"),
        ("environments", "create", "--environment", "type=openai_hosted"),
    ],
)
def test_a_key_of_ones_own_is_sent(words: Any, run: Any, fault_server: FaultServer) -> None:
    answers = [{"id": "e_1", "status": "pending"}]
    assert run(*words, "--idempotency-key", "mine", answers=answers).code == 0
    assert fault_server.requests[0].headers["idempotency-key"] == "mine"


def test_a_file_is_sent_along(run: Any, fault_server: FaultServer, tmp_path: Any) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\xff")
    line = ("environments", "files", "create", "e_1", "a.bin")
    assert run(*line, answers=[{"path": "/workspace/a.bin"}], cwd=tmp_path).code == 0
    assert fault_server.requests[0].json() == {
        "type": "inline",
        "data": base64.b64encode(b"\x00\xff").decode(),
        "path": "/workspace/a.bin",
    }


def test_a_file_is_uploaded_first(run: Any, fault_server: FaultServer, tmp_path: Any) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\xff")
    line = ("environments", "files", "create", "e_1", "--file-id", "@a.bin", "--path", "/w")
    uploaded = {"id": "file-1", "object": "file", "bytes": 2, "status": "processed"}
    assert run(*line, answers=[uploaded, {"path": "/w"}], cwd=tmp_path).code == 0
    last = fault_server.requests[-1].json()
    assert last == {"type": "file_id", "file_id": "file-1", "path": "/w"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--path", "/w"], "Missing FILE"),
        (["-"], "Missing --path"),
        (["-", "--data", "eA=="], "give one of them"),
    ],
)
def test_a_file_that_cannot_be_sent(
    args: list[str], said: str, run: Any, fault_server: FaultServer
) -> None:
    result = run("environments", "files", "create", "e_1", *args, answers=[{}], stdin="x")
    assert (result.code, fault_server.requests) == (2, [])
    assert said in result.err


def test_files_are_paged_by_a_token(run: Any, fault_server: FaultServer) -> None:
    first = {"data": [{"path": "/a"}], "has_more": True, "next": "t_2"}
    last = {"data": [{"path": "/b"}], "has_more": False, "next": None}
    result = run("environments", "files", "list", "e_1", "--all", "-t", answers=[first, last])
    assert (result.code, result.lines) == (0, ["/a", "/b"])
    assert [request.query.get("page") for request in fault_server.requests] == [None, ["t_2"]]


def test_an_artifact_is_downloaded(
    oai: CommandLine, fault_server: FaultServer, tmp_path: Any
) -> None:
    fault_server.script(Answer(body=b"\x00\x01"))
    line = ("agents", "sessions", "artifacts", "download", "s_1", "a_1", "-o", "a.bin")
    assert oai(*line, env=fault_server.env, cwd=tmp_path).code == 0
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\x01"
    assert fault_server.requests[0].path == "/v1/agents/sessions/s_1/artifacts/a_1/content"


def test_items_are_shown_by_their_words(run: Any) -> None:
    said = {"id": "m_1", "type": "message", "content": [{"type": "output_text", "text": "Blue"}]}
    done = {"id": "c_1", "type": "command_execution", "command": "ls -l"}
    answers = [{"object": "list", "data": [said, done], "has_more": False}]
    table = run("sessions", "items", "list", "s_1", "--format", "table", answers=answers).text
    assert "ls -l" in table
    assert "Blue" in table
    assert "output_text" not in table


SESSION = ("sessions", "create", "Hi", "--environment", "type=none")
ACTION = {"required_actions": [{"type": "function_call", "call_id": "c_1", "name": "look"}]}


@pytest.mark.parametrize(
    ("words", "begun", "ended", "code", "said"),
    [
        (SESSION, "in_progress", {"status": "idle"}, 0, ""),
        (SESSION, "in_progress", {"status": "failed", "error": "No room"}, 7, "failed: No room"),
        (SESSION, "in_progress", {"status": "requires_action", **ACTION}, 0, "c_1 (look)"),
        (
            ("environments", "create", "--environment", "type=openai_hosted"),
            "pending",
            {"status": "ready"},
            0,
            "",
        ),
        (
            ("environments", "create", "--environment", "type=openai_hosted"),
            "pending",
            {"status": "failed"},
            7,
            "has ended as failed",
        ),
        (
            ("automations", "invocations", "create", "au_1"),
            "queued",
            {"status": "completed"},
            0,
            "",
        ),
        (
            ("automations", "invocations", "create", "au_1"),
            "queued",
            {"status": "skipped", "skip_reason": "pending_delivery"},
            7,
            "has ended as skipped: pending_delivery",
        ),
    ],
)
def test_what_is_created_is_waited_for(
    words: Any, begun: str, ended: Any, code: int, said: str, run: Any
) -> None:
    answers = [{"id": "x_1", "status": begun}, {"id": "x_1", **ended}]
    result = run(*words, "--wait", "--poll-interval", "0.1", answers=answers)
    assert (result.code, result.json()["status"]) == (code, ended["status"])
    assert said in result.err


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("sessions", "wait", "s_1"), "/v1/agents/sessions/s_1"),
        (("sessions", "turns", "wait", "s_1", "t_1"), "/v1/agents/sessions/s_1/turns/t_1"),
        (
            ("sessions", "subagents", "turns", "wait", "s_1", "b_1", "t_1"),
            "/v1/agents/sessions/s_1/subagents/b_1/turns/t_1",
        ),
        (("environments", "wait", "e_1"), "/v1/agents/environments/e_1"),
        (
            ("automations", "invocations", "wait", "a_1", "i_1"),
            "/v1/agents/automations/a_1/invocations/i_1",
        ),
    ],
)
def test_waiting_is_a_command_too(
    words: Any, path: str, run: Any, fault_server: FaultServer
) -> None:
    result = run(*words, answers=[{"id": "x", "status": "failed"}])
    assert (result.code, result.json()["status"]) == (7, "failed")
    (request,) = fault_server.requests
    assert (request.path, request.headers["openai-beta"]) == (path, BETA)


def test_a_turn_that_waits_says_where_to_look(run: Any) -> None:
    turn = {"id": "t_1", "status": "waiting", "session_id": "s_1"}
    result = run("sessions", "turns", "wait", "s_1", "t_1", answers=[turn])
    assert result.code == 0
    assert "oai agents sessions get s_1" in result.err
