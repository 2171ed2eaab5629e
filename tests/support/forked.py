"""A command line as a fork of a program that is imported once: a tenth of the time of a start.

It is as if it had been started, but for what the interpreter itself does at its start.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, NamedTuple

SERVER = Path(__file__).with_name("fork_server.py")
# What the interpreter reads at its start: other values need another interpreter.
INTERPRETER = {"LANG": "C.UTF-8", "PYTHONWARNINGS": "error"}
_READ_AT_START = ("PYTHON", "LANG", "LC_", "LD_")
# The leader of a new session gets the first terminal that it opens as its controlling one.
_ADOPT_TERMINAL = ["sh", "-c", ': <"$0"; exec "$@"']


def begin(
    command: Sequence[str],
    *,
    stdin: int,
    stdout: int,
    stderr: int,
    env: Mapping[str, str],
    cwd: Path,
    terminal: str | None = None,
    is_forked: bool,
    program: str = "oai",
) -> Fork | subprocess.Popen[bytes]:
    """Start a command, or fork it; without buffers, in a session of its own."""
    if is_forked:
        return Fork(program, command, (stdin, stdout, stderr), env, cwd, terminal)
    adopt = [*_ADOPT_TERMINAL, terminal] if terminal else []
    return subprocess.Popen(
        [*adopt, *command],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        bufsize=0,
        env=env,
        cwd=cwd,
        start_new_session=True,
    )


def interpreter_env(env: Mapping[str, str]) -> dict[str, str]:
    """Return an environment as it is, but for what would need another interpreter."""
    kept = {name: value for name, value in env.items() if not name.startswith(_READ_AT_START)}
    return kept | _settings()


def is_forkable(env: Mapping[str, str]) -> bool:
    """Whether a fork of what was started with `INTERPRETER` behaves as a start with this would."""
    read = {name: value for name, value in env.items() if name.startswith(_READ_AT_START)}
    return read == _settings()


class Fork:
    """One fork, to be used as a `subprocess.Popen`."""

    def __init__(
        self,
        program: str,
        command: Sequence[str],
        standard: Sequence[int],
        env: Mapping[str, str],
        cwd: Path,
        terminal: str | None,
    ) -> None:
        self.args = command
        self.returncode: int | None = None
        streams = list(map(_opened, standard, ("wb", "rb", "rb")))
        self.stdin, self.stdout, self.stderr = (stream.ours for stream in streams)
        given = {"command": command, "env": env, "cwd": str(cwd), "terminal": terminal}
        self._told = _fork(program, [stream.theirs for stream in streams], given)
        for stream in streams:
            stream.release()
        self.pid = self._read("pid")

    def poll(self) -> int | None:
        """Return the exit code if it has ended; minus the number of a signal that ended it."""
        return self._end(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code."""
        code = self._end(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _end(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], timeout)[0]:
            self.returncode = self._read("code")
            self._told.close()
        return self.returncode

    def _read(self, what: str) -> int:
        with self._told.makefile("rb", buffering=0) as lines:
            name, _, number = lines.readline().decode().partition(" ")
        assert name == what, f"{self.args!r} could not be forked: {name} {number}"
        return int(number)


class _Stream(NamedTuple):
    """A descriptor for the fork, and, of a pipe, our end."""

    theirs: int
    ours: IO[bytes] | None = None
    is_lent: bool = False

    def release(self) -> None:
        if not self.is_lent:
            os.close(self.theirs)


def _opened(given: int, mode: str) -> _Stream:
    if given == subprocess.DEVNULL:
        return _Stream(os.open(os.devnull, os.O_RDWR))
    if given != subprocess.PIPE:
        return _Stream(given, is_lent=True)
    readable, writable = os.pipe()
    ours, theirs = (writable, readable) if mode == "wb" else (readable, writable)
    return _Stream(theirs, open(ours, mode, buffering=0))


def _fork(program: str, standard: Sequence[int], given: Mapping[str, object]) -> socket.socket:
    """Have one made, and return the socket on which its id is told, and at its end its code."""
    told, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(_server(program), [b"."], [*standard, theirs.fileno()])
    told.sendall(json.dumps(given).encode())
    told.shutdown(socket.SHUT_WR)
    return told


def _server(program: str) -> socket.socket:
    """Return the control of the one server of a program in these tests."""
    with _starting:
        return _started(program)


_starting = Lock()


@cache
def _started(program: str) -> socket.socket:
    control, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, SERVER, str(theirs.fileno()), program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], **_settings()},
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    # It ends when nobody can ask any more.
    atexit.register(process.wait)
    atexit.register(control.close)
    return control


@cache
def _settings() -> dict[str, str]:
    path = os.environ.get("PYTHONPATH")
    return INTERPRETER | ({"PYTHONPATH": path} if path else {})
