"""Where transfers under way are shown: bars on a terminal, a line now and then elsewhere."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...base.formatting import duration, escape_line, size
from ..notices import Notices
from ..output.live_display import LiveDisplay
from ..output.terminal import can_redraw

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table
    from rich.text import Text

BETWEEN_LINES = 10.0
# What the name, the parts, the bar, the bytes, the rate and the time left need side by side.
ONE_LINE = 72
UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]


class Row:
    """One transfer: how far it is, and since when."""

    def __init__(self, board: "Board", label: str, total: int | None) -> None:
        self.label = escape_line(label)
        self.total = total
        self.done = 0
        self.note = ""
        self.started = time.monotonic()
        self._board = board
        self._skipped = 0
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """How long it has been under way in this run."""
        return max(time.monotonic() - self.started, 0.001)

    @property
    def rate(self) -> float:
        """Bytes a second, of those that moved in this run."""
        return max(self.done - self._skipped, 0) / self.seconds

    @property
    def title(self) -> str:
        """Its name, and what is being done, for a narrow line."""
        return f"{self.label:.24}  {self.note}" if self.note else self.label

    @property
    def pace(self) -> str:
        """The rate and the time left, as far as they can be known."""
        if self.rate < 1:
            return ""
        pace = f"{size(int(self.rate))}/s"
        if not self.total:
            return pace
        return f"{pace}, {duration((self.total - self.done) / self.rate)} left"

    @property
    def counted(self) -> str:
        """How much of what other than bytes is done; nothing for bytes."""
        return ""

    @property
    def told(self) -> str:
        """What is said of it elsewhere than on a terminal."""
        return f"{self.label}: {self.standing}"

    @property
    def standing(self) -> str:
        """How far it is, in words."""
        share = f"{self.done * 100 // self.total} % of {size(self.total)}" if self.total else ""
        return ", ".join(filter(None, (share or size(self.done), self.pace)))

    def skip(self, count: int) -> None:
        """Note that so many bytes were there already."""
        self._skipped += count
        self.advance(count)

    def advance(self, count: int) -> None:
        """Note that so many more bytes have gone, or came to nothing if it is negative."""
        with self._lock:
            self.done += count
        self._board.changed(self)

    def tally(self) -> Callable[[int], None]:
        """Return what is told how far one of its parts is; a part may begin again."""
        before = 0

        def tell(position: int) -> None:
            nonlocal before
            moved, before = position - before, position
            self.advance(moved)

        return tell

    def say(self, note: str) -> None:
        """Show what is being done."""
        self.note = note
        self._board.changed(self)

    def name(self, label: str, total: int | None) -> None:
        """Give it the name and the size that were not known before."""
        self.label, self.total = escape_line(label), total
        self._board.changed(self)

    def finish(self, outcome: str = "") -> None:
        """Take it away; elsewhere than on a terminal, say how it went."""
        self._board.finished(self, outcome)


class Board:
    """Shows nothing: what elsewhere than on a terminal the `Lines` do, and the `Screen` on one."""

    def row(self, label: str, total: int | None) -> Row:
        """Show one more transfer."""
        row = Row(self, label, total)
        self.add(row)
        return row

    def add(self, row: Row) -> None:
        """Show one more row."""

    def changed(self, row: Row) -> None:
        """Show how far it is now."""

    def say(self, text: str) -> None:
        """Say what rows do not show."""

    def finished(self, row: Row, outcome: str) -> None:
        """Show that it is over."""

    def close(self) -> None:
        """Leave no trace."""


class Lines(Board):
    """A line for what takes long, every ten seconds, and one in the end."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._said: dict[Row, float] = {}
        self._lock = threading.Lock()

    def changed(self, row: Row) -> None:
        """Say how far it is, if that was not said just now."""
        now = time.monotonic()
        with self._lock:
            if now - self._said.get(row, row.started) < BETWEEN_LINES:
                return
            self._said[row] = now
        self._notices.say(f"{row.told}.")

    def say(self, text: str) -> None:
        """Say it."""
        self._notices.say(text)

    def finished(self, row: Row, outcome: str) -> None:
        """Say how it went."""
        if outcome:
            self._notices.say(f"{row.label}: {outcome}")


class Screen(Board):
    """Bars with bytes, rate and time left; they are drawn from what their rows say by then."""

    def __init__(self, color: str | None) -> None:
        self._rows: dict[Row, None] = {}
        self._display = LiveDisplay(self, color)

    def add(self, row: Row) -> None:
        """Show one more row."""
        self._rows[row] = None

    def finished(self, row: Row, outcome: str) -> None:
        """Take its bar away."""
        self._rows.pop(row, None)

    def close(self) -> None:
        """Take all bars away."""
        self._display.close()

    def __rich_console__(self, to: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Draw them, in words where a terminal is too narrow for bars."""
        yield (_bars if to.width >= ONE_LINE else _words)(list(self._rows))


def _bars(rows: list[Row]) -> "Table":
    from rich.progress_bar import ProgressBar
    from rich.table import Column, Table
    from rich.text import Text

    name = Column(no_wrap=True, overflow="ellipsis", ratio=1, min_width=8)
    others = (Column(no_wrap=True) for _ in range(4))
    table = Table.grid(name, *others, padding=(0, 1), expand=True)
    for row in rows:
        now = time.monotonic()
        bar = ProgressBar(row.total, max(row.done, 0), width=14, animation_time=now)
        table.add_row(Text(row.label), Text(row.note), bar, _amount(row), Text(row.pace))
    return table


def _words(rows: list[Row]) -> "Table":
    from rich.table import Column, Table
    from rich.text import Text

    table = Table.grid(Column(no_wrap=True, overflow="ellipsis", ratio=1), expand=True)
    for row in rows:
        table.add_row(Text(f"{row.title}\n{row.standing}"))
    return table


def _amount(row: Row) -> "Text":
    """How much is done: bytes, in one unit with their total, or what the row counts."""
    from rich.filesize import pick_unit_and_suffix
    from rich.text import Text

    if row.counted:
        return Text(row.counted)
    base = row.done if row.total is None else row.total
    unit, suffix = pick_unit_and_suffix(base, UNITS, 1000)
    done, total = (
        "?" if number is None else f"{number / unit:,.{0 if unit == 1 else 1}f}"
        for number in (row.done, row.total)
    )
    return Text(f"{done}/{total} {suffix}", style="progress.download")


@contextmanager
def board(notices: Notices, color: str | None, *, quiet: bool = False) -> Iterator[Board]:
    """Give a board that suits where stderr goes; `quiet` is for a pipe alone."""
    shown: Board = Lines(notices)
    if can_redraw(sys.stderr):
        shown = Screen(color)
    elif quiet:
        shown = Board()
    try:
        yield shown
    finally:
        shown.close()
