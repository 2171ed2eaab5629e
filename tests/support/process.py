"""A running program, and what it wrote, with the time of every piece."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Any, NamedTuple, Protocol, Self, TypeVar

Stream = TypeVar("Stream")


class Chunk(NamedTuple):
    """What one read gave, and when (`time.monotonic`)."""

    at: float
    data: bytes


@dataclass(frozen=True)
class Result:
    """What a finished command line left; in the memory of a fork all is that was imported."""

    code: int
    stdout: bytes
    stderr: bytes
    peak_memory: int = 0

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.stdout.decode()

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.stderr.decode()

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.text.splitlines()

    def json(self) -> Any:
        """Return the whole of standard output, read as one JSON document."""
        return json.loads(self.stdout)


class Output:
    """Everything that arrives on one stream, read by a thread of its own."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.chunks: list[Chunk] = []
        self._stream = stream
        self._ended = False
        self._news = Condition()
        self._thread = Thread(target=self._read_all, daemon=True)
        self._thread.start()

    @property
    def data(self) -> bytes:
        """All bytes so far."""
        return b"".join(chunk.data for chunk in list(self.chunks))

    def wait_for(self, expected: str | bytes, timeout: float = 10.0) -> float:
        """Wait until `expected` is complete in the output; return when that was."""
        wanted = expected.encode() if isinstance(expected, str) else expected
        with self._news:
            self._news.wait_for(lambda: self._ended or wanted in self.data, timeout)
            if wanted not in self.data:
                raise AssertionError(f"{wanted!r} did not come; there is {self.data!r}")
            return self._arrival(wanted)

    def finish(self, timeout: float = 10.0) -> bytes:
        """Wait for the end of the stream and return all of it."""
        self._thread.join(timeout)
        if self._thread.is_alive():
            raise AssertionError(f"the stream is still held open, after {self.data!r}")
        return self.data

    def _arrival(self, wanted: bytes) -> float:
        seen = b""
        for chunk in self.chunks:
            seen += chunk.data
            if wanted in seen:
                return chunk.at
        raise AssertionError(f"{wanted!r} is not there")

    def _read_all(self) -> None:
        # A terminal whose last user has left answers EIO where a pipe answers nothing.
        with self._stream, suppress(OSError):
            while data := self._stream.read(65536):
                with self._news:
                    self.chunks.append(Chunk(time.monotonic(), data))
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()


class Started(Protocol):
    """What is used of a `subprocess.Popen`."""

    args: Any
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


class Process:
    """A live program in a session of its own, read while it runs.

    A stream that is no pipe of its own is the terminal's, if there is one.
    """

    def __init__(self, popen: Started, terminal: Output | None = None) -> None:
        self.started = time.monotonic()
        self.peak_memory = 0
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

    def wait(self, timeout: float = 30.0) -> int:
        """Wait for the end, measuring memory meanwhile, and return the exit code."""
        deadline = time.monotonic() + timeout
        while (code := self._popen.poll()) is None:
            self.peak_memory = max(self.peak_memory, _peak_memory(self.pid))
            if time.monotonic() > deadline:
                raise AssertionError(self._still_running(timeout))
            time.sleep(0.005)
        return code

    def finish(self, timeout: float = 30.0) -> Result:
        """Wait for the end of the program and of its output."""
        code = self.wait(timeout)
        return Result(code, self.stdout.finish(), self.stderr.finish(), self.peak_memory)

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

    def _still_running(self, timeout: float) -> str:
        outputs = f"stdout {self.stdout.data!r}, stderr {self.stderr.data!r}"
        return f"{self._popen.args!r} still runs after {timeout} s; {outputs}"


def _present(stream: Stream | None) -> Stream:
    if stream is None:
        raise AssertionError("this stream is not a pipe; say so when the program is started")
    return stream


def _peak_memory(pid: int) -> int:
    """Read the high-water mark in bytes; what `wait4` reports counts the parent's pages too."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        if found := re.search(r"VmHWM:\s+(\d+) kB", status):
            return int(found[1]) * 1024
    return 0
