"""What Typer says of a wrong command line, in our words."""

import re
from typing import Any

from typer import TyperException

from ...base.errors import InputError

TYPE_NAMES = {
    "int range": "a whole number",
    "integer": "a whole number",
    "float range": "a number",
    "float": "a number",
}

LONG = re.compile(r"--[\w-]+")
NO_COMMAND = "Missing command."
EXTRA = re.compile(r"Got unexpected extra argument.*? \((.*)\)", re.DOTALL)


def usage_error(error: TyperException) -> InputError:
    """Return our error for one of Typer's, with the nearest option and where to read more."""
    context: Any = getattr(error, "ctx", None)
    hint = f"See: {context.command_path} --help" if context is not None else None
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        nearest = error.possibilities
        guess = f" Did you mean {nearest[0]}?" if nearest else ""
        if not LONG.fullmatch(option):
            hint = f"A text that begins with - goes behind --. {hint or ''}".rstrip()
        return InputError(f"There is no option {option}.{guess}", hint=hint)
    message = error.format_message()
    if message == NO_COMMAND and context is not None:
        message = f"{context.command_path}: which command?"
    if extra := EXTRA.fullmatch(message):
        message = f"There is no place for '{extra[1]}'."
        hint = f"A text with blanks needs quotes around it. {hint or ''}".rstrip()
    return InputError(_in_plain_words(message), hint=hint)


def _in_plain_words(message: str) -> str:
    for name, plain in TYPE_NAMES.items():
        message = message.replace(f"is not a valid {name}", f"is not {plain}")
    # Typer lists what can be chosen on lines of their own.
    return message.replace("\n\t", " ")
