"""How fast requests may follow each other: one pace for all who send.

The limits that the server tells in its headers are kept to beforehand. Where it refuses (429)
without having told, everybody stops for as long as it asks, one request tries whether it goes on,
and from then on the pace is a little below what was accepted so far. After that it grows again,
hardly at first and then ever faster, so that a limit is touched seldom and a new one is found.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Condition, Lock

from .....base.times import read_duration
from .....cli.http.retries import server_delay

BELOW = 0.95
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
GROWTH, DOUBLING = 0.144, 10.0
MOST_GROWTH = 20.0
KINDS = ("requests", "tokens")
# The probe's outcome ends a wait without end; whoever looks again sooner misses nothing.
LOOK_AGAIN = 60.0


@dataclass(frozen=True)
class Turn:
    """The permission to send one request."""

    epoch: int
    is_probe: bool


class Pacer:
    """Gives turns to threads, one after the other; is told of every answer."""

    def __init__(self, longest_pause: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._longest = longest_pause
        self._order = Lock()
        self._news = Condition()
        self._epoch = 0
        self._began = clock()
        self._accepted = 0
        self._strikes = 0
        self._resume_at = 0.0
        self._probing = False
        self._rate = math.inf
        self._since = 0.0
        self._told: dict[str, tuple[float, float]] = {}
        self._slot = 0.0
        self._in_flight = 0

    def turn(self) -> Turn:
        """Wait until a request may be sent."""
        with self._order, self._news:
            while not isinstance(found := self.next_turn(), Turn):
                self._news.wait(min(found, LOOK_AGAIN))
            return found

    def next_turn(self) -> Turn | float:
        """Give a turn, or the seconds until there may be one: as many as it takes is infinity."""
        now = self._clock()
        if delay := self._delay(now):
            return delay
        self._slot = max(now, self._slot) + 1.0 / self._pace(now)
        self._in_flight += 1
        self._probing = self._strikes > 0
        return Turn(self._epoch, self._probing)

    def answered(self, turn: Turn, headers: Mapping[str, str], tokens: int = 0) -> None:
        """Note a request that was let in, whatever came of it."""
        with self._news:
            self._in_flight -= 1
            if turn.epoch == self._epoch:
                self._accepted += 1
                if turn.is_probe:
                    self._go_on()
            self._heed(headers, tokens)

    def refused(self, turn: Turn, headers: Mapping[str, str]) -> float:
        """Note a request that was one too many; return the seconds for which nobody sends."""
        with self._news:
            self._in_flight -= 1
            if turn.epoch != self._epoch:
                return 0.0
            asked = min(server_delay(headers) or 0.0, self._longest)
            if self._strikes == 0 or turn.is_probe:
                self._strikes += 1
                usual = min(FIRST_PAUSE * 2.0 ** (self._strikes - 1), LONGEST_PAUSE)
                asked = max(asked, usual) if self._strikes > 1 else asked or usual
            self._resume_at = max(self._resume_at, self._clock() + asked)
            self._settle(turn)
            return asked

    def lost(self, turn: Turn) -> None:
        """Note a request that was not answered at all."""
        with self._news:
            self._in_flight -= 1
            self._settle(turn)

    def _delay(self, now: float) -> float:
        """Wait for the end of a pause, for the one request that tries it out, and for the pace."""
        if self._strikes and self._probing:
            return math.inf
        return max((self._resume_at if self._strikes else self._slot) - now, 0.0)

    def _pace(self, now: float) -> float:
        """Return the requests a second that are thought to be allowed now."""
        grown = GROWTH * (2.0 ** min((now - self._since) / DOUBLING, MOST_GROWTH) - 1.0)
        own = self._rate * math.exp(min(grown, MOST_GROWTH))
        told = [rate for rate, until in self._told.values() if until > now]
        return min([own, *told])

    def _go_on(self) -> None:
        """Begin anew after a refusal, a little slower than what was let in until now."""
        now = self._clock()
        self._rate = BELOW * self._accepted / max(now - self._began, 0.001)
        self._since = self._began = self._slot = now
        self._accepted = 0
        self._epoch += 1
        self._strikes = 0
        self._probing = False
        self._news.notify_all()

    def _settle(self, turn: Turn) -> None:
        if turn.is_probe and turn.epoch == self._epoch:
            self._probing = False
            self._news.notify_all()

    def _heed(self, headers: Mapping[str, str], tokens: int) -> None:
        """Spread what the server says is left over the time until there is more."""
        for kind in KINDS:
            left = headers.get(f"x-ratelimit-remaining-{kind}")
            if left is None or not left.isdecimal():
                continue
            if not (reset := read_duration(headers.get(f"x-ratelimit-reset-{kind}"))):
                continue
            cost = 1 if kind == "requests" else max(tokens, 1)
            requests = max(int(left) // cost - self._in_flight, 1)
            # Whatever it says, nobody waits longer than --max-wait allows.
            rate = max(requests / reset, 1.0 / max(self._longest, 1.0))
            self._told[kind] = (rate, self._clock() + reset)
