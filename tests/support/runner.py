"""The real command line, in a process and an environment of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Thread

from .forked import INTERPRETER, begin, is_forkable
from .process import Process, Result
from .terminal import USUAL_SIZE, Size, StreamName, Terminal


class Stdin(Enum):
    """What standard input is, other than bytes in a pipe."""

    NULL = "/dev/null"
    CLOSED = "not open at all"
    PIPE = "a pipe that the test feeds and closes"


Input = str | bytes | Stdin
Changes = Mapping[str, str | None]


class CommandLine:
    """Runs `oai` in its own empty home; `env` is what every run gets, and may be changed."""

    def __init__(self, home: Path, command: Sequence[str] = ()) -> None:
        self.home = home
        self._own = oai_command()
        self.command = list(command) or self._own
        # Of our own program, where nothing about its start is tested.
        self.is_forked = True
        self.env = _clean_environment(home)
        self._running: list[Process] = []

    def run(
        self,
        *args: str | Path,
        stdin: Input = Stdin.NULL,
        env: Changes | None = None,
        cwd: Path | None = None,
    ) -> Result:
        """Run to the end."""
        return self._complete([*self.command, *map(str, args)], stdin, env, cwd)

    __call__ = run

    def start(
        self,
        *args: str | Path,
        stdin: Input = Stdin.NULL,
        env: Changes | None = None,
        cwd: Path | None = None,
    ) -> Process:
        """Start, to be watched, fed and interrupted."""
        return self._launch([*self.command, *map(str, args)], stdin, env, cwd)

    def terminal(
        self,
        *args: str | Path,
        pipes: Collection[StreamName] = (),
        size: Size = USUAL_SIZE,
        env: Changes | None = None,
        cwd: Path | None = None,
    ) -> Terminal:
        """Start on a terminal; the standard streams named in `pipes` are pipes instead."""
        changes = {"TERM": "xterm-256color", **(env or {})}
        command = [*self.command, *map(str, args)]
        env = self._changed(changes)
        is_forked = self._is_forkable(command, env)
        terminal = Terminal(command, pipes, size, env, cwd or self.home, is_forked=is_forked)
        self._running.append(terminal)
        return terminal

    def shell(
        self,
        script: str,
        *,
        stdin: Input = Stdin.NULL,
        env: Changes | None = None,
        cwd: Path | None = None,
    ) -> Result:
        """Run a bash script to the end; `oai` is on its PATH and a failure in a pipe counts."""
        command = ["bash", "-o", "pipefail", "-c", script]
        changes = {"PATH": f"{self._shim()}{os.pathsep}{self.env['PATH']}", **(env or {})}
        return self._complete(command, stdin, changes, cwd)

    def close(self) -> None:
        """End whatever still runs."""
        for process in self._running:
            process.kill()

    def _complete(
        self,
        command: list[str],
        stdin: Input,
        env: Changes | None,
        cwd: Path | None,
    ) -> Result:
        with self._launch(command, stdin, env, cwd) as process:
            if stdin is Stdin.PIPE:
                process.close_stdin()
            return process.finish()

    def _launch(
        self, command: list[str], stdin: Input, env: Changes | None, cwd: Path | None
    ) -> Process:
        closed = ["sh", "-c", 'exec "$@" <&-', "sh"] if stdin is Stdin.CLOSED else []
        fed = stdin is Stdin.PIPE or not isinstance(stdin, Stdin)
        command = [*closed, *command]
        popen = begin(
            command,
            stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=(changed := self._changed(env or {})),
            cwd=cwd or self.home,
            is_forked=self._is_forkable(command, changed),
        )
        process = Process(popen)
        self._running.append(process)
        if not isinstance(stdin, Stdin):
            Thread(target=_feed, args=(process, stdin), daemon=True).start()
        return process

    def _is_forkable(self, command: list[str], env: Mapping[str, str]) -> bool:
        is_ours = command[: len(self._own)] == self._own
        return self.is_forked and is_ours and is_forkable(env)

    def _changed(self, changes: Changes) -> dict[str, str]:
        merged = {**self.env, **changes}
        return {name: value for name, value in merged.items() if value is not None}

    def _shim(self) -> Path:
        shim = self.home / ".shim" / "oai"
        shim.parent.mkdir(exist_ok=True)
        shim.write_text(f'#!/bin/sh\nexec {shlex.join(self.command)} "$@"\n')
        shim.chmod(0o755)
        return shim.parent


def oai_command() -> list[str]:
    """Return the installed console script of this Python, else its module."""
    script = Path(sys.executable).with_name("oai")
    return [str(script)] if script.exists() else [sys.executable, "-m", "oai.cli.entry"]


def _clean_environment(home: Path) -> dict[str, str]:
    folders = {f"OAI_{name.upper()}_DIR": str(home / name) for name in ("config", "state", "cache")}
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(home), **INTERPRETER, **folders}


def _feed(process: Process, data: str | bytes) -> None:
    # A program may end, or be ended, without reading all that it was given.
    with suppress(OSError, ValueError):
        process.write(data)
        process.close_stdin()
