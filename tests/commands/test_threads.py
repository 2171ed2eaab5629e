"""`oai threads`: threads, messages, runs and steps over the wire."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

BETA = "assistants=v2"
HELLO = {"role": "user", "content": "Hello"}
CALLS = [
    Call(
        """threads create --messages '[{"role":"user","content":"Hello"}]' --metadata a=b""",
        "POST",
        "/v1/threads",
        {"messages": [HELLO], "metadata": {"a": "b"}},
        beta=BETA,
    ),
    Call("threads create", "POST", "/v1/threads", beta=BETA),
    Call("threads get t_1", "GET", "/v1/threads/t_1", beta=BETA),
    Call(
        "threads update t_1 --tool-resources file_search.vector_store_ids[]=vs_1",
        "POST",
        "/v1/threads/t_1",
        {"tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}}},
        beta=BETA,
    ),
    Call("threads delete t_1 --yes", "DELETE", "/v1/threads/t_1", beta=BETA),
    Call(
        "threads create-and-run Hello --assistant-id a_1 --thread metadata.a=b --temperature 0.5",
        "POST",
        "/v1/threads/runs",
        {
            "assistant_id": "a_1",
            "thread": {"metadata": {"a": "b"}, "messages": [HELLO]},
            "temperature": 0.5,
        },
        beta=BETA,
    ),
    Call(
        "threads messages create t_1 '# Hello' --metadata a=b",
        "POST",
        "/v1/threads/t_1/messages",
        {"content": "# Hello", "role": "user", "metadata": {"a": "b"}},
        beta=BETA,
    ),
    Call(
        "threads messages list t_1 --run-id r_1 --order asc",
        "GET",
        "/v1/threads/t_1/messages",
        query={"run_id": ["r_1"], "order": ["asc"]},
        beta=BETA,
    ),
    Call(
        "threads messages delete t_1 m_1 --yes", "DELETE", "/v1/threads/t_1/messages/m_1", beta=BETA
    ),
    Call(
        "threads runs create t_1 --assistant-id a_1 --include x --reasoning-effort low"
        " --truncation-strategy type=last_messages --truncation-strategy last_messages=3",
        "POST",
        "/v1/threads/t_1/runs",
        {
            "assistant_id": "a_1",
            "reasoning_effort": "low",
            "truncation_strategy": {"type": "last_messages", "last_messages": 3},
        },
        query={"include[]": ["x"]},
        beta=BETA,
    ),
    Call("threads runs cancel t_1 r_1 --yes", "POST", "/v1/threads/t_1/runs/r_1/cancel", beta=BETA),
    Call(
        """threads runs submit-tool-outputs t_1 r_1 --tool-outputs '[{"output":"7"}]'""",
        "POST",
        "/v1/threads/t_1/runs/r_1/submit_tool_outputs",
        {"tool_outputs": [{"output": "7"}]},
        beta=BETA,
    ),
    Call(
        "threads runs steps list t_1 r_1 --include a --include b",
        "GET",
        "/v1/threads/t_1/runs/r_1/steps",
        query={"include[]": ["a", "b"]},
        beta=BETA,
    ),
    Call(
        "threads runs steps get t_1 r_1 s_1", "GET", "/v1/threads/t_1/runs/r_1/steps/s_1", beta=BETA
    ),
    Call(
        'assistants create --model m --name Poet --tools \'[{"type":"file_search"}]\'',
        "POST",
        "/v1/assistants",
        {"model": "m", "name": "Poet", "tools": [{"type": "file_search"}]},
        beta=BETA,
    ),
    Call(
        "assistants update a_1 --response-format auto",
        "POST",
        "/v1/assistants/a_1",
        {"response_format": "auto"},
        beta=BETA,
    ),
]


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_request(oai: CommandLine, fault_server: FaultServer, call: Call) -> None:
    check(call, oai, fault_server, {"id": "x", "object": "list", "data": [], "status": "queued"})


def test_the_profile_s_model_makes_assistants_but_changes_none(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    assert oai("config", "set", "model", "mine").code == 0
    fault_server.script(Answer(json={"id": "a_1"}))
    assert oai("assistants", "create", env=fault_server.env).code == 0
    assert oai("assistants", "update", "a_1", "--name", "B", env=fault_server.env).code == 0
    bodies = [request.json() for request in fault_server.requests]
    assert bodies == [{"model": "mine"}, {"name": "B"}]


@pytest.mark.parametrize("given", [["--thread", "messages:=7"], ["--body", '{"thread": 7}']])
def test_a_thread_that_takes_no_message(
    oai: CommandLine, fault_server: FaultServer, given: list[str]
) -> None:
    command = ("threads", "create-and-run", "Hello", "--assistant-id", "a_1", *given)
    result = oai(*command, env=fault_server.env)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert "thread: expected" in result.err


def test_what_is_piped_is_the_message(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={"id": "r_1"}))
    command = ("threads", "create-and-run", "Review:", "--assistant-id", "a_1")
    assert oai(*command, stdin="+ a\n", env=fault_server.env).code == 0
    (message,) = fault_server.requests[0].json()["thread"]["messages"]
    assert message["content"] == "Review:\n\n+ a\n"


def test_messages_for_people(oai: CommandLine, fault_server: FaultServer) -> None:
    content = [{"type": "text", "text": {"value": "It is **blue**.", "annotations": []}}]
    message = {"id": "m_1", "object": "thread.message", "role": "assistant", "content": content}
    fault_server.script(Answer(json={"object": "list", "data": [message], "has_more": False}))
    listed = oai("threads", "messages", "list", "t_1", "--format", "table", env=fault_server.env)
    assert [line.split("  ")[0] for line in listed.lines] == ["Id", "m_1"]
    assert "It is **blue**." in listed.lines[1]
    fault_server.script(Answer(json=message))
    one = oai("threads", "messages", "get", "t_1", "m_1", "-t", env=fault_server.env)
    assert one.text == "It is **blue**.\n"


def test_a_failed_run_says_why(oai: CommandLine, fault_server: FaultServer) -> None:
    error = {"code": "rate_limit_exceeded", "message": "Too much at once."}
    fault_server.script(Answer(json={"id": "r_1", "status": "failed", "last_error": error}))
    result = oai("threads", "runs", "get", "t_1", "r_1", env=fault_server.env)
    assert (result.code, result.json()["id"]) == (7, "r_1")
    assert "r_1 failed: Too much at once." in result.err
