"""The fixtures together: the real command line against both servers and on a terminal."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer


@pytest.mark.real_process
def test_command_line_against_the_scripted_server(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    page = {"object": "list", "data": [], "has_more": False}
    fault_server.script(Answer(json=page))
    result = oai.run("files", "list", env=fault_server.env)
    assert (result.code, result.json(), result.err) == (0, page, "")
    [request] = fault_server.requests
    assert request.path == "/v1/files"
    assert request.headers["authorization"] == f"Bearer {fault_server.key}"


def test_command_line_against_the_sandbox(oai: CommandLine, sandbox: SandboxServer) -> None:
    oai.env |= sandbox.env
    assert oai("models", "list").json()["object"] == "list"
    assert [entry["path"] for entry in sandbox.requests()] == ["/v1/models"]


@pytest.mark.real_process
def test_command_line_on_a_terminal(oai: CommandLine) -> None:
    terminal = oai.terminal("--help")
    assert terminal.wait() == 0
    assert "Commands" in terminal.text


def test_command_line_in_a_shell(oai: CommandLine) -> None:
    assert oai.shell("oai --version | head -1").text.startswith("oai ")
