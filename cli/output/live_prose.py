"""A model's words on a terminal while they arrive: drawn block by block, nothing drawn twice."""

import re
import sys
import time

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.segment import SegmentLines

from ...base.signals import interrupts_for_main
from .prose import Block, Prose, blocks_of
from .terminal import console, is_terminal

FRAMES = 12
# The terminal's own ^C must fit behind a full line: below it, it would stay.
ROOM_FOR_INTERRUPT = len("^C")
# Looking for finished blocks may take one part in so many of the time.
SHARE = 10
FENCE = re.compile(r" {0,3}(```|~~~)")


class LiveProse:
    """Prints each finished block for good, and redraws only the one that still grows."""

    def __init__(self, color: str | None) -> None:
        self._console = console(color, sys.stdout)
        self._pending = ""
        self._has_news = False
        self._look_again = 0.0
        self._is_below = False
        self._region: _Region | None = None
        # What is imported first takes its time, which says nothing about the next looks.
        blocks_of("")

    def write(self, delta: str) -> None:
        """Take the next piece of text."""
        self._pending += delta
        self._has_news = self._has_news or "\n" in delta
        finished = self._finished()
        if not self._pending.strip():
            return
        if self._region is None:
            self._region = _Region(self._console)
            with interrupts_for_main():
                self._region.start()
        done = Prose(finished, is_below=self._is_below) if finished else None
        self._is_below = self._is_below or bool(finished)
        self._region.show(done, _Tail(self._pending, is_below=self._is_below))

    def close(self) -> None:
        """Print what is left for good; called also when the stream failed."""
        with self._console:
            if self._region is not None:
                self._region.stop()
            self._console.print(Prose(blocks_of(self._pending), is_below=self._is_below))
        self._pending = ""

    def _finished(self) -> list[Block]:
        """Take the finished blocks out of what is pending: those before the last.

        What a line begins is known when it has ended.
        """
        begun = time.monotonic()
        if not self._has_news or begun < self._look_again:
            return []
        blocks = blocks_of(self._pending[: self._pending.rfind("\n") + 1])
        took = time.monotonic() - begun
        self._has_news, self._look_again = False, begun + max(SHARE * took, 1 / FRAMES)
        if len(blocks) > 1:
            self._pending = self._pending[blocks[-1].start :]
        return blocks[:-1]


class _Region(Live):
    """The lines at the end that are drawn over and over."""

    def __init__(self, target: Console) -> None:
        super().__init__(
            console=target,
            transient=True,
            refresh_per_second=FRAMES,
            vertical_overflow="crop",
            redirect_stderr=is_terminal(sys.stderr),
        )

    def show(self, done: Prose | None, tail: "_Tail") -> None:
        """Show what grows; above it, for good and in the same stroke, what does not any more."""
        with self._lock, self.console:
            self.update(tail, refresh=done is not None)
            if done is not None:
                self.console.print(done)


class _Tail:
    """As much of the end of a text as fits on the screen."""

    def __init__(self, text: str, *, is_below: bool) -> None:
        self._text = text
        self._is_below = is_below
        self._drawn: tuple[tuple[int, int], SegmentLines] | None = None

    def __rich_console__(self, target: Console, options: ConsoleOptions) -> RenderResult:
        if self._drawn is None or self._drawn[0] != options.size:
            self._drawn = options.size, self._lines(target, options)
        yield self._drawn[1]

    def _lines(self, target: Console, options: ConsoleOptions) -> SegmentLines:
        width = max(options.max_width - ROOM_FOR_INTERRUPT, 1)
        room = max(options.size.height - 2, 1)
        prose = Prose(blocks_of(_end_of(self._text, width, room)), is_below=self._is_below)
        return SegmentLines(
            prose.lines(target, options.update(width=width))[-room:], new_lines=True
        )


def _end_of(text: str, width: int, height: int) -> str:
    """Return what of a long block may be seen, behind the line or two that say what it is."""
    lines = text.split("\n")
    is_table = lines[0].lstrip().startswith("|")
    head = 1 if FENCE.match(lines[0]) else 2 * is_table
    body = "\n".join(lines[head:][-2 * height :])[-2 * width * height :]
    return "\n".join([*lines[:head], body])
