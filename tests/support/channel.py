"""The server's end of a connection, while it answers one request."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Mapping
from http import HTTPStatus
from threading import Event
from typing import NamedTuple

from .wire import Request

# How long to wait: seconds, or for what the test does next, or for ever.
Delay = float | Event | None
PAUSE = 0.02


class Sent(NamedTuple):
    """A piece of a body that was handed to the network."""

    data: bytes
    connection: int


class Channel:
    """Sends an answer piece by piece, and notes each piece."""

    def __init__(
        self, connection: socket.socket, request: Request, log: list[Sent], stopping: Event
    ) -> None:
        self.request = request
        self.open = request.headers.get("connection", "").lower() != "close"
        self._connection = connection
        self._log = log
        self._stopping = stopping

    def wait(self, delay: Delay) -> None:
        """Wait, but no longer than the server runs."""
        if isinstance(delay, Event):
            while not delay.wait(PAUSE):
                self.wait(PAUSE)
        elif delay != 0 and self._stopping.wait(delay):
            raise ConnectionAbortedError("the server stopped")

    def keep_silent(self) -> None:
        """Wait until the client leaves or the server stops."""
        self.open = bool(self._connection.recv(1))

    def head(self, status: int, usual: Mapping[str, str], own: Mapping[str, str]) -> None:
        """Send the status line and the headers; the test's own replace the usual ones."""
        headers = {**usual, **{name.lower(): value for name, value in own.items()}}
        self.open = self.open and headers.get("connection", "").lower() != "close"
        if not self.open:
            headers["connection"] = "close"
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def send(self, data: bytes) -> None:
        """Send a piece of the body as it is."""
        self._note(data)
        self._connection.sendall(data)

    def send_chunk(self, data: bytes) -> None:
        """Send a piece as one chunk; an empty one would end the body, so is not sent."""
        if data:
            self._note(data)
            self._connection.sendall(b"%x\r\n%b\r\n" % (len(data), data))

    def end_chunks(self) -> None:
        """End a chunked body as it should be ended."""
        self._connection.sendall(b"0\r\n\r\n")

    def abandon(self, *, reset: bool) -> None:
        """Close the connection here and now, with a TCP reset or in good order."""
        self.open = False
        if reset:
            linger = struct.pack("ii", 1, 0)
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            # A plain close would wait for the reading side, which still holds the socket.
            os.close(self._connection.detach())

    def _note(self, data: bytes) -> None:
        self._log.append(Sent(data, self.request.connection))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
