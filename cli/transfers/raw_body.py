"""The bytes of a long answer, read straight from its connection once they have begun.

The HTTP library looks at every 64 KiB twice; where nothing but bytes is to come, that is for
nothing, and takes as long as all the rest.
"""

from collections.abc import Iterator
from typing import Any

import httpcore

from ..http.lean_httpx import httpx

PIECE = 256 << 10
# What is shorter leaves its connection to the next request: that is worth more.
LONG = 8 << 20


def body_chunks(response: httpx.Response) -> Iterator[bytes]:
    """Give an answer's bytes; raises httpx's errors for a connection that breaks."""
    length = _length(response)
    if length < LONG:
        yield from response.iter_bytes()
        return
    begun = response.iter_raw()
    first = next(begun, b"")
    yield first
    yield from _rest(response, length - len(first))


def _length(response: httpx.Response) -> int:
    """Return how many bytes are to come and nothing else; 0 if that cannot be said."""
    headers = response.headers
    plain = not {"content-encoding", "transfer-encoding"} & headers.keys()
    known = plain and response.http_version == "HTTP/1.1"
    length = headers.get("content-length", "")
    return int(length) if known and length.isdigit() else 0


def _rest(response: httpx.Response, left: int) -> Iterator[bytes]:
    stream: Any = response.extensions["network_stream"]
    timeout = response.request.extensions.get("timeout", {}).get("read")
    while left > 0:
        data = _read(response, stream, min(left, PIECE), timeout)
        left -= len(data)
        yield data


def _read(response: httpx.Response, stream: Any, size: int, timeout: float | None) -> bytes:
    try:
        data: bytes = stream.read(size, timeout=timeout)
    except httpcore.ReadTimeout as error:
        raise httpx.ReadTimeout(str(error), request=response.request) from None
    except httpcore.ReadError as error:
        raise httpx.ReadError(str(error), request=response.request) from error
    if not data:
        raise httpx.RemoteProtocolError("the connection was closed", request=response.request)
    return data
