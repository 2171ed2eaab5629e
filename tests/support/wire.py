"""Requests as they came over the wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from io import BufferedIOBase
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Part:
    """One part of a multipart form."""

    name: str
    data: bytes
    filename: str | None = None
    content_type: str | None = None


@dataclass(frozen=True)
class Request:
    """One request, received to its last byte."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        """The path as it was sent, still percent-encoded."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        """The query, each name with all of its values."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)

    def parts(self) -> list[Part]:
        """Return the parts of a multipart body, byte for byte."""
        boundary = _parameters(self.headers["content-type"])["boundary"].encode()
        pieces = (b"\r\n" + self.body).split(b"\r\n--" + boundary)
        return [_part(piece.removeprefix(b"\r\n")) for piece in pieces[1:-1]]


def read_request(
    stream: BufferedIOBase, connection: int, send_continue: Callable[[], None]
) -> Request | None:
    """Read one whole request; `None` when the client closed the connection instead."""
    if not (first := stream.readline()):
        return None
    method, target, _version = first.decode("latin-1").split()
    headers = _headers(stream)
    if headers.get("expect", "").lower() == "100-continue":
        send_continue()
    return Request(method, target, headers, _body(stream, headers), connection)


def _headers(stream: BufferedIOBase) -> dict[str, str]:
    return _fields(iter(lambda: _line(stream), ""))


def _fields(lines: Iterable[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in lines):
        key = name.lower()
        fields[key] = f"{fields[key]}, {value.strip()}" if key in fields else value.strip()
    return fields


def _body(stream: BufferedIOBase, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return b"".join(_chunks(stream))
    return _exactly(stream, int(headers.get("content-length", "0")))


def _chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    while size := int(_line(stream).partition(";")[0], 16):
        yield _exactly(stream, size)
        _line(stream)
    _headers(stream)


def _line(stream: BufferedIOBase) -> str:
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise ConnectionAbortedError("the client left in the middle of a request")
    return line.decode("latin-1").rstrip("\r\n")


def _exactly(stream: BufferedIOBase, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise ConnectionAbortedError("the client left in the middle of a request's body")
    return data


def _part(piece: bytes) -> Part:
    head, _, data = piece.partition(b"\r\n\r\n")
    fields = _fields(head.decode().split("\r\n"))
    disposition = _parameters(fields["content-disposition"])
    filename = disposition.get("filename")
    return Part(disposition["name"], data, filename, fields.get("content-type"))


def _parameters(value: str) -> dict[str, str]:
    message = Message()
    message["content-type"] = value
    return dict(message.get_params(failobj=[]))
