"""How far a run at once is, as a row of the board on which transfers are shown."""

from .....base.formatting import count, duration
from .....cli.transfers.board import Board, Row
from ..counts import Counts


class LinesRow(Row):
    """Lines that get their results; `results` counts those that are there, of before too."""

    def __init__(self, board: Board, total: int, results: Counts) -> None:
        super().__init__(board, "Asking", total)
        self.results = results
        self.lines = total
        self.skip(results.completed + results.failed)

    @property
    def counted(self) -> str:
        """How many there are: `12/200`."""
        return f"{self.done}/{self.lines}"

    @property
    def pace(self) -> str:
        """The pace: `312 a second, 2 failed, 40 s left`."""
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
        return f"{count(self.done)} of {count(self.lines)} lines answered, {self.pace}"

    @property
    def told(self) -> str:
        """The same: what is answered needs no name."""
        return self.standing
