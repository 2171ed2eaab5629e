"""How far a run at once is: a bar on a terminal, a line every few seconds elsewhere."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from .....base.formatting import count, duration
from .....cli.output.terminal import can_redraw, console
from ..counts import Counts

if TYPE_CHECKING:
    from rich.progress import Progress

    from .....cli.session import Session

BLINK = 0.1
BETWEEN_LINES = 5.0


class Pace:
    """What a tally says of the time: how many a second, and how long it may take still."""

    def __init__(self, tally: Counts, total: int) -> None:
        self._tally = tally
        self._before = self.done
        self._began = time.monotonic()
        self.total = total

    @property
    def done(self) -> int:
        """How many lines have their result."""
        return self._tally.completed + self._tally.failed

    def words(self) -> str:
        """Return the pace: `312 a second, 2 failed, 40 s left`."""
        rate = (self.done - self._before) / max(time.monotonic() - self._began, 0.001)
        facts = [f"{rate:.1f} a second" if rate < 10 else f"{count(round(rate))} a second"]
        if self._tally.failed:
            facts.append(f"{count(self._tally.failed)} failed")
        if rate:
            facts.append(f"{duration((self.total - self.done) / rate)} left")
        return ", ".join(facts)


@asynccontextmanager
async def shown(session: "Session", tally: Counts, total: int) -> AsyncIterator[None]:
    """Show how far it is until the block ends."""
    pace = Pace(tally, total)
    color = session.settings.get("color").value
    showing = _draw(pace, color) if can_redraw(sys.stderr) else _tell(session, pace)
    task = asyncio.create_task(showing)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _tell(session: "Session", pace: Pace) -> None:
    while True:
        await asyncio.sleep(BETWEEN_LINES)
        done = f"{count(pace.done)} of {count(pace.total)}"
        session.notices.say(f"{done} lines answered, {pace.words()}.")


async def _draw(pace: Pace, color: str | None) -> None:
    await asyncio.sleep(BLINK)
    with _bar(color) as bar:
        task = bar.add_task("Asking", total=pace.total, completed=pace.done, words="")
        while True:
            bar.update(task, completed=pace.done, words=pace.words())
            await asyncio.sleep(BLINK)


def _bar(color: str | None) -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}", markup=False),
        console=console(color, sys.stderr),
        transient=True,
    )
