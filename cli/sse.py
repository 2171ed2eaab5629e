"""Server-sent events, decoded by the rules of the HTML standard (WHATWG, section 9.2.6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Event(NamedTuple):
    """One event: the name that the server gave it, if any, and its data."""

    name: str | None
    data: str


class EventDecoder:
    """Turns the bytes of a stream, cut anywhere, into events."""

    def __init__(self) -> None:
        self._pending: list[bytes] = []  # joined once: a line may come in thousands of chunks
        self._after_carriage_return = False
        self._at_start = True
        self._name = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """Take the next bytes and give each event that they complete."""
        return iter([event for line in self._lines(chunk) if (event := self._take(line))])

    def close(self) -> bool:
        """Tell whether the stream ended within an event."""
        unfinished = b"".join(self._pending)
        is_comment = unfinished.startswith(b":")
        return bool(self._data or self._name or (unfinished and not is_comment))

    def _lines(self, chunk: bytes) -> Iterator[bytes]:
        if not chunk:
            return
        if self._after_carriage_return:
            chunk = chunk.removeprefix(b"\n")
        self._after_carriage_return = chunk.endswith(b"\r")
        *complete, rest = _LINE_END.split(chunk)
        for line in complete:
            self._pending.append(line)
            yield b"".join(self._pending)
            self._pending.clear()
        if rest:
            self._pending.append(rest)

    def _take(self, line: bytes) -> Event | None:
        if self._at_start:
            self._at_start = False
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line:
            return self._dispatch()
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(_text(value))
        elif name == b"event":
            self._name = _text(value)
        return None

    def _dispatch(self) -> Event | None:
        event = Event(self._name or None, "\n".join(self._data)) if self._data else None
        self._name = ""
        self._data = []
        return event


def _text(value: bytes) -> str:
    return value.removeprefix(b" ").decode(errors="replace")
