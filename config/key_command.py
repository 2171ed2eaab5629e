"""The command that prints a key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ..base.errors import AccessError, SettingsError
from ..base.signals import interrupts_for_main
from . import rules

TIMEOUT = 60.0
# A key has some hundred bytes; what prints more bytes than this prints something else.
LONGEST = 64 * 1024


def run_key_command(
    command: str | list[str], timeout: float = TIMEOUT, origin: str = "key_command"
) -> str:
    """Return the key that a command prints, on the first line of its output."""
    output = _output(command, timeout, origin)
    lines = output.decode("utf-8", "replace").splitlines()
    first = lines[0].strip() if lines else ""
    if not first:
        message = f"{origin} printed nothing in its first line."
        raise SettingsError(message, hint="It has to print the key on standard output.")
    try:
        return rules.key(first)
    except ValueError as error:
        message = f"{origin} printed what cannot be a key: it {error}."
        raise AccessError(message, hint="The key has to be the first line, alone.") from None


def program(command: str | list[str]) -> str:
    """Return the program of a command without its arguments, which may hold a secret."""
    import shlex

    if isinstance(command, list):
        return command[0]
    return shlex.split(command, posix=os.name == "posix")[0]


def _output(command: str | list[str], timeout: float, origin: str) -> bytes:
    import subprocess

    name = program(command)
    try:
        output, code = _run(_arguments(command), timeout)
    except subprocess.TimeoutExpired:
        message = f"{origin} did not end in {timeout:g} seconds: {name} was stopped."
        raise SettingsError(message, hint="Run it by hand: does it wait for an answer?") from None
    except OSError as error:
        message = f"{origin} could not be run: {name}: {error.strerror}."
        raise SettingsError(message, hint="Give the full path of the program.") from None
    if len(output) > LONGEST:
        message = f"{origin} printed more than {LONGEST // 1024} KiB: {name} was stopped."
        raise SettingsError(message, hint="It has to print the key, and end.")
    if code:
        message = f"{origin} failed: {name} exited with {code}."
        raise SettingsError(message, hint="Run it by hand to see why.")
    return output


def _run(arguments: str | list[str], timeout: float) -> tuple[bytes, int]:
    """Return what a program prints, little more than LONGEST of it, and its exit code.

    A thread reads, from a pipe of its own: what the program has started may hold that open for
    ever, and only on POSIX could a pipe be waited for with a time-out.
    """
    import subprocess
    from threading import Thread
    from time import monotonic

    end = monotonic() + timeout
    source, sink = os.pipe()
    try:
        with _terminal() as stdin:
            running = subprocess.Popen(arguments, stdin=stdin, stdout=sink)
    except OSError:
        os.close(source)
        raise
    finally:
        os.close(sink)
    pieces: list[bytes] = []
    with interrupts_for_main():
        reader = Thread(target=_read, args=(source, pieces), daemon=True)
        reader.start()
    try:
        reader.join(timeout)
        output = b"".join(pieces)
        if len(output) > LONGEST:
            return output, 0
        if reader.is_alive():
            raise subprocess.TimeoutExpired(running.args, timeout)
        return output, running.wait(max(0.0, end - monotonic()))
    finally:
        running.kill()
        running.wait()


def _read(source: int, pieces: list[bytes]) -> None:
    """Read until the end, or beyond LONGEST."""
    size = 0
    while size <= LONGEST and (piece := os.read(source, LONGEST)):
        size += len(piece)
        pieces.append(piece)
    os.close(source)


def _arguments(command: str | list[str]) -> str | list[str]:
    import shlex

    # Windows takes a command line as it is; shlex would eat the backslashes of its paths.
    return command if os.name == "nt" or isinstance(command, list) else shlex.split(command)


@contextmanager
def _terminal() -> Iterator[int | None]:
    """Give the terminal to a command that asks, and never the prompt that is piped to us."""
    import subprocess

    if os.isatty(0):
        yield None
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        yield subprocess.DEVNULL
        return
    try:
        yield terminal
    finally:
        os.close(terminal)
