"""A running program, and what it wrote; not when, which is no test's business."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread
from typing import IO, Any, Protocol, Self, TypeVar

from .moments import PATIENCE, eventually

Stream = TypeVar("Stream")


@dataclass(frozen=True)
class Result:
    """What a finished command line left."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.stdout.decode()

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.stderr.decode()

    @property
    def err_but_deprecations(self) -> str:
        """Standard error as text, without what the API says of its own operations."""
        lines = self.err.splitlines(keepends=True)
        return "".join(line for line in lines if " is deprecated by the API" not in line)

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.text.splitlines()

    def json(self) -> Any:
        """Return the whole of standard output, read as one JSON document."""
        return json.loads(self.stdout)


class Output:
    """Everything that arrives on one stream, read by a thread of its own; `chunks` as it came."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.chunks: list[bytes] = []
        self._stream = stream
        self._ended = False
        self._news = Condition()
        self._thread = Thread(target=self._read_all, daemon=True)
        self._thread.start()

    @property
    def data(self) -> bytes:
        """All bytes so far."""
        return b"".join(list(self.chunks))

    def wait_for(self, expected: str | bytes) -> None:
        """Wait until `expected` is complete in the output."""
        wanted = expected.encode() if isinstance(expected, str) else expected
        with self._news:
            self._news.wait_for(lambda: self._ended or wanted in self.data, PATIENCE)
            if wanted not in self.data:
                raise AssertionError(f"{wanted!r} did not come; there is {self.data!r}")

    def finish(self) -> bytes:
        """Wait for the end of the stream and return all of it."""
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise AssertionError(f"the stream is still held open, after {self.data!r}")
        return self.data

    def _read_all(self) -> None:
        # A terminal whose last user has left answers EIO where a pipe answers nothing.
        with self._stream, suppress(OSError):
            while data := self._stream.read(65536):
                with self._news:
                    self.chunks.append(data)
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()


class Started(Protocol):
    """What is used of a `subprocess.Popen`."""

    args: Any
    returncode: Any
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


class Process:
    """A live program in a session of its own, read while it runs.

    A stream that is no pipe of its own is the terminal's, if there is one.
    """

    def __init__(self, popen: Started, terminal: Output | None = None) -> None:
        self._popen = popen
        self._stdout = Output(popen.stdout) if popen.stdout else terminal
        self._stderr = Output(popen.stderr) if popen.stderr else terminal

    @property
    def pid(self) -> int:
        """The process id, also that of its group."""
        return self._popen.pid

    @property
    def stdout(self) -> Output:
        """Standard output."""
        return _present(self._stdout)

    @property
    def stderr(self) -> Output:
        """Standard error."""
        return _present(self._stderr)

    @property
    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self._popen.poll() is not None

    def write(self, data: str | bytes) -> None:
        """Feed standard input, a pipe."""
        _present(self._popen.stdin).write(data.encode() if isinstance(data, str) else data)

    def close_stdin(self) -> None:
        """End standard input, a pipe."""
        _present(self._popen.stdin).close()

    def signal(self, number: int) -> None:
        """Send a signal."""
        self._popen.send_signal(number)

    def interrupt(self) -> None:
        """Send what Ctrl-C sends."""
        self.signal(signal.SIGINT)

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait for the end, and return the exit code."""
        eventually(lambda: self.has_ended, self._still_running, patience)
        code: int = self._popen.returncode
        return code

    def finish(self, patience: float = PATIENCE) -> Result:
        """Wait for the end of the program and of its output."""
        code = self.wait(patience)
        return Result(code, self.stdout.finish(), self.stderr.finish())

    def kill(self) -> None:
        """End the program and all that it started, if it still runs; safe to repeat."""
        if self._popen.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
            self._popen.wait()
        if self._popen.stdin:
            self._popen.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _still_running(self) -> str:
        outputs = f"stdout {self.stdout.data!r}, stderr {self.stderr.data!r}"
        return f"{self._popen.args!r} still runs; {outputs}"


def _present(stream: Stream | None) -> Stream:
    if stream is None:
        raise AssertionError("this stream is not a pipe; say so when the program is started")
    return stream
