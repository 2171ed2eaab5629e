"""One thing that is waited for: what it is called, what was heard of it, when to ask again."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..declare.life import Life
from ..http.request import Request
from ..http.retries import backoff, number, server_delay
from .limits import SHORTEST_INTERVAL, Limits

if TYPE_CHECKING:
    from ..http.client import Answer

GROWTH = 1.5


class Thing:
    """The life of one object, as far as the server has told it."""

    def __init__(
        self,
        ids: tuple[str, ...],
        life: Life,
        request: Request,
        begun: "Answer | None" = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ids = ids
        self.life = life
        self.request = request
        self.answer = begun
        self.failures = 0
        self.next_at = clock()
        self._clock = clock
        self._interval = life.pace.first

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
        return self.answer is not None and self.life.has_ended(self.document)

    @property
    def was_asked(self) -> bool:
        """Whether it was asked for at all, with or without an answer."""
        return self.answer is not None or self.failures > 0

    @property
    def told(self) -> str:
        """What was last heard of it."""
        return "not seen yet" if self.answer is None else self.life.told(self.document)

    def start(self, limits: Limits, longest: float) -> None:
        """Take what created it for the first answer."""
        if self.answer is not None:
            self.hear(self.answer, limits, longest)

    def hear(self, answer: "Answer", limits: Limits, longest: float) -> None:
        """Note an answer, and when to ask again: as the server wishes, else ever later."""
        self.life.told(answer.document)
        self.answer = answer
        self.failures = 0
        asked = _wish(answer.headers)
        usual = limits.interval or self._interval
        wait = usual if asked is None else min(asked, longest)
        self._interval = min(self._interval * GROWTH, self.life.pace.longest)
        self.next_at = self._clock() + max(wait, limits.interval or SHORTEST_INTERVAL)

    def miss(self, asked: float | None, longest: float) -> float:
        """Note a question without an answer; return the seconds until the next one."""
        wait = max(self._interval, backoff(self.failures)) if asked is None else asked
        seconds = max(min(wait, longest), SHORTEST_INTERVAL)
        self._interval = min(self._interval * GROWTH, self.life.pace.longest)
        self.failures += 1
        self.next_at = self._clock() + seconds
        return seconds


def _wish(headers: Mapping[str, str]) -> float | None:
    """Return the seconds after which the server wants to be asked again, if it says so."""
    milliseconds = number(headers.get("openai-poll-after-ms"))
    return server_delay(headers) if milliseconds is None else milliseconds / 1000
