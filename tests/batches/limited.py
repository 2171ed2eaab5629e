"""A server with a limit of requests a second, in each of the ways that servers have."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from tests.support.answers import Answer, error_body
from tests.support.wire import Request

GOOD = {"object": "list", "data": [], "usage": {"prompt_tokens": 3, "total_tokens": 3}}


class Limited:
    """Lets in so many requests of any second, and refuses the others with 429."""

    def __init__(
        self,
        rate: int,
        headers: dict[str, str] | None = None,
        delay: float = 0.02,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rate = rate
        self.headers = headers or {}
        self.delay = delay
        self.clock = clock
        self.refused = 0
        self.let_in: list[Request] = []
        self._window: deque[float] = deque()

    def __call__(self, request: Request) -> Answer:
        now = self.clock()
        while self._window and self._window[0] < now - 1:
            self._window.popleft()
        if len(self._window) >= self.rate:
            self.refused += 1
            body = error_body("Slow down.", code="rate_limit_exceeded")
            return Answer(429, json=body, headers=self.headers, delay=self.delay)
        self._window.append(now)
        self.let_in.append(request)
        return Answer(json=GOOD, delay=self.delay)


class Told(Limited):
    """Tells beforehand, in its headers, how much is left of each second."""

    def __call__(self, request: Request) -> Answer:
        answer = super().__call__(request)
        now = self.clock()
        reset = max(self._window[0] + 1 - now, 0.001) if self._window else 1.0
        told = {
            "x-ratelimit-limit-requests": str(self.rate),
            "x-ratelimit-remaining-requests": str(self.rate - len(self._window)),
            "x-ratelimit-reset-requests": f"{reset * 1000:.0f}ms",
        }
        return Answer(answer.status, json=answer.json, headers=told, delay=self.delay)
