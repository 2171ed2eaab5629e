"""How fast `--now` sends, against servers with a limit: in a time that costs none."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from math import inf

import pytest

from oai.commands.batches.runner.now.pacing import Pacer, Turn
from tests.batches.limited import Limited, Told
from tests.support.answers import Answer
from tests.support.wire import Request

RATE, TOTAL, WORKERS, LATENCY = 200, 500, 16, 0.02
MOST_REFUSED = 0.05
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
    pacer, idle, left = Pacer(60.0, clock), WORKERS, TOTAL
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
