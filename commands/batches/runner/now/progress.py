"""How far a run at once is, as a row of the board on which transfers are shown."""

import time
from threading import Lock

from .....base.errors import OaiError
from .....base.formatting import count, duration
from .....cli.transfers.board import Board, Row
from ..counts import Counts

# Shorter waits are not worth a word.
NOTICEABLE = 1.0


class LinesRow(Row):
    """Lines that get their results; `results` counts those that are there, of before too."""

    def __init__(self, board: Board, total: int, results: Counts) -> None:
        super().__init__(board, "Asking", total)
        self.results = results
        self.lines = total
        self._reason = ""
        self._resumes_at = self._moved_at = 0.0
        self._pausing = Lock()
        self.skip(results.completed + results.failed)

    def advance(self, count: int) -> None:
        """Note that so many more have their results."""
        self._moved_at = time.monotonic()
        super().advance(count)

    def pause(self, error: OaiError, seconds: float) -> None:
        """Show that a request waits, and why; hundreds that wait at the same time say it once."""
        now = time.monotonic()
        with self._pausing:
            if seconds < NOTICEABLE or now + seconds / 2 < self._resumes_at:
                return
            self._resumes_at = now + seconds
            self._reason = str(getattr(error, "status", None) or "no answer")
        self._board.say(f"{error.reason} Trying again in {seconds:.1f} s.")

    @property
    def counted(self) -> str:
        """How many there are: `12/200`."""
        return f"{self.done}/{self.lines}"

    @property
    def pace(self) -> str:
        """The pace: `312 a second, 2 failed, 40 s left`; while nothing moves, until when."""
        if self._wait:
            return self._wait
        number = f"{self.rate:.1f}" if self.rate < 10 else count(round(self.rate))
        facts = [f"{number} a second"]
        if self.results.failed:
            facts.append(f"{count(self.results.failed)} failed")
        if self.rate:
            facts.append(f"{duration((self.lines - self.done) / self.rate)} left")
        return ", ".join(facts)

    @property
    def standing(self) -> str:
        """How far it is, in words."""
        lines = count(self.lines) if self._wait else f"{count(self.lines)} lines answered"
        return f"{count(self.done)} of {lines}, {self.pace}"

    @property
    def _wait(self) -> str:
        """Until when nothing moves, and why; nothing while something does."""
        now = time.monotonic()
        if now >= self._resumes_at or now - self._moved_at <= NOTICEABLE:
            return ""
        return f"{self._reason}, next try in {duration(self._resumes_at - now)}"

    @property
    def told(self) -> str:
        """The same: what is answered needs no name."""
        return self.standing
