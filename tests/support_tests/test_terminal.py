"""The terminal is a real one, as far as a program can tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.runner import CommandLine
from tests.support.terminal import Size, StreamName


@pytest.fixture
def python(tmp_path: Path) -> Iterator[CommandLine]:
    command_line = CommandLine(tmp_path, [sys.executable, "-c"])
    yield command_line
    command_line.close()


def test_program_sees_a_terminal_of_that_size(python: CommandLine) -> None:
    script = """
import os, sys
print(*[stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)])
print(*os.get_terminal_size(), os.environ["TERM"])
print(os.ttyname(0) == os.ttyname(os.open("/dev/tty", os.O_RDWR)) or "own")
"""
    terminal = python.terminal(script)
    assert terminal.wait() == 0
    first, second = terminal.text.splitlines()[:2]
    assert (first, second) == ("True True True", "80 24 xterm-256color")
    wide = python.terminal("import os; print(*os.get_terminal_size())", size=Size(120, 50))
    wide.wait()
    assert wide.text == "120 50\n"


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_each_stream_can_be_a_pipe(python: CommandLine, name: StreamName) -> None:
    script = f"""
import sys
tell = sys.stderr if "{name}" == "stdout" else sys.stdout
print(*[s.name for s in (sys.stdin, sys.stdout, sys.stderr) if not s.isatty()], file=tell)
"""
    terminal = python.terminal(script, pipes={name})
    assert terminal.wait() == 0
    assert terminal.text == f"<{name}>\n"


def test_pipes_and_terminal_are_kept_apart(python: CommandLine) -> None:
    script = "import sys; print('data'); print('note', file=sys.stderr); exit(4)"
    terminal = python.terminal(script, pipes={"stdout"})
    assert (terminal.wait(), terminal.stdout.finish(), terminal.text) == (4, b"data\n", "note\n")


def test_piped_stdin_on_a_terminal(python: CommandLine) -> None:
    terminal = python.terminal("print(input().upper())", pipes={"stdin"})
    terminal.write("piped\n")
    terminal.close_stdin()
    terminal.wait()
    assert terminal.text == "PIPED\n"


def test_screen_is_rendered(python: CommandLine) -> None:
    script = r"print('\x1b[31mred\x1b[0m\nold\rnew\n\x1b[5;10Hthere')"
    terminal = python.terminal(script)
    terminal.wait()
    assert len(terminal.screen()) == 24
    assert terminal.screen()[:5] == ["red", "new", "", "", "         there"]


def test_text_has_no_escape_sequences(python: CommandLine) -> None:
    coloured, linked = r"\x1b[1;31mred\x1b[0m", r"\x1b]8;;http://x\x1b\\link\x1b]8;;\x07"
    terminal = python.terminal(f"print('{coloured} {linked} \\x1b(Bend\\x1b[?25l')")
    terminal.wait()
    assert terminal.text == "red link end\n"
    assert b"\x1b[1;31m" in terminal.output.data


def test_typing(python: CommandLine) -> None:
    terminal = python.terminal("print('Hello ' + input('Name? '))")
    terminal.output.wait_for("Name? ")
    terminal.send("World\r")
    assert terminal.wait() == 0
    assert terminal.text.splitlines()[-1] == "Hello World"


def test_ctrl_c_is_an_interrupt(python: CommandLine) -> None:
    script = """
import time
try:
    print("ready")
    time.sleep(3600)
except KeyboardInterrupt:
    exit(130)
"""
    terminal = python.terminal(script)
    terminal.output.wait_for("ready")
    terminal.interrupt()
    assert terminal.wait() == 130


def test_output_is_there_while_the_program_runs(python: CommandLine) -> None:
    terminal = python.terminal("print('one'); input(); print('two')")
    terminal.output.wait_for("one")
    assert b"two" not in terminal.output.data
    terminal.send("\r")
    terminal.output.wait_for("two")
    assert terminal.wait() == 0
