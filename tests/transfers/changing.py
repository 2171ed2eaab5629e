"""A server whose file changes between two answers, and keeps its length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.channel import Channel
from tests.support.wire import Request

Headers = Mapping[str, str]


@dataclass(frozen=True)
class State:
    """What lies at the address during one answer; `cut` is after how many bytes that breaks."""

    content: bytes
    headers: Headers = field(default_factory=dict)
    cut: int | None = None
    stuck: bool = False
    total: int | None = None


class ChangingServer:
    """Gives one state after another, the last one again and again.

    It is honest, and compares If-Range; a `careless` one gives any range that it is asked for.
    """

    def __init__(self, *states: State, careless: bool = False) -> None:
        self._states = list(states)
        self._careless = careless
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: Request) -> Served:
        """Choose the answer to one request."""
        wanted = {k: v for k, v in request.headers.items() if k in ("range", "if-range")}
        self.asked.append(wanted)
        state = self._states.pop(0) if len(self._states) > 1 else self._states[0]
        known = (state.headers.get("etag"), state.headers.get("last-modified"))
        may = self._careless or wanted.get("if-range") in (None, *known)
        found = re.fullmatch(r"bytes=(\d+)-", wanted.get("range", ""))
        return Served(state, int(found[1]) if found and may else None)


@dataclass(frozen=True)
class Served:
    """One answer: all of it, or a range from `start` on."""

    state: State
    start: int | None

    def play(self, channel: Channel) -> None:
        """Send the head, and the bytes up to the cut."""
        content, start = self.state.content, self.start or 0
        body, total = content[start:], self.state.total or len(content)
        headers = {"content-length": str(len(body)), "content-type": "application/octet-stream"}
        if self.start is not None:
            headers["content-range"] = f"bytes {start}-{len(content) - 1}/{total}"
        channel.head(200 if self.start is None else 206, headers, self.state.headers)
        channel.send(body[: self.state.cut])
        if self.state.stuck:
            channel.wait(None)
        elif self.state.cut is not None:
            channel.abandon(reset=False)
