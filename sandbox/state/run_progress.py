"""How far the responses that are said in the background have been said."""

from __future__ import annotations

import asyncio
from typing import Any


class ResponseProgress:
    """How far one response has been said."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        self.events = events
        self.said = 0
        self.ended = False
        self.changed = asyncio.Event()

    def advance(self) -> None:
        """Say one more event."""
        self.said += 1
        self.wake()

    def end(self) -> None:
        """Say no more."""
        self.ended = True
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        self.changed.set()
        self.changed = asyncio.Event()
