"""What is to be seen of transfers: bars on a terminal, plain lines on a pipe."""

from __future__ import annotations

import re
import threading

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.terminal import Size, Terminal

from .conftest import IN_PARTS, PARTS, PartsServer, noise

LINE = ("files", "upload", "data.jsonl", *IN_PARTS, "--concurrency", "1")


@pytest.fixture
def parts(oai: CommandLine, fault_server: FaultServer) -> PartsServer:
    """Give a file of four parts, and a server that holds the last one back."""
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    oai.env.update(fault_server.env)
    server = PartsServer(2_000_000, answered=3)
    fault_server.handle(server)
    return server


def test_a_terminal_shows_bytes_rate_and_parts(oai: CommandLine, parts: PartsServer) -> None:
    terminal = oai.terminal(*LINE, size=Size(100, 24))
    terminal.output.wait_for("3/4 parts")
    screen = "\n".join(terminal.screen())
    assert "data.jsonl" in screen
    assert "/2.0 MB" in screen
    assert "B/s" in screen
    parts.released.set()
    assert terminal.wait() == 0
    assert not [line for line in terminal.screen() if "parts" in line or "━" in line]


def test_a_narrow_terminal_shows_all_of_it(oai: CommandLine, parts: PartsServer) -> None:
    terminal = oai.terminal(*LINE, size=Size(40, 24))
    terminal.output.wait_for("3/4 parts")

    def rows() -> list[str]:
        return [row for row in terminal.screen() if row]

    # What is on the screen may be half drawn.
    told = re.compile(r"\d+ % of 2\.0 MB, .*B/s, .* left")
    eventually(lambda: len(rows()) > 1 and told.fullmatch(rows()[1]), rows)
    assert rows()[0] == "data.jsonl  3/4 parts"
    parts.released.set()
    assert terminal.wait() == 0


@pytest.mark.parametrize("columns", [40, 80])
def test_ctrl_c_leaves_no_bar(columns: int, oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    sandbox.fault(method="POST", path=PARTS, skip=1, delay=3600)
    terminal = oai.terminal(*LINE, env=sandbox.env, size=Size(columns, 24))
    terminal.output.wait_for("1/4 parts")
    terminal.interrupt()
    assert terminal.wait() == 130
    first, *_ = filter(None, terminal.screen())
    assert first.startswith("oai: Interrupted.")


def test_the_rate_falls_while_nothing_moves(oai: CommandLine, parts: PartsServer) -> None:
    terminal = oai.terminal(*LINE, size=Size(100, 24))
    terminal.output.wait_for("3/4 parts")
    eventually(lambda: rate_on(terminal))
    before = rate_on(terminal)
    eventually(lambda: 0 < rate_on(terminal) < before)
    parts.released.set()
    assert terminal.wait() == 0


def rate_on(terminal: Terminal) -> float:
    """Return the rate that the screen shows; 0 while it is being drawn."""
    found = re.search(r"([\d.]+) ([kM]?)B/s", "\n".join(terminal.screen()))
    return float(found[1]) * {"": 1, "k": 1e3, "M": 1e6}[found[2]] if found else 0.0


def test_a_pipe_is_told_the_rate_of_what_came_by_a_pipe(
    oai: CommandLine, sandbox: SandboxServer
) -> None:
    line = ("files", "upload", "-", "--purpose", "user_data", "--filename", "a.txt")
    said = oai.run(*line, stdin=noise(1000), env=sandbox.env).err
    assert said.startswith("a.txt: 1.0 kB in ")
    assert ", 0 B/s" not in said


def test_a_terminal_shows_each_file_while_it_is_sent(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    for name in ("one.txt", "two.txt"):
        (oai.home / name).write_bytes(noise(1000))
    seen = threading.Event()
    fault_server.script(Answer(json={"id": "file-1", "bytes": 1000}, delay=seen))
    line = ["files", "upload", "one.txt", "two.txt", "--purpose", "user_data"]
    terminal = oai.terminal(*line, env=fault_server.env)
    for name in ("one.txt", "two.txt"):
        terminal.output.wait_for(name)
    seen.set()
    assert terminal.wait() == 0


def test_a_pipe_gets_a_line_a_file(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "a.txt").write_bytes(noise(1000))
    (oai.home / "b.txt").write_bytes(noise(2_000_000))
    result = oai.run("files", "upload", "a.txt", "b.txt", *IN_PARTS, env=sandbox.env)
    assert "\x1b" not in result.err
    first, second = result.err.splitlines()
    ids = [file["id"] for file in result.json()["data"]]
    assert first.startswith("a.txt: 1.0 kB in ")
    assert first.endswith(f"as {ids[0]}.")
    assert second.startswith("b.txt: 2.0 MB in ")
    assert second.endswith(f"as {ids[1]}.")


def test_quiet_says_nothing_but_the_id(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "a.txt").write_bytes(noise(1000))
    result = oai.run("files", "upload", "a.txt", "--purpose", "user_data", "-q", env=sandbox.env)
    assert result.stderr == b""
    assert result.text.startswith("file-")
