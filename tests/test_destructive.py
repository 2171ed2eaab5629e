"""Every command that destroys: it asks on a terminal, and elsewhere it has to be told before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.invocations import Row, command_line
from tests.support.process import Result
from tests.support.runner import CommandLine

FILE = ("files", "delete", "file-1")
PROJECT = ("org", "projects", "archive", "proj_1")
MODELS = ("org", "projects", "model-permissions", "delete", "proj_1")
CERTIFICATES = ("org", "certificates", "deactivate", "cert_1", "cert_2")
WHAT_IT_DOES = "Delete the list: the project may use every model again. Go on with proj_1? [y/N] "
INTERRUPT, END_OF_INPUT = "\x03", "\x04"


@pytest.fixture
def server(fault_server: FaultServer) -> FaultServer:
    fault_server.handle(lambda _: Answer(json={"id": "thing_1", "deleted": True}))
    return fault_server


@pytest.fixture
def asked(oai: CommandLine, server: FaultServer) -> CommandLine:
    oai.env.update(server.env)
    return oai


def rows(oai: CommandLine) -> list[Row]:
    listed: list[Row] = oai("commands", "--format", "json").json()["data"]
    return [row for row in listed if row["effect"] == "destroy"]


def test_each_of_them_does_nothing_where_nobody_can_be_asked(asked, server):
    destructive = rows(asked)
    assert len(destructive) > 50

    def refused(row: Row) -> Result:
        consent = ["--yes"] if row["severe"] else []
        return asked(*without_consent(row), *consent)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(refused, destructive))
    for row, result in zip(destructive, results, strict=True):
        assert (result.code, result.stdout) == (2, b""), row["command"]
        said = " ".join(result.err.split())
        assert row["summary"] in said, row["command"]
        assert ("--confirm" if row["severe"] else "--yes") in said, row["command"]
    assert server.requests == []


def without_consent(row: Row) -> list[str]:
    harmless: dict[str, Any] = {**row, "effect": "write"}
    return command_line(harmless)


@pytest.mark.parametrize(
    ("line", "keys", "code"),
    [
        (FILE, "y\r", 0),
        (FILE, "Yes\r", 0),
        (FILE, "\r", 2),
        (FILE, "n\r", 2),
        (FILE, END_OF_INPUT, 2),
        (FILE, INTERRUPT, 130),
        (PROJECT, "proj_1\r", 0),
        (PROJECT, "y\r", 2),
        (PROJECT, "proj_2\r", 2),
        (PROJECT, END_OF_INPUT, 2),
        (PROJECT, INTERRUPT, 130),
        (CERTIFICATES, "cert_1,cert_2\r", 0),
        (CERTIFICATES, "cert_1\r", 2),
    ],
)
def test_what_is_typed_decides(line, keys, code, asked, server):
    terminal = asked.terminal(*line)
    terminal.output.wait_for(": " if line is not FILE else "[y/N] ")
    terminal.send(keys)
    assert terminal.wait() == code
    assert len(server.requests) == (code == 0)
    shown = terminal.text.splitlines()
    if code:
        assert [it for it in shown if it.startswith("oai: ")], "the error has a line of its own"


def test_the_question_says_what_would_be_done_to_what(asked):
    terminal = asked.terminal(*MODELS)
    terminal.output.wait_for("[y/N] ")
    assert terminal.text.replace("\n", "") == WHAT_IT_DOES
    terminal.send("n\r")
    assert terminal.wait() == 2


@pytest.mark.parametrize(
    ("line", "consent"),
    [(FILE, ["--yes"]), (FILE, ["-y", "--no-input"]), (PROJECT, ["--confirm", "proj_1"])],
)
def test_who_said_so_before_is_not_asked(line, consent, asked, server):
    assert asked(*line, *consent).code == 0
    assert len(server.requests) == 1


@pytest.mark.parametrize("line", [FILE, PROJECT])
def test_no_input_asks_nothing_on_a_terminal_either(line, asked, server):
    terminal = asked.terminal(*line, "--no-input")
    assert terminal.wait() == 2
    assert server.requests == []
