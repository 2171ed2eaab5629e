"""What the streams are: a terminal or not, in colour or not, how wide."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a standard stream is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_color(choice: str | None, stream: TextIO | None, environ: Mapping[str, str]) -> bool:
    """Decide by `--color`, then NO_COLOR, then FORCE_COLOR, then the terminal itself."""
    if choice in ("always", "never"):
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and environ.get("TERM") != "dumb"


def can_redraw(stream: TextIO | None) -> bool:
    """Tell whether lines can be drawn over: a terminal that is not dumb."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def console(choice: str | None, file: TextIO | None = None) -> "Console":
    """Return a Rich console that obeys our rules for colour and adds nothing of its own."""
    from rich.console import Console

    stream = file or sys.stdout
    color = wants_color(choice, stream, os.environ)
    options: dict[str, Any] = {"color_system": "auto" if color else None}
    if color and not is_terminal(stream):
        options["color_system"] = "standard"
    return Console(
        file=stream,
        force_terminal=is_terminal(stream) or color,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        width=None if is_terminal(stream) else 10_000,
        **options,
    )
