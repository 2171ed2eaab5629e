"""A fork behaves as the command line does that is really started."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.answers import Answer, Silence, error_body
from tests.support.fault_server import FaultServer
from tests.support.forked import begin, is_forkable
from tests.support.runner import CommandLine, Stdin

LINES = [
    ["--version"],
    ["--help"],
    ["fils"],
    ["files", "list", "-t"],
    ["files", "get", "naïve"],
    ["files", "get", "\udcff"],
    ["responses", "create", "-", "--dry-run"],
    ["files", "list", "--columns", "nothing"],
    ["config", "path"],
    ["sandbox", "path"],
]
real = pytest.mark.parametrize("is_forked", [True, False], ids=["fork", "process"])


@pytest.fixture
def both(oai: CommandLine, fault_server: FaultServer) -> Callable[..., list[object]]:
    fault_server.script(Answer(404, json=error_body("There is none.")))
    oai.env |= fault_server.env

    def run(*words: str, **how: object) -> list[object]:
        results = []
        for oai.is_forked in (True, False):
            result = oai(*words, **how)
            results.append((result.code, result.stdout, result.stderr))
        return results

    return run


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_the_same_comes_out(both, line):
    fork, process = both(*line)
    assert fork == process


@pytest.mark.parametrize("stdin", ["text", b"\xff\x00", "", Stdin.NULL, Stdin.PIPE, Stdin.CLOSED])
def test_the_same_goes_in(both, stdin):
    fork, process = both("responses", "create", "-m", "m", "--dry-run", stdin=stdin)
    assert fork == process


def test_one_leaves_nothing_to_the_next(oai: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    elsewhere = {"OAI_CONFIG_DIR": str(other), "OAI_FORMAT": "jsonl", "ONLY_HERE": "1"}
    before = oai("config", "list")
    assert oai("config", "list", env=elsewhere, cwd=other).stdout != before.stdout
    assert oai("config", "list").stdout == before.stdout


@real
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal(oai: CommandLine, fault_server: FaultServer, is_forked, number):
    fault_server.script(Silence())
    oai.is_forked = is_forked
    process = oai.start("files", "list", env=fault_server.env)
    while not fault_server.requests:
        os.sched_yield()
    process.signal(number)
    assert process.finish().code == (130 if number == signal.SIGINT else -number)


@real
def test_the_terminal_is_its_own(oai: CommandLine, fault_server: FaultServer, is_forked) -> None:
    fault_server.script(Silence())
    oai.is_forked = is_forked
    terminal = oai.terminal("files", "list", env=fault_server.env)
    terminal.output.wait_for("Waiting")
    terminal.interrupt()
    assert terminal.wait() == 130


@real
def test_nothing_is_left_open(oai: CommandLine, fault_server: FaultServer, is_forked) -> None:
    fault_server.script(Silence())
    oai.is_forked = is_forked
    process = oai.start("files", "list", env=fault_server.env)
    while not fault_server.requests:
        os.sched_yield()
    opened = [os.readlink(entry) for entry in Path(f"/proc/{process.pid}/fd").iterdir()]
    assert sum(name.startswith("socket:") for name in opened) == 1
    assert len(opened) == 4
    process.kill()


@real
@pytest.mark.parametrize("line", ["--version", "commands", "--help"])
def test_a_reader_that_is_gone(oai: CommandLine, is_forked, line):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as stdout, open(os.devnull, "r+b") as nothing:
        process = begin(
            [*oai.command, line],
            stdin=nothing.fileno(),
            stdout=stdout.fileno(),
            stderr=nothing.fileno(),
            env=oai.env,
            cwd=oai.home,
            is_forked=is_forked,
        )
        assert process.wait() == 0


@pytest.mark.parametrize("name", ["LANG", "LC_ALL", "PYTHONIOENCODING", "LD_PRELOAD"])
def test_what_the_interpreter_reads_takes_a_real_start(oai: CommandLine, name: str) -> None:
    assert is_forkable(oai.env)
    assert not is_forkable({**oai.env, name: "other"})
