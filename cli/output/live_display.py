"""What is drawn on a terminal's stderr while something is under way, and is gone when it ends.

The one place where that happens: the spinner, the bars of transfers and the status of jobs each
give the rows. Where lines cannot be drawn over, `can_redraw` says so, and none is made.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...base.signals import interrupts_for_main
from .terminal import console

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.live import Live

BLINK = 0.1
PER_SECOND = 10


class LiveDisplay:
    """Draws rows again and again by itself, from when a blink has passed."""

    def __init__(self, rows: "RenderableType", color: str | None) -> None:
        self._rows = rows
        self._color = color
        self._live: Live | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        self._timer = threading.Timer(BLINK, self._start)
        self._timer.daemon = True
        with interrupts_for_main():
            self._timer.start()

    def close(self) -> None:
        """Take everything away."""
        self._timer.cancel()
        with self._lock:
            self._is_closed = True
            if self._live is not None:
                self._live.stop()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the rows away while something else is written, and draw them again below."""
        with self._lock:
            if self._live is not None:
                self._live.stop()
            yield
            if self._live is not None:
                with interrupts_for_main():
                    self._live.start(refresh=True)

    def __rich_console__(self, to: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Draw them, with room for the terminal's own ^C: behind a full line, that would stay."""
        return to.render(self._rows, options.update_width(options.max_width - len("^C")))

    def _start(self) -> None:
        from rich.live import Live

        with self._lock:
            if self._is_closed:
                return
            self._live = Live(
                self,
                console=console(self._color, sys.stderr),
                transient=True,
                refresh_per_second=PER_SECOND,
                redirect_stdout=False,
            )
            self._live.start(refresh=True)


def sign_of_life(ascii_only: bool) -> str:
    """Return what turns while time passes."""
    frames = "-\\|/" if ascii_only else "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    return frames[int(time.monotonic() * PER_SECOND) % len(frames)]
