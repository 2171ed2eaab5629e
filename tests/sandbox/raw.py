"""A bare socket, for what an HTTP client would hide."""

from __future__ import annotations

import json
import socket
from typing import Any

from tests.support.moments import PATIENCE

from .running import Running


def ask(server: Running, method: str, path: str, fault: str, body: Any = None) -> bytes:
    """Return every byte that comes until the connection closes."""
    content = b"" if body is None else json.dumps(body).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.here.key}\r\n"
        f"Connection: close\r\nX-Sandbox-Fault: {fault}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.here.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + content)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def split(answer: bytes) -> tuple[str, bytes]:
    """Return the head and the body as they came."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode(), body
