"""One job that is waited for: what it is called, what was heard of it, when to ask again."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..declare.job_kind import JobKind
from ..http.request import Request
from ..http.retries import backoff, number, server_delay
from .wait_limits import SHORTEST_INTERVAL, WaitLimits

if TYPE_CHECKING:
    from ..http.client import Answer

GROWTH = 1.5


class PolledJob:
    """One job, as far as the server has told of it."""

    def __init__(
        self,
        ids: tuple[str, ...],
        job_kind: JobKind,
        request: Request,
        begun: "Answer | None" = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ids = ids
        self.job_kind = job_kind
        self.request = request
        self.answer = begun
        self.failures = 0
        self.next_at = clock()
        self._clock = clock
        self._interval = job_kind.pace.first

    @property
    def name(self) -> str:
        """What it is called: its own id."""
        return self.ids[-1]

    @property
    def document(self) -> Any:
        """The object as it was last seen; None before the first time."""
        return None if self.answer is None else self.answer.document

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.answer is not None and self.job_kind.has_ended(self.document)

    @property
    def was_asked(self) -> bool:
        """Whether it was asked for at all, with or without an answer."""
        return self.answer is not None or self.failures > 0

    @property
    def status_text(self) -> str:
        """What was last heard of it."""
        return "not seen yet" if self.answer is None else self.job_kind.status_text(self.document)

    def start(self, limits: WaitLimits, longest: float) -> None:
        """Take what created it for the first answer."""
        if self.answer is not None:
            self.on_response(self.answer, limits, longest)

    def on_response(self, answer: "Answer", limits: WaitLimits, longest: float) -> None:
        """Note an answer, and when to ask again: as the server wishes, else ever later."""
        self.job_kind.status_text(answer.document)
        self.answer = answer
        self.failures = 0
        asked = _requested_delay(answer.headers)
        usual = limits.interval or self._interval
        wait = usual if asked is None else min(asked, longest)
        self._interval = min(self._interval * GROWTH, self.job_kind.pace.longest)
        self.next_at = self._clock() + max(wait, limits.interval or SHORTEST_INTERVAL)

    def on_failure(self, asked: float | None, longest: float) -> float:
        """Note a question without an answer; return the seconds until the next one."""
        wait = max(self._interval, backoff(self.failures)) if asked is None else asked
        seconds = max(min(wait, longest), SHORTEST_INTERVAL)
        self._interval = min(self._interval * GROWTH, self.job_kind.pace.longest)
        self.failures += 1
        self.next_at = self._clock() + seconds
        return seconds


def _requested_delay(headers: Mapping[str, str]) -> float | None:
    """Return the seconds after which the server wants to be asked again, if it says so."""
    milliseconds = number(headers.get("openai-poll-after-ms"))
    return server_delay(headers) if milliseconds is None else milliseconds / 1000
