"""Server-sent events, decoded by the rules of the HTML standard (WHATWG, section 9.2.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Event(NamedTuple):
    """One event: the name that the server gave it, if any, its data, and how they were sent.

    What has no data is no event, such as a comment that keeps the connection open. What is not
    whole lacks at least its blank line.
    """

    name: str | None
    data: str | None
    sent: bytes = b""
    is_whole: bool = True


class EventDecoder:
    """Turns the bytes of a stream, cut anywhere, into events."""

    def __init__(self) -> None:
        self._pending: list[bytes] = []  # joined once: a line may come in thousands of chunks
        self._after_carriage_return = False
        self._at_start = True
        self._name = ""
        self._data: list[str] = []
        self._sent: list[bytes] = []

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """Take the next bytes and give each event that they complete."""
        return iter(list(self._events(chunk)))

    def rest(self) -> Event:
        """Return what stands behind the last event, as far as it came."""
        name, _, value = b"".join(self._pending).partition(b":")
        lines = [*self._data, _text(value)] if name == b"data" else self._data
        data = "\n".join(lines) if lines else None
        return Event(self._name or None, data, b"".join(self._sent), is_whole=False)

    def _events(self, chunk: bytes) -> Iterator[Event]:
        given = 0
        for line, end in self._lines(chunk):
            event = self._take(line)
            if event is not None:
                self._sent.append(chunk[given:end])
                yield event._replace(sent=b"".join(self._sent))
                self._sent.clear()
                given = end
        self._sent.append(chunk[given:])

    def _lines(self, chunk: bytes) -> Iterator[tuple[bytes, int]]:
        """Give each line that a chunk completes, and where in the chunk it ends."""
        if not chunk:
            return
        start = 1 if self._after_carriage_return and chunk.startswith(b"\n") else 0
        self._after_carriage_return = chunk.endswith(b"\r")
        for end in _LINE_END.finditer(chunk, start):
            self._pending.append(chunk[start : end.start()])
            yield b"".join(self._pending), end.end()
            self._pending.clear()
            start = end.end()
        if chunk[start:]:
            self._pending.append(chunk[start:])

    def _take(self, line: bytes) -> Event | None:
        if self._at_start:
            self._at_start = False
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line:
            return self._dispatch()
        if line.startswith(b":") and not (self._data or self._name):
            return Event(None, None)
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(_text(value))
        elif name == b"event":
            self._name = _text(value)
        return None

    def _dispatch(self) -> Event:
        data = "\n".join(self._data) if self._data else None
        event = Event(self._name or None, data)
        self._name = ""
        self._data = []
        return event


def _text(value: bytes) -> str:
    return value.removeprefix(b" ").decode(errors="replace")
