"""Signs of life on a terminal's stderr for whatever takes longer than a blink; none elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from ...base.signals import interrupts_for_main
from ..http.request import Request
from .terminal import can_redraw, console

if TYPE_CHECKING:
    import httpx
    from rich.status import Status

    from ..http.client import Client

BLINK = 0.1


@contextmanager
def waiting(label: str, color: str | None) -> Iterator[Callable[[str], None]]:
    """Show a spinner until the block ends; what is given changes its label."""
    if not can_redraw(sys.stderr):
        yield lambda _: None
        return
    spinner = Spinner(label, color)
    try:
        yield spinner.say
    finally:
        spinner.close()


@contextmanager
def answering(client: "Client", request: Request, color: str | None) -> "Iterator[httpx.Response]":
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
        self._status: Status | None = None
        self._thread = threading.Thread(target=self._turn, daemon=True)
        with interrupts_for_main():
            self._thread.start()

    def say(self, label: str) -> None:
        """Change what stands beside the sign."""
        self._label = label
        if self._status is not None:
            self._status.update(label)

    def close(self) -> None:
        """Take the sign away."""
        self._ended.set()
        self._thread.join()

    def _turn(self) -> None:
        if self._ended.wait(BLINK):
            return
        with console(self._color, sys.stderr).status(self._label) as self._status:
            self._ended.wait()
