"""Server-sent events, each on its way as soon as there is one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator

    from ..state.clock import Clock


DONE = b"data: [DONE]\n\n"
BREATH = 50


class EventStream(StreamingResponse):
    """An answer that comes as events, and the object that they tell of."""

    def __init__(self, events: AsyncIterator[bytes], document: dict[str, Any] | None) -> None:
        headers = {"cache-control": "no-cache"}
        super().__init__(events, media_type="text/event-stream", headers=headers)
        self.document = document


def event_stream(
    events: AsyncIterator[bytes], document: dict[str, Any] | None = None
) -> EventStream:
    """Return the answer that carries the events."""
    return EventStream(events, document)


def data_event(value: dict[str, Any]) -> bytes:
    """Return an event that is its data alone, as Chat and Completions have it."""
    return f"data: {compact(value)}\n\n".encode()


def named_event(value: dict[str, Any]) -> bytes:
    """Return an event that names its type too, as Responses has it."""
    return f"event: {value['type']}\ndata: {compact(value)}\n\n".encode()


def compact(value: dict[str, Any]) -> str:
    """Return JSON on one line, its text as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


async def paced(values: Iterable[bytes], delay: float, clock: Clock) -> AsyncIterator[bytes]:
    """Yield the values with a delay between them; others get their turn in any case."""
    for number, value in enumerate(values):
        await pause(number, delay, clock)
        yield value


async def pause(number: int, delay: float, clock: Clock) -> None:
    """Wait before every value but the first."""
    if number and (delay or number % BREATH == 0):
        await clock.sleep(delay)


def finish_with(events: Iterable[bytes], done: Callable[[], None]) -> Iterator[bytes]:
    """Yield the events, and note the end before the last one tells of it."""
    held: list[bytes] = []
    for event in events:
        yield from held
        held = [event]
    done()
    yield from held


def obfuscated(text: str) -> str:
    """Return a filler that hides how long a delta is."""
    return "." * (16 - len(text) % 16)
