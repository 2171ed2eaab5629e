"""What is seen of a waiting: a live view on a terminal, elsewhere a line for every change."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from ...base.humane import duration, visible
from ...base.threads import interrupts_for_main
from ..notices import Notices
from ..output.terminal import can_redraw, console
from ..session import Session
from .thing import Thing

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

PER_SECOND = 8
ROOM_BESIDE = 3
SHORTEST_NAME = 8


class Board(Protocol):
    """Shows how things are."""

    def tell(self, thing: Thing) -> None:
        """Take note that something was heard of a thing."""

    def aside(self) -> AbstractContextManager[None]:
        """Let something else be written meanwhile."""


class Lines:
    """Says on stderr what has changed."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._said: dict[tuple[str, ...], str] = {}

    def tell(self, thing: Thing) -> None:
        """Say how a thing is, unless that was said last."""
        if thing.answer is not None and self._said.get(thing.ids) != thing.told:
            self._said[thing.ids] = thing.told
            self._notices.say(f"{thing.name}: {thing.told}")

    def aside(self) -> AbstractContextManager[None]:
        """Do nothing: lines are in nobody's way."""
        return nullcontext()


class Live:
    """Is drawn again and again by itself, so that the time is seen to pass."""

    def __init__(self, things: Sequence[Thing], to: "Console") -> None:
        from rich.live import Live as Drawing

        self._things = things
        self._started = time.monotonic()
        self.drawing = Drawing(
            self, console=to, transient=True, refresh_per_second=PER_SECOND, redirect_stdout=False
        )

    def tell(self, thing: Thing) -> None:
        """Do nothing: the next drawing shows it."""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the view away, and draw it again below."""
        self.drawing.stop()
        yield
        with interrupts_for_main():
            self.drawing.start()

    def __rich_console__(self, to: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Draw those that go on, as many as there is room for, and the time."""
        pending = [thing for thing in self._things if not thing.has_ended]
        sign = _sign(options.ascii_only)
        passed = duration(int(time.monotonic() - self._started))
        if len(self._things) == 1:
            yield from (_thing(f"{sign} {passed}  ", thing, options) for thing in pending)
            return
        for thing in pending[: max(options.size.height - ROOM_BESIDE, 1)]:
            yield _thing("", thing, options)
        ended = len(self._things) - len(pending)
        yield _line(f"{sign} {passed}  {ended} of {len(self._things)} ended", options)


def _thing(before: str, thing: Thing, options: "ConsoleOptions") -> "Text":
    """Return a thing's line; where that is too long, its name gives way before its status does."""
    name, told = visible(thing.name, keep_newlines=False), visible(thing.told, keep_newlines=False)
    room = max(_width(options) - len(f"{before}  {told}"), SHORTEST_NAME)
    shown = name if len(name) <= room else f"{name[: room - 1]}…"
    return _line(f"{before}{shown}  {told}", options)


def _line(text: str, options: "ConsoleOptions") -> "Text":
    from rich.text import Text

    line = Text(text, no_wrap=True)
    line.truncate(_width(options), overflow="ellipsis")
    return line


def _width(options: "ConsoleOptions") -> int:
    """Leave room for the terminal's own ^C: behind a full line, that would stay."""
    return options.max_width - len("^C")


def _sign(ascii_only: bool) -> str:
    frames = "-\\|/" if ascii_only else "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    return frames[int(time.monotonic() * PER_SECOND) % len(frames)]


@contextmanager
def board(session: Session, things: Sequence[Thing], *, draws: bool = True) -> Iterator[Board]:
    """Give the view that fits what stderr is; what must not draw there says lines."""
    if not (draws and can_redraw(sys.stderr)):
        lines = Lines(session.notices)
        for thing in things:
            lines.tell(thing)
        yield lines
        return
    live = Live(things, console(session.settings.get("color").value, sys.stderr))
    with ExitStack() as stack:
        with interrupts_for_main():
            stack.enter_context(live.drawing)
        yield live
