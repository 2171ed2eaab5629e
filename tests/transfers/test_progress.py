"""What is to be seen of transfers: bars on a terminal, plain lines on a pipe."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.terminal import Size, Terminal

from .conftest import IN_PARTS, PARTS, noise


def test_a_terminal_shows_bytes_rate_and_parts(
    oai: CommandLine, sandbox: SandboxServer, tmp_path: Path
) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(noise(2_000_000))
    sandbox.fault(method="POST", path=PARTS, skip=3, delay=1.5)
    line = ["files", "upload", path, *IN_PARTS, "--concurrency", "1"]
    terminal = oai.terminal(*line, env=sandbox.env, size=Size(100, 24))
    terminal.output.wait_for("3/4 parts")
    screen = "\n".join(terminal.screen())
    assert "data.jsonl" in screen
    assert "/2.0 MB" in screen
    assert "B/s" in screen
    assert terminal.wait() == 0
    assert not [line for line in terminal.screen() if "parts" in line or "━" in line]


def test_a_narrow_terminal_shows_all_of_it(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    sandbox.fault(method="POST", path=PARTS, skip=3, delay=1.5)
    line = ["files", "upload", "data.jsonl", *IN_PARTS, "--concurrency", "1"]
    terminal = oai.terminal(*line, env=sandbox.env, size=Size(40, 24))
    terminal.output.wait_for("3/4 parts")
    first, second, *_ = filter(None, terminal.screen())
    assert first == "data.jsonl  3/4 parts"
    assert re.fullmatch(r"\d+ % of 2\.0 MB, .*B/s, .* left", second)
    assert terminal.wait() == 0


@pytest.mark.parametrize("columns", [40, 80])
def test_ctrl_c_leaves_no_bar(columns: int, oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    sandbox.fault(method="POST", path=PARTS, skip=1, delay=20)
    line = ["files", "upload", "data.jsonl", *IN_PARTS, "--concurrency", "1"]
    terminal = oai.terminal(*line, env=sandbox.env, size=Size(columns, 24))
    terminal.output.wait_for("1/4 parts")
    terminal.interrupt()
    assert terminal.wait() == 130
    first, *_ = filter(None, terminal.screen())
    assert first.startswith("oai: Interrupted.")


def test_the_rate_falls_while_nothing_moves(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    sandbox.fault(method="POST", path=PARTS, skip=3, delay=2)
    line = ["files", "upload", "data.jsonl", *IN_PARTS, "--concurrency", "1"]
    terminal = oai.terminal(*line, env=sandbox.env, size=Size(100, 24))
    terminal.output.wait_for("3/4 parts")
    time.sleep(0.3)
    before = rate_on(terminal)
    time.sleep(1)
    assert rate_on(terminal) < before
    assert terminal.wait() == 0


def rate_on(terminal: Terminal) -> float:
    found = re.search(r"([\d.]+) ([kM]?)B/s", "\n".join(terminal.screen()))
    assert found
    return float(found[1]) * {"": 1, "k": 1e3, "M": 1e6}[found[2]]


def test_a_pipe_is_told_the_rate_of_what_came_by_a_pipe(
    oai: CommandLine, sandbox: SandboxServer
) -> None:
    line = ("files", "upload", "-", "--purpose", "user_data", "--filename", "a.txt")
    said = oai.run(*line, stdin=noise(1000), env=sandbox.env).err
    assert said.startswith("a.txt: 1.0 kB in ")
    assert ", 0 B/s" not in said


def test_a_terminal_shows_each_file_within_a_blink(
    oai: CommandLine, sandbox: SandboxServer
) -> None:
    for name in ("one.txt", "two.txt"):
        (oai.home / name).write_bytes(noise(1000))
    sandbox.fault(path="/v1/files", times=2, delay=4)
    line = ["files", "upload", "one.txt", "two.txt", "--purpose", "user_data"]
    terminal = oai.terminal(*line, env=sandbox.env)
    assert terminal.output.wait_for("two.txt") - terminal.started < 3.5
    assert "one.txt" in terminal.text
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
