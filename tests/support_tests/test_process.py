"""Programs run in a clean environment, and their output is read while it comes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.memory import measured
from tests.support.runner import CommandLine, Stdin

ECHO = "import sys; sys.stdout.write(sys.stdin.read())"


@pytest.fixture
def python(tmp_path: Path) -> Iterator[CommandLine]:
    command_line = CommandLine(tmp_path, [sys.executable, "-c"])
    yield command_line
    command_line.close()


def test_result_parts(python: CommandLine) -> None:
    script = "import sys; print('{\"a\":'); print(' 1}'); print('naïve', file=sys.stderr); exit(7)"
    result = python.run(script)
    assert (result.code, result.json()) == (7, {"a": 1})
    assert result.lines == ['{"a":', " 1}"]
    assert (result.text, result.err) == ('{"a":\n 1}\n', "naïve\n")


def test_environment_is_clean(python: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-developer")
    python.env["KEPT"] = "1"
    python.env["DROPPED"] = "1"
    script = "import json, os; print(json.dumps(dict(os.environ)))"
    seen = python.run(script, env={"OWN": "2", "DROPPED": None}).json()
    assert not [name for name in seen if name.startswith("OPENAI") or name == "DROPPED"]
    assert (seen["KEPT"], seen["OWN"], seen["HOME"]) == ("1", "2", str(python.home))
    for name in ("OAI_CONFIG_DIR", "OAI_STATE_DIR", "OAI_CACHE_DIR"):
        assert Path(seen[name]).parent == python.home


@pytest.mark.parametrize("given", ["text", "naïve", b"\xff\x00", b"x" * 1_000_000, ""])
def test_stdin_is_piped_exactly(python: CommandLine, given: str | bytes) -> None:
    script = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"
    expected = given.encode() if isinstance(given, str) else given
    assert python(script, stdin=given).stdout == expected


def test_stdin_that_nobody_reads(python: CommandLine) -> None:
    assert python.run("pass", stdin=b"x" * 1_000_000).code == 0


@pytest.mark.parametrize(
    ("stdin", "kind"),
    [(Stdin.NULL, "character"), (Stdin.PIPE, "pipe"), (b"data", "pipe"), (Stdin.CLOSED, "none")],
)
def test_kinds_of_stdin(python: CommandLine, stdin: Stdin | bytes, kind: str) -> None:
    script = """
import os, stat
try:
    mode = os.fstat(0).st_mode
except OSError:
    print("none")
else:
    print("pipe" if stat.S_ISFIFO(mode) else "character" if stat.S_ISCHR(mode) else mode)
"""
    assert python.run(script, stdin=stdin).lines == [kind]


def test_endless_program_is_ended_and_shown(python: CommandLine) -> None:
    process = python.start("import time; print('begun', flush=True); time.sleep(3600)")
    process.stdout.wait_for("begun")
    with pytest.raises(AssertionError, match="begun"):
        process.wait(0)
    process.kill()
    assert process.wait() == -signal.SIGKILL


def test_missing_output_is_said(python: CommandLine) -> None:
    process = python.start("print('something')")
    with pytest.raises(AssertionError, match="something"):
        process.stdout.wait_for("else")


def test_live_input_is_fed_slowly(python: CommandLine) -> None:
    process = python.start(
        "import sys\nfor line in sys.stdin: print(line, end='', flush=True)", stdin=Stdin.PIPE
    )
    for word in ("one\n", "two\n"):
        process.write(word)
        process.stdout.wait_for(word)
    process.close_stdin()
    assert process.finish().lines == ["one", "two"]


def test_interrupt(python: CommandLine) -> None:
    script = """
import time
try:
    print("ready", flush=True)
    time.sleep(3600)
except KeyboardInterrupt:
    exit(130)
"""
    process = python.start(script)
    process.stdout.wait_for("ready")
    process.interrupt()
    assert process.finish().code == 130


def test_signal(python: CommandLine) -> None:
    process = python.start("import time; print('ready', flush=True); time.sleep(3600)")
    process.stdout.wait_for("ready")
    process.signal(signal.SIGTERM)
    assert process.finish().code == -signal.SIGTERM


def test_peak_memory_is_the_program_s_own(python: CommandLine) -> None:
    ballast = bytearray(b"x" * 100_000_000)
    small, large = (
        measured(python, f"data = b'x' * {size}; del data")[1] for size in (1, 50_000_000)
    )
    assert 1_000_000 < small < 30_000_000
    assert 45_000_000 < large - small < 60_000_000
    assert ballast


def test_shell_has_the_command_on_its_path(python: CommandLine) -> None:
    script = f"echo later | oai '{ECHO}' | tr a-z A-Z"
    assert python.shell(script).text == "LATER\n"


def test_shell_tells_a_failure_in_a_pipe(python: CommandLine) -> None:
    assert python.shell("oai 'exit(3)' | cat").code == 3
