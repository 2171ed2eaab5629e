"""The command that prints a key."""

from __future__ import annotations

import os

from ..cli.errors import SettingsError
from . import rules

TIMEOUT = 60.0


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
        return rules.header_text(first)
    except ValueError as error:
        message = f"{origin} printed what cannot be a key: it {error}."
        raise SettingsError(message, hint="The key has to be the first line, alone.") from None


def program(command: str | list[str]) -> str:
    """Return the program of a command without its arguments, which may hold a secret."""
    import shlex

    if isinstance(command, list):
        return command[0]
    return shlex.split(command, posix=os.name == "posix")[0]


def _output(command: str | list[str], timeout: float, origin: str) -> bytes:
    import subprocess

    name = program(command)
    stdin = _terminal()
    try:
        done = subprocess.run(
            _arguments(command), stdin=stdin, stdout=subprocess.PIPE, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        message = f"{origin} did not end in {timeout:g} seconds: {name} was stopped."
        raise SettingsError(message, hint="Run it by hand: does it wait for an answer?") from None
    except OSError as error:
        message = f"{origin} could not be run: {name}: {error.strerror}."
        raise SettingsError(message, hint="Give the full path of the program.") from None
    finally:
        if stdin is not None and stdin >= 0:
            os.close(stdin)
    if done.returncode:
        message = f"{origin} failed: {name} exited with {done.returncode}."
        raise SettingsError(message, hint="Run it by hand to see why.")
    return done.stdout


def _arguments(command: str | list[str]) -> str | list[str]:
    import shlex

    # Windows takes a command line as it is; shlex would eat the backslashes of its paths.
    return command if os.name == "nt" or isinstance(command, list) else shlex.split(command)


def _terminal() -> int | None:
    """Return the terminal for a command that asks, and never the prompt that is piped to us."""
    import subprocess

    if os.isatty(0):
        return None
    try:
        return os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return subprocess.DEVNULL
