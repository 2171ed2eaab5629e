"""The value for `config set`: typed, piped, or asked for; a key is never taken from argv."""

import sys

from ...base.errors import InputError
from ...cli.notices import tell
from ...cli.output.terminal import is_terminal
from ...cli.session import Session
from ...config.setting import KEYS


def value_of(name: str, value: str | None, session: Session) -> str:
    """Return the text that a setting is to have; raises InputError for a key in argv."""
    if name in KEYS:
        return _secret(name, value, session)
    if value is None:
        raise InputError(
            f"There is no value for {name}.", hint=f"Give it: oai config set {name} VALUE"
        )
    return _piped(name, session) if value == "-" else value


def _secret(name: str, value: str | None, session: Session) -> str:
    if value not in (None, "-"):
        raise InputError(
            f"{name} is not taken from the command line, where others can see it.",
            hint=_other_ways(name),
        )
    if is_terminal(sys.stdin):
        return _asked(name, session)
    if value is None:
        raise InputError(f"There is no value for {name}.", hint=_other_ways(name))
    return _piped(name, session)


def _piped(name: str, session: Session) -> str:
    return session.stdin.read_text(name).removesuffix("\n").removesuffix("\r")


def _asked(name: str, session: Session) -> str:
    if session.options.no_input:
        raise InputError(f"There is no value for {name}.", hint=_other_ways(name))
    from getpass import getpass

    try:
        return getpass(f"{name} (not shown): ")
    except KeyboardInterrupt:
        tell("\n")
        raise
    except EOFError:
        tell("\n")
        raise InputError("Nothing was set: there was no answer.") from None


def _other_ways(name: str) -> str:
    return (
        f"Pipe it: … | oai config set {name} - (or, on a terminal, leave the value out to be"
        " asked for it)."
    )
