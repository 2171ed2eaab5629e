"""What the scripted server can answer: well, badly, late, in part, or never."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from .channel import Channel, Delay

Pieces = Iterable[tuple["Delay", bytes]]
Headers = Mapping[str, str]
Ending = Literal["complete", "cut", "reset"]

_NO_JSON = object()
_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Playable(Protocol):
    """Anything that can answer one request."""

    def play(self, channel: Channel) -> None:
        """Answer on `channel`."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: `json`, or `body` as it is."""

    status: int = 200
    body: bytes | str = b""
    json: Any = _NO_JSON
    headers: Headers = field(default_factory=dict)
    delay: Delay = 0.0

    def play(self, channel: Channel) -> None:
        """Wait, then send everything."""
        channel.wait(self.delay)
        if self.status in _BODILESS:
            channel.head(self.status, {}, self.headers)
            return
        kind, body = self._content()
        length = {"content-type": kind, "content-length": str(len(body))}
        channel.head(self.status, length, self.headers)
        if channel.request.method != "HEAD":
            channel.send(body)

    def _content(self) -> tuple[str, bytes]:
        if self.json is not _NO_JSON:
            return "application/json", json_module.dumps(self.json).encode()
        if isinstance(self.body, str):
            return "text/plain; charset=utf-8", self.body.encode()
        return "application/octet-stream", self.body


class Counting:
    """An answer that is held until so many ask for it at a time, and counts how many do.

    The first ones get it at once: a client may begin with few.
    """

    def __init__(self, answer: Answer, expected: int, *, first: int = 0) -> None:
        self.active = self.peak = 0
        self._first = first
        self._answer = answer
        self._expected = expected
        self._are_there = Event()
        self._lock = Lock()

    def play(self, channel: Channel) -> None:
        """Wait among the others, then answer."""
        with self._lock:
            self.active += 1
            self.peak = max(self.peak, self.active)
            if self.peak >= self._expected:
                self._are_there.set()
            self._first -= 1
            is_held = self._first < 0
        if is_held:
            channel.wait(self._are_there)
        with self._lock:
            self.active -= 1
        self._answer.play(channel)


@dataclass(frozen=True)
class Cut:
    """Promise all of `body`, send its first `keep` bytes, then close or reset the connection."""

    body: bytes
    keep: int
    status: int = 200
    headers: Headers = field(default_factory=dict)
    ending: Literal["cut", "reset"] = "cut"

    def play(self, channel: Channel) -> None:
        """Send less than was promised."""
        length = {"content-type": "application/json", "content-length": str(len(self.body))}
        channel.head(self.status, length, self.headers)
        channel.send(self.body[: self.keep])
        channel.abandon(reset=self.ending == "reset")


@dataclass(frozen=True)
class Reset:
    """Reset the connection (TCP RST) before a byte of the answer."""

    def play(self, channel: Channel) -> None:
        """Send nothing."""
        channel.abandon(reset=True)


@dataclass(frozen=True)
class Hangup:
    """Close the connection in good order, but before a byte of the answer."""

    def play(self, channel: Channel) -> None:
        """Send nothing."""
        channel.abandon(reset=False)


@dataclass(frozen=True)
class Silence:
    """Take the request and never answer, until the client leaves or the server stops."""

    def play(self, channel: Channel) -> None:
        """Send nothing, and keep the connection."""
        channel.keep_silent()


@dataclass(frozen=True)
class Stream:
    """A chunked answer; each piece is sent after its own delay."""

    pieces: Pieces
    status: int = 200
    headers: Headers = field(default_factory=dict)
    ending: Ending = "complete"

    def play(self, channel: Channel) -> None:
        """Send the head at once, then the pieces, then the ending."""
        kind = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
        channel.head(self.status, kind, self.headers)
        for delay, data in self.pieces:
            channel.wait(delay)
            channel.send_chunk(data)
        if self.ending == "complete":
            channel.end_chunks()
        else:
            channel.abandon(reset=self.ending == "reset")


def error_body(
    message: str,
    *,
    code: str | None = None,
    type: str = "invalid_request_error",
    param: str | None = None,
) -> dict[str, Any]:
    """Return an error as the API writes it."""
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


def html_error(status: int = 502) -> Answer:
    """Return what a proxy in front of the API says when the API is away."""
    title = f"{status} {HTTPStatus(status).phrase}"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return Answer(status, page, headers={"content-type": "text/html"})


def malformed_json(text: str = '{"object": "list", "data": [') -> Answer:
    """Return a complete answer that says it is JSON and is not."""
    return Answer(200, text, headers={"content-type": "application/json"})


def redirect(location: str, status: int = 307) -> Answer:
    """Return an answer that sends the client elsewhere."""
    return Answer(status, headers={"location": location})


def sse(*events: Mapping[str, Any] | str, delay: Delay = 0.0) -> list[tuple[Delay, bytes]]:
    """Return server-sent events as pieces, each after a delay; `[DONE]` is sent as it is."""
    return [(delay, _event(event)) for event in events]


def _event(event: Mapping[str, Any] | str) -> bytes:
    if isinstance(event, str):
        return f"data: {event}\n\n".encode()
    name = f"event: {event['type']}\n" if "type" in event else ""
    return f"{name}data: {json_module.dumps(event)}\n\n".encode()
