"""How fast `--now` sends, against servers with a limit: in a time that costs none."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable

import pytest

from oai.commands.batches.runner.now.pacing import Pacer
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


class Leaping(selectors.DefaultSelector):
    """Waits for no event: what would be waited is added to the time."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Let the time pass at once."""
        self.moment += timeout or 0.0
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock leaps to the next thing that is to happen."""

    def __init__(self) -> None:
        self._leaping = Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        """Return the seconds that would have passed."""
        return self._leaping.moment


async def send_all(server: Limited, clock: Callable[[], float]) -> float:
    """Send as the command does, so many at a time; return how long that took."""
    pacer = Pacer(60.0, clock)
    left = iter(range(TOTAL))

    async def work() -> None:
        for _ in left:
            while not await was_let_in():
                pass

    async def was_let_in() -> bool:
        turn = await pacer.turn()
        await asyncio.sleep(LATENCY / 2)
        answer: Answer = server(REQUEST)
        await asyncio.sleep(LATENCY / 2)
        if answer.status == 429:
            pacer.refused(turn, answer.headers)
            return False
        pacer.answered(turn, answer.headers)
        return True

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    return clock()


@pytest.mark.parametrize("name", SERVERS)
def test_a_limit_of_requests_is_kept_to_and_used(name: str) -> None:
    loop = LeapingLoop()
    server = SERVERS[name](loop.time)
    took = loop.run_until_complete(send_all(server, loop.time))
    loop.close()
    assert len(server.let_in) == TOTAL
    assert server.refused < MOST_REFUSED * (TOTAL + server.refused)
    # The limit alone costs two seconds; a pause and a gentler pace come on top.
    assert 2 <= took < 5
