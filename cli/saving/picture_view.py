"""Pictures within the terminal, where it can show them and `oai[pictures]` is installed."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..output.terminal import can_redraw, console, is_terminal, wants_color
from ..session import Session

WIDEST = 48


def show_pictures(session: Session, paths: Iterable[Path]) -> None:
    """Draw the pictures; where that cannot be done, their paths have to do."""
    color = session.settings.get("color").value
    if not _may_draw(color):
        return
    try:
        with _hushed():
            for path in paths:
                _draw(path, color)
    except (ImportError, OSError, ValueError) as error:
        session.notices.debug(f"Not drawn: {error}.")


def _draw(path: Path, color: str | None) -> None:
    from textual_image.renderable import Image

    shown = console(color)
    shown.print(Image(path, width=min(WIDEST, shown.width), height="auto"))


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep to itself what the library warns and logs, of old calls and of silent terminals."""
    import logging
    import warnings

    logging.getLogger("textual_image").addHandler(logging.NullHandler())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _may_draw(color: str | None) -> bool:
    """The terminal is asked what it can, and its answer would come through standard input."""
    watched = is_terminal(sys.stdin) and can_redraw(sys.stdout)
    return watched and wants_color(color, sys.stdout, os.environ)
