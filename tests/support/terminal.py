"""A real pseudo-terminal around the command line."""

from __future__ import annotations

import os
import re
import subprocess
import termios
from collections.abc import Collection, Mapping
from io import FileIO
from pathlib import Path
from typing import Literal, NamedTuple

import pyte

from .forked import begin
from .moments import PATIENCE
from .process import Output, Process

StreamName = Literal["stdin", "stdout", "stderr"]

_ERASED = b"\x1b[2K"
_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_].*?(?:\x1b\\|\x07)"  # OSC and its kin: titles, links
    r"|\x1b[ -/]*[0-~]",  # the short ones
    re.DOTALL,
)


class Size(NamedTuple):
    """The size of a terminal."""

    columns: int = 80
    lines: int = 24


USUAL_SIZE = Size()


def _plain(data: bytes) -> str:
    return _ESCAPE.sub("", data.decode(errors="replace")).replace("\r\n", "\n")


class Terminal(Process):
    """A program on a terminal, watched and typed at; nothing answers its terminal queries."""

    def __init__(
        self,
        command: list[str],
        pipes: Collection[StreamName],
        size: Size,
        env: Mapping[str, str],
        cwd: Path,
        *,
        is_forked: bool = False,
    ) -> None:
        self.size = size
        self._master, line = os.openpty()
        termios.tcsetwinsize(line, (size.lines, size.columns))
        popen = begin(
            command,
            stdin=subprocess.PIPE if "stdin" in pipes else line,
            stdout=subprocess.PIPE if "stdout" in pipes else line,
            stderr=subprocess.PIPE if "stderr" in pipes else line,
            env=env,
            cwd=cwd,
            terminal=os.ttyname(line),
            is_forked=is_forked,
        )
        os.close(line)
        self.output = Output(FileIO(os.dup(self._master)))
        super().__init__(popen, self.output)

    @property
    def text(self) -> str:
        """All that was written so far, without escape sequences."""
        return _plain(self.output.data)

    @property
    def left(self) -> str:
        """What was written after the last line was erased: a sign of life comes and goes."""
        return _plain(self.output.data.rpartition(_ERASED)[2])

    def screen(self) -> list[str]:
        """Return the lines as they stand on the screen now."""
        screen = pyte.Screen(*self.size)
        pyte.ByteStream(screen).feed(self.output.data)
        return [line.rstrip() for line in screen.display]

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.send("\x03")

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait for the end of the program and of its output; return the exit code."""
        code = super().wait(patience)
        self.output.finish()
        return code

    def kill(self) -> None:
        """End the program and close the terminal; safe to repeat."""
        super().kill()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
