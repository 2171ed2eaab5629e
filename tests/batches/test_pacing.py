"""How fast `--now` sends, against servers with a limit: in a time that costs none."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from math import inf

import pytest

from oai.commands.batches.runner.now.pacing import BELOW, Pacer, Turn
from tests.batches.limited import Limited, Told
from tests.support.answers import Answer
from tests.support.wire import Request

RATE, TOTAL, WORKERS, LATENCY = 200, 500, 16, 0.02
MOST_REFUSED = 0.05
LONGEST = 60.0
REQUEST = Request("POST", "/v1/embeddings", {}, b"", 1)
Server = Callable[[Callable[[], float]], Limited]

SERVERS: dict[str, Server] = {
    "it says when to come again": lambda clock: Limited(RATE, {"retry-after": "1"}, clock=clock),
    "it says nothing": lambda clock: Limited(RATE, clock=clock),
    "it tells what is left": lambda clock: Told(RATE, clock=clock),
}


class Clock:
    """A time that passes when it is moved."""

    def __init__(self) -> None:
        self.moment = 0.0

    def __call__(self) -> float:
        return self.moment


def send_all(server: Limited, clock: Clock) -> None:
    """Send as the command does, so many at a time: each request arrives, and is answered."""
    pacer, idle, left = Pacer(LONGEST, clock), WORKERS, TOTAL
    events: list[tuple[float, int, Turn, Answer | None]] = []
    numbers = count()
    while left or events:
        found = pacer.next_turn() if idle and left else inf
        if isinstance(found, Turn):
            idle, left = idle - 1, left - 1
            heappush(events, (clock.moment + LATENCY / 2, next(numbers), found, None))
            continue
        clock.moment = min([clock.moment + found, *(moment for moment, *_ in events[:1])])
        while events and events[0][0] <= clock.moment:
            _, _, turn, answer = heappop(events)
            if answer is None:
                heappush(events, (clock.moment + LATENCY / 2, next(numbers), turn, server(REQUEST)))
                continue
            idle += 1
            left += answer.status == 429
            (pacer.refused if answer.status == 429 else pacer.answered)(turn, answer.headers)


@pytest.mark.parametrize("name", SERVERS)
def test_a_limit_of_requests_is_kept_to_and_used(name: str) -> None:
    clock = Clock()
    server = SERVERS[name](clock)
    send_all(server, clock)
    assert len(server.let_in) == TOTAL
    assert server.refused < MOST_REFUSED * (TOTAL + server.refused)
    # The limit alone costs two seconds; a pause and a gentler pace come on top.
    assert 2 <= clock.moment < 5


@pytest.mark.parametrize(
    ("told", "tokens", "in_flight", "seconds"),
    [
        ({"remaining-requests": "10", "reset-requests": "1s"}, 0, 0, 0.1),
        ({"remaining-requests": "12", "reset-requests": "1s"}, 0, 2, 0.1),
        ({"remaining-requests": "2", "reset-requests": "1s"}, 0, 9, 1.0),
        ({"remaining-tokens": "1200", "reset-tokens": "500ms"}, 100, 2, 0.05),
        ({"remaining-tokens": "5", "reset-tokens": "2s"}, 0, 1, 0.5),
        ({"remaining-requests": "0", "reset-requests": "24h"}, 0, 0, LONGEST),
        ({"remaining-requests": "9", "reset-requests": "0s"}, 0, 0, 0.0),
        ({"remaining-requests": "-9", "reset-requests": "1s"}, 0, 0, 0.0),
        ({"remaining-requests": "9"}, 0, 0, 0.0),
    ],
)
def test_what_is_left_is_spread_over_the_time_until_there_is_more(
    told: dict[str, str], tokens: int, in_flight: int, seconds: float
) -> None:
    pacer = Pacer(LONGEST, Clock())
    answered, *_ = [turn_of(pacer) for _ in range(in_flight + 1)]
    pacer.answered(answered, {f"x-ratelimit-{name}": text for name, text in told.items()}, tokens)
    turn_of(pacer)
    assert waits(pacer) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("asked", "pauses"),
    [
        ({}, [0.5, 1.0, 2.0]),
        ({"retry-after": "1"}, [1.0, 1.0, 2.0]),
        ({"retry-after-ms": "100"}, [0.1, 1.0, 2.0]),
        ({"retry-after": "3600"}, [LONGEST] * 3),
    ],
)
def test_each_refusal_of_a_probe_is_a_longer_pause(
    asked: dict[str, str], pauses: list[float]
) -> None:
    clock = Clock()
    pacer = Pacer(LONGEST, clock)
    for seconds in pauses:
        turn = turn_of(pacer)
        assert turn.is_probe == (clock.moment > 0)
        if turn.is_probe:
            assert pacer.next_turn() == inf
        pacer.refused(turn, asked)
        assert waits(pacer) == pytest.approx(seconds)
        clock.moment += seconds


def test_after_a_pause_it_goes_on_a_little_slower_than_it_was_let_in() -> None:
    clock = Clock()
    pacer = Pacer(LONGEST, clock)
    turns = [turn_of(pacer) for _ in range(12)]
    late = turns.pop()
    for turn in turns[:-1]:
        pacer.answered(turn, {})
    pacer.refused(turns[-1], {})
    clock.moment = 1.0
    pacer.answered(turn_of(pacer), {})
    # What was sent before the pause tells nothing of the pace since.
    pacer.refused(late, {"retry-after": "30"})
    turn_of(pacer)
    assert waits(pacer) == pytest.approx(1 / (BELOW * 11))


def turn_of(pacer: Pacer) -> Turn:
    found = pacer.next_turn()
    assert isinstance(found, Turn)
    return found


def waits(pacer: Pacer) -> float:
    found = pacer.next_turn()
    return 0.0 if isinstance(found, Turn) else found
