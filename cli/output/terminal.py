"""What the streams are: a terminal or not, in colour or not, how wide."""

import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal, TextIO

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


def console(choice: str | None, file: TextIO | None = None, *, wide: bool = True) -> "Console":
    """Return a Rich console that obeys our rules for colour and adds nothing of its own.

    Off a terminal it is as wide as need be, so that nothing is cut, unless it is for prose.
    """
    from rich.console import Console

    stream = file or sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    color = wants_color(choice, stream, os.environ)
    return Console(
        file=stream,
        force_terminal=is_terminal(stream) or color,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        width=10_000 if wide and not is_terminal(stream) else None,
        color_system=_color_system(stream) if color else None,
    )


def _color_system(stream: TextIO | None) -> Literal["auto", "standard"]:
    return "auto" if can_redraw(stream) else "standard"
