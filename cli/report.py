"""An error on stderr: one readable paragraph, or JSON for programs; never a secret."""

import os
import shutil
import sys
import textwrap
from collections.abc import Sequence

from ..base import json_text
from ..base.errors import ApiError, OaiError, unusable
from ..base.formatting import escape_control_chars, escape_control_chars_in_json
from .notices import tell
from .output.terminal import is_terminal, wants_color

RED = "\x1b[1;31m"
RESET = "\x1b[0m"
FACTS = ("status", "code", "type", "param", "request_id")


def report(error: OaiError, arguments: Sequence[str]) -> int:
    """Write an error to stderr and return its exit code."""
    if _wants_json(arguments):
        text = escape_control_chars_in_json(json_text.dumps({"error": as_data(error)}))
    else:
        text = _styled(error, arguments)
    tell(text + "\n")
    return error.exit_code


def unexpected_error(error: Exception, *, debug: bool) -> OaiError:
    """Return the error for what nobody expected; `debug` adds where, and never any values."""
    from traceback import extract_tb

    places = [f"{place.filename}:{place.lineno}" for place in extract_tb(error.__traceback__)]
    where = "It happened at " + ", ".join(places[-3:]) if debug else "--debug tells where."
    if isinstance(error, OSError) and error.strerror:
        return unusable(error, hint=where if debug else None)
    return OaiError(
        f"This is a fault in oai itself ({type(error).__name__}), not in what you did.",
        hint=f"{where} Please report it.",
    )


def as_data(error: OaiError) -> dict[str, object]:
    """Return an error for programs."""
    return {
        "kind": error.kind,
        "exit_code": error.exit_code,
        "message": error.message,
        **dict.fromkeys(FACTS),
        **error.facts(),
        "hint": error.hint,
    }


def paragraph(error: OaiError) -> str:
    """Return what failed, why, and what to do next."""
    parts = [_sentence(error.message)]
    if isinstance(error, ApiError):
        parts.append(_api_facts(error))
    if error.hint:
        parts.append(error.hint)
    # A message with an excerpt in it keeps its lines.
    return ("\n" if "\n" in error.message else " ").join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "^")) else text + "."


def _api_facts(error: ApiError) -> str:
    facts = [f"HTTP {error.status}" if error.status else "", error.code or error.type or ""]
    if error.param:
        facts.append(f"parameter {error.param}")
    if error.request_id:
        facts.append(f"request id {error.request_id}")
    told = ", ".join(fact for fact in facts if fact)
    return f"({told})" if told else ""


def _styled(error: OaiError, arguments: Sequence[str]) -> str:
    text = f"oai: {escape_control_chars(paragraph(error))}"
    if is_terminal(sys.stderr):
        columns = max(40, shutil.get_terminal_size((80, 24)).columns)
        text = "\n".join(_filled(line, columns - 1) for line in text.split("\n"))
    if not wants_color(_value(arguments, "--color"), sys.stderr, os.environ):
        return text
    return text.replace("oai:", f"{RED}oai:{RESET}", 1)


def _filled(line: str, width: int) -> str:
    return textwrap.fill(
        line,
        width,
        break_on_hyphens=False,
        break_long_words=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


def _wants_json(arguments: Sequence[str]) -> bool:
    """Look at argv itself: the error may be that it cannot be parsed."""
    return _value(arguments, "--errors") == "json"


def _value(arguments: Sequence[str], option: str) -> str | None:
    """Return what the last of several says, as for every option."""
    value = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option:
            value = next(iter(arguments[number + 1 :]), None)
        elif argument.startswith(option + "="):
            value = argument.partition("=")[2]
    return value
