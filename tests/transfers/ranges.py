"""A server of one file that breaks off where a test wants it to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.support.channel import Channel
from tests.support.wire import Request


@dataclass
class FileServer:
    """Answers with a file or a range of it; each answer in turn is cut after `cuts` bytes."""

    content: bytes
    cuts: Iterable[int] = ()
    etag: str | None = '"v1"'
    ranges: bool = True
    name: str | None = None
    pause_at: int | None = None
    asked: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cuts = iter(self.cuts)

    def __call__(self, request: Request) -> Served:
        """Choose the answer to one request."""
        asked = request.headers.get("range")
        self.asked.append(asked)
        found = re.fullmatch(r"bytes=(\d+)-", asked or "")
        same = request.headers.get("if-range", self.etag) == self.etag
        start = int(found[1]) if found and self.ranges and same else 0
        return Served(self, start, next(self._cuts, None))


@dataclass(frozen=True)
class Served:
    """One answer: from `start` on, and cut after so many bytes."""

    server: FileServer
    start: int
    cut: int | None

    def play(self, channel: Channel) -> None:
        """Send the head, and the bytes up to the cut."""
        body = self.server.content[self.start :]
        headers = {"content-length": str(len(body)), "content-type": "application/octet-stream"}
        if self.server.etag:
            headers["etag"] = self.server.etag
        if self.server.name:
            headers["content-disposition"] = f'attachment; filename="{self.server.name}"'
        if self.start:
            total = len(self.server.content)
            headers["content-range"] = f"bytes {self.start}-{total - 1}/{total}"
        channel.head(206 if self.start else 200, headers, {})
        if self.server.pause_at is not None and not self.start:
            channel.send(body[: self.server.pause_at])
            channel.wait(None)
        channel.send(body if self.cut is None else body[: self.cut])
        if self.cut is not None:
            channel.abandon(reset=False)
