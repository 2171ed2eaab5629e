"""When a request is tried again, and how long to wait before."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from ..notices import Notices
from .request import Request

RETRIED_STATUSES = frozenset({408, 409, 429})
FIRST_DELAY = 0.5
LONGEST_BACKOFF = 8.0
# Far beyond it the operating system takes no time-outs any more.
LONGEST = 7 * 86_400.0


def clamp_timeout(seconds: float) -> float:
    """Return a time that can be waited, for any that somebody may have typed."""
    return seconds if seconds < LONGEST else LONGEST


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long we try: seconds, but for the number of retries."""

    max_retries: int = 2
    max_wait: float = 60.0
    timeout: float | None = None
    read: float = 60.0
    think: float = 300.0

    def read_timeout(self, request: Request) -> float:
        """Return how long the server may say nothing: a model may think before it answers."""
        thinks = not request.is_safe or request.headers.get("Accept") == "text/event-stream"
        return self.timeout or (self.think if thinks else self.read)


class Tries:
    """The tries of one request: how many are left, and the waits between them."""

    def __init__(
        self, policy: RetryPolicy, notices: Notices, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._policy = policy
        self._notices = notices
        self._sleep = sleep
        self._failed = 0

    @property
    def is_last(self) -> bool:
        """Whether this try is the last one."""
        return self._failed >= self._policy.max_retries

    def pause(self, reason: str, asked: float | None = None) -> None:
        """Say why and how long, and wait before the next try."""
        wanted = backoff(self._failed) if asked is None else asked
        seconds = min(wanted, self._policy.max_wait)
        capped = f" (it asked for {wanted:g} s)" if asked is not None and seconds < wanted else ""
        self._failed += 1
        self._notices.say(
            f"{reason} Trying again in {seconds:.1f} s{capped},"
            f" {self._failed} of {self._policy.max_retries}."
        )
        self._sleep(seconds)


def should_retry(status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether an answer asks for another try; `x-should-retry` decides where it is given."""
    told = headers.get("x-should-retry")
    if told in ("true", "false"):
        return told == "true"
    return status in RETRIED_STATUSES or status >= 500


def backoff(attempt: int) -> float:
    """Return seconds to wait after the given try (0 is the first), with jitter."""
    return min(FIRST_DELAY * 2.0**attempt, LONGEST_BACKOFF) * random.uniform(0.75, 1.0)


def server_delay(
    headers: Mapping[str, str], clock: Callable[[], float] = time.time
) -> float | None:
    """Return the seconds that the server asks to wait (RFC 9110, 10.2.3), if it does."""
    milliseconds = number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = number(value)
    return seconds if seconds is not None else _until(value, clock)


def number(text: str | None) -> float | None:
    """Return a header's number that is not negative, or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def _until(date: str | None, clock: Callable[[], float]) -> float | None:
    try:
        moment = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - clock())
