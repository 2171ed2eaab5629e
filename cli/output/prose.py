"""A model's words on a terminal: Markdown, rendered block by block while it arrives."""

import re
import sys
from html import unescape
from typing import TYPE_CHECKING

from .humane import visible
from .terminal import console, is_terminal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.markdown import Markdown

ENTITY = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.M)


def markdown(text: str) -> "Markdown":
    """Return Markdown to be drawn, in which nothing steers the terminal, written out or not."""
    from rich.markdown import Markdown

    return Markdown(visible(ENTITY.sub(_harmless_entity, text)))


def _harmless_entity(match: re.Match[str]) -> str:
    character = unescape(match[0])
    shown = visible(character)
    return match[0] if shown == character else shown


def split_finished(text: str) -> tuple[str, str]:
    """Split before the last block, which may still grow; a fenced block is never split."""
    position = text.rfind("\n\n")
    while position >= 0:
        if len(FENCE.findall(text, 0, position)) % 2 == 0 and not _in_list(text, position):
            return text[: position + 2], text[position + 2 :]
        position = text.rfind("\n\n", 0, position)
    return "", text


def _in_list(text: str, position: int) -> bool:
    """An indented line after the gap belongs to the block before it."""
    return text[position + 2 : position + 4].startswith(("  ", "\t"))


class LiveMarkdown:
    """Prints each finished block for good, and redraws only the one that still grows."""

    def __init__(self, color: str | None) -> None:
        self._console: Console = console(color, sys.stdout)
        self._pending = ""
        self._live: Live | None = None

    def write(self, delta: str) -> None:
        """Take the next piece of text."""
        self._pending += delta
        finished, self._pending = split_finished(self._pending)
        if finished:
            self._stop()
            self._print(finished)
        self._draw()

    def close(self) -> None:
        """Print what is left for good; called also when the stream failed."""
        self._stop()
        if self._pending:
            self._print(self._pending)
            self._pending = ""

    def _print(self, text: str) -> None:
        if text.strip():
            self._console.print(markdown(text))
            if text.endswith("\n\n"):
                self._console.print()

    def _draw(self) -> None:
        from rich.constrain import Constrain
        from rich.live import Live

        if not self._pending.strip():
            return
        if self._live is None:
            self._live = Live(
                console=self._console,
                transient=True,
                refresh_per_second=15,
                vertical_overflow="crop",
                redirect_stderr=is_terminal(sys.stderr),
            )
            self._live.start()
        # The terminal's own ^C must fit behind a full line: below it, it would stay.
        self._live.update(Constrain(self._tail(), self._console.width - len("^C")))

    def _tail(self) -> "Markdown":
        """Show no more of a long block than fits, and of that the end."""
        lines = self._pending.split("\n")
        room = max(self._console.height - 2, 4)
        return markdown("\n".join(lines[-room:]))

    def _stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None
