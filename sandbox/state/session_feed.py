"""Who listens to a session of an agent, and gets its events as they happen."""

from __future__ import annotations

import asyncio
from typing import Any

Event = dict[str, Any]


class SessionFeed:
    """The listeners of one session; nothing is kept for those who come later."""

    def __init__(self) -> None:
        self.listeners: set[asyncio.Queue[Event | None]] = set()

    def join(self) -> asyncio.Queue[Event | None]:
        """Begin to listen; nothing of what is told from now on is missed."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self.listeners.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event | None]) -> None:
        """Listen no more."""
        self.listeners.discard(queue)

    def tell(self, event: Event) -> None:
        """Tell an event to everyone who listens."""
        for queue in self.listeners:
            queue.put_nowait(event)

    def end(self) -> None:
        """Tell everyone that there is no more to come."""
        for queue in self.listeners:
            queue.put_nowait(None)
