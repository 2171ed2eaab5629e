"""Signs of life on a terminal's stderr for whatever takes longer than a blink; none elsewhere."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

from .output.terminal import can_redraw, console
from .request import Request

if TYPE_CHECKING:
    import httpx
    from .client import Client
    from rich.progress import Progress, TaskID

BLINK = 0.1


class Meter(Protocol):
    """Counts bytes."""

    def advance(self, count: int) -> None:
        """Note that so many more bytes have gone."""


class Silent:
    """A meter that nobody looks at."""

    def advance(self, count: int) -> None:
        """Do nothing."""


class Bar:
    """A bar with bytes, rate and time left, drawn once a blink has passed."""

    def __init__(self, label: str, total: int | None, color: str | None) -> None:
        self._label = label
        self._total = total
        self._color = color
        self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._timer = threading.Timer(BLINK, self._start)
        self._timer.daemon = True
        self._closed = False
        self._lock = threading.Lock()
        self._timer.start()

    def advance(self, count: int) -> None:
        """Note that so many more bytes have gone."""
        self._done += count
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done)

    def close(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()

    def _start(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._bar = _columns(self._color)
            self._task = self._bar.add_task(self._label, total=self._total, completed=self._done)
            self._bar.start()


def _columns(color: str | None) -> "Progress":
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console(color, sys.stderr),
        transient=True,
    )


@contextmanager
def meter(label: str, total: int | None, color: str | None) -> Iterator[Meter]:
    """Give a meter for a transfer; `total` is in bytes, None if nobody knows."""
    if not can_redraw(sys.stderr):
        yield Silent()
        return
    bar = Bar(label, total, color)
    try:
        yield bar
    finally:
        bar.close()


@contextmanager
def waiting(label: str, color: str | None) -> Iterator[None]:
    """Show a spinner until the block ends."""
    if not can_redraw(sys.stderr):
        yield
        return
    spinner = Spinner(label, color)
    try:
        yield
    finally:
        spinner.close()


@contextmanager
def answering(
    client: "Client", request: Request, color: str | None
) -> "Iterator[httpx.Response]":
    """Open an answer, with a spinner until its head is here."""
    with ExitStack() as stack:
        with waiting(f"Waiting for {client.target.host}", color):
            response = stack.enter_context(client.open(request))
        yield response


class Spinner:
    """A turning sign, drawn once a blink has passed."""

    def __init__(self, label: str, color: str | None) -> None:
        self._label = label
        self._color = color
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the sign away."""
        self._ended.set()
        self._thread.join()

    def _turn(self) -> None:
        if self._ended.wait(BLINK):
            return
        with console(self._color, sys.stderr).status(self._label):
            self._ended.wait()
