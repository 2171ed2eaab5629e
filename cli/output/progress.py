"""Signs of life on a terminal's stderr for whatever takes longer than a blink; none elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from ..http.request import Request
from .live_display import LiveDisplay, sign_of_life
from .terminal import can_redraw

if TYPE_CHECKING:
    import httpx
    from rich.console import Console, ConsoleOptions, RenderResult

    from ..http.client import Client


@contextmanager
def waiting(label: str, color: str | None) -> Iterator[Callable[[str], None]]:
    """Show a spinner until the block ends; what is given changes its label."""
    if not can_redraw(sys.stderr):
        yield lambda _: None
        return
    spinner = Spinner(label)
    with closing(LiveDisplay(spinner, color)):
        yield spinner.say


@contextmanager
def answering(client: "Client", request: Request, color: str | None) -> "Iterator[httpx.Response]":
    """Open an answer, with a spinner until its head is here."""
    with ExitStack() as stack:
        with waiting(f"Waiting for {client.target.host}", color):
            response = stack.enter_context(client.open(request))
        yield response


class Spinner:
    """A turning sign and what is waited for."""

    def __init__(self, label: str) -> None:
        self._label = label

    def say(self, label: str) -> None:
        """Change what stands beside the sign."""
        self._label = label

    def __rich_console__(self, to: "Console", options: "ConsoleOptions") -> "RenderResult":
        """Draw both."""
        from rich.text import Text

        sign = (sign_of_life(options.ascii_only), "status.spinner")
        yield Text.assemble(sign, f" {self._label}", no_wrap=True, overflow="ellipsis")
