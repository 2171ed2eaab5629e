"""Where transfers under way are shown: bars on a terminal, a line now and then elsewhere."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...base.formatting import duration, escape_line, size
from ...base.signals import interrupts_for_main
from ..notices import Notices
from ..output.terminal import can_redraw

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

BLINK = 0.1
BETWEEN_LINES = 10.0


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
        return Row(self, label, total)

    def changed(self, row: Row) -> None:
        """Show how far it is now."""

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
        self._notices.say(f"{row.label}: {row.standing}.")

    def finished(self, row: Row, outcome: str) -> None:
        """Say how it went."""
        if outcome:
            self._notices.say(f"{row.label}: {outcome}")


class Screen(Board):
    """Bars with bytes, rate and time left, drawn once a blink has passed."""

    def __init__(self, color: str | None) -> None:
        self._color = color
        self._rows: dict[Row, TaskID | None] = {}
        self._bars: Progress | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._timer = threading.Timer(BLINK, self._start)
        self._timer.daemon = True
        with interrupts_for_main():
            self._timer.start()

    def row(self, label: str, total: int | None) -> Row:
        """Show one more transfer."""
        row = Row(self, label, total)
        with self._lock:
            self._rows[row] = self._added(row)
        return row

    def changed(self, row: Row) -> None:
        """Show how far it is now."""
        task = self._rows.get(row)
        if self._bars is not None and task is not None:
            self._bars.update(task, **_facts(row))

    def finished(self, row: Row, outcome: str) -> None:
        """Take its bar away."""
        with self._lock:
            task = self._rows.pop(row, None)
            if self._bars is not None and task is not None:
                self._bars.remove_task(task)

    def close(self) -> None:
        """Take all bars away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bars is not None:
                self._bars.stop()

    def _start(self) -> None:
        from .bars import bars

        with self._lock:
            if self._closed:
                return
            self._bars = bars(self._color)
            self._rows = {row: self._added(row) for row in self._rows}
            self._bars.start()

    def _added(self, row: Row) -> "TaskID | None":
        if self._bars is None:
            return None
        return self._bars.add_task(row=row, **_facts(row))


def _facts(row: Row) -> dict[str, Any]:
    return {"description": row.label, "total": row.total, "completed": row.done}


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
