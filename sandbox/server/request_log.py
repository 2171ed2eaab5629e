"""What was asked lately, for tests that want to know what really was sent."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

KEPT = 1000
SHOWN = ("idempotency-key", "content-type", "user-agent", "range", "if-range", "accept")


class RequestLog:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self.entries: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def clear(self) -> None:
        """Begin anew; what is being answered just now belongs to what was before."""
        self.entries = deque(maxlen=KEPT)

    def begin(self, request: Request) -> Callable[[int, int], None]:
        """Return what notes the request when it is answered, by its status and its length."""
        return partial(self._add, self.entries, request)

    @staticmethod
    def _add(entries: deque[dict[str, Any]], request: Request, status: int, length: int) -> None:
        """Note a request; the values of other headers may be secret."""
        entries.append(
            {
                "method": request.method,
                "path": request.url.path,
                "query": request.url.query,
                "header_names": sorted(set(request.headers.keys())),
                "headers": {
                    name: value
                    for name, value in request.headers.items()
                    if name in SHOWN or name.startswith("openai-")
                },
                "client_port": request.client.port if request.client else None,
                "status": status,
                "body_bytes": length,
            }
        )
