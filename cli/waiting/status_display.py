"""What is seen of a waiting: a live view on a terminal, elsewhere a line for every change."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from ...base.formatting import duration, escape_line
from ..notices import Notices
from ..output.live_display import LiveDisplay, sign_of_life
from ..output.terminal import can_redraw
from ..session import Session
from .polled_job import PolledJob

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

ROOM_BESIDE = 3
SHORTEST_NAME = 8


class StatusDisplay(Protocol):
    """Shows how jobs are."""

    def tell(self, job: PolledJob) -> None:
        """Take note that something was heard of a job."""

    def aside(self) -> AbstractContextManager[None]:
        """Let something else be written meanwhile."""


class StatusLines:
    """Says on stderr what has changed."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._said: dict[tuple[str, ...], str] = {}

    def tell(self, job: PolledJob) -> None:
        """Say how a job is, unless that was said last."""
        if job.answer is not None and self._said.get(job.ids) != job.status_text:
            self._said[job.ids] = job.status_text
            self._notices.say(f"{job.name}: {job.status_text}")

    def aside(self) -> AbstractContextManager[None]:
        """Do nothing: lines are in nobody's way."""
        return nullcontext()


class LiveStatus:
    """Is drawn again and again by itself, so that the time is seen to pass."""

    def __init__(self, jobs: Sequence[PolledJob], color: str | None) -> None:
        self._jobs = jobs
        self._started = time.monotonic()
        self.display = LiveDisplay(self, color)

    def tell(self, job: PolledJob) -> None:
        """Do nothing: the next drawing shows it."""

    def aside(self) -> AbstractContextManager[None]:
        """Take the view away, and draw it again below."""
        return self.display.aside()

    def __rich_console__(self, to: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Draw those that go on, as many as there is room for, and the time."""
        pending = [job for job in self._jobs if not job.has_ended]
        passed = duration(int(time.monotonic() - self._started))
        time_passed = f"{sign_of_life(options.ascii_only)} {passed}  "
        if len(self._jobs) == 1:
            yield from (_job_line(time_passed, job, options) for job in pending)
            return
        for job in pending[: max(options.size.height - ROOM_BESIDE, 1)]:
            yield _job_line("", job, options)
        ended = len(self._jobs) - len(pending)
        yield _line(f"{time_passed}{ended} of {len(self._jobs)} ended")


def _job_line(before: str, job: PolledJob, options: "ConsoleOptions") -> "Text":
    """Return a job's line; where that is too long, its name gives way before its status does."""
    name, status_text = escape_line(job.name), escape_line(job.status_text)
    room = max(options.max_width - len(f"{before}  {status_text}"), SHORTEST_NAME)
    shown = name if len(name) <= room else f"{name[: room - 1]}…"
    return _line(f"{before}{shown}  {status_text}")


def _line(text: str) -> "Text":
    from rich.text import Text

    return Text(text, no_wrap=True, overflow="ellipsis")


@contextmanager
def status_display(
    session: Session, jobs: Sequence[PolledJob], *, draws: bool = True
) -> Iterator[StatusDisplay]:
    """Give the view that fits what stderr is; what must not draw there says lines."""
    if not (draws and can_redraw(sys.stderr)):
        lines = StatusLines(session.notices)
        for job in jobs:
            lines.tell(job)
        yield lines
        return
    live = LiveStatus(jobs, session.settings.get("color").value)
    with closing(live.display):
        yield live
