"""The events of a run, told to whoever follows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..requests.stream import compact

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ..state.store import Document

DONE = b"event: done\ndata: [DONE]\n\n"


class RunEvents:
    """What has been told so far, and whether there is more to come."""

    def __init__(self) -> None:
        self.told: list[bytes] = []
        self.ended = False
        self.changed = asyncio.Event()

    def tell(self, name: str, document: Document) -> None:
        """Tell one event."""
        self.told.append(f"event: {name}\ndata: {compact(document)}\n\n".encode())
        self.wake()

    def end(self) -> None:
        """Tell no more."""
        self.ended = True
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits look again."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def follow(self) -> AsyncIterator[bytes]:
        """Yield the events as they are told."""
        place = 0
        while True:
            changed, told, ended = self.changed, len(self.told), self.ended
            for event in self.told[place:told]:
                yield event
            place = told
            if ended:
                yield DONE
                return
            await changed.wait()


def message_delta(message_id: str, piece: str) -> Document:
    """Return the event that a message has grown by some text."""
    part = {"index": 0, "type": "text", "text": {"value": piece}}
    return {
        "id": message_id,
        "object": "thread.message.delta",
        "delta": {"content": [part]},
    }


def call_delta(step_id: str, call: Document, piece: str | None) -> Document:
    """Return the event that a function call has begun, or that its arguments have grown."""
    grown: Document = {"index": 0, "type": "function", "function": {"arguments": piece}}
    if piece is None:
        begun = {"name": call["function"]["name"], "arguments": "", "output": None}
        grown = {**grown, "id": call["id"], "function": begun}
    details = {"type": "tool_calls", "tool_calls": [grown]}
    return {
        "id": step_id,
        "object": "thread.run.step.delta",
        "delta": {"step_details": details},
    }
