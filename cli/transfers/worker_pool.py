"""Many things to do, several at once: threads that never keep the program from ending."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from ...base.errors import AccessError, OaiError
from ...base.signals import interrupts_for_main

Item = TypeVar("Item")
Value = TypeVar("Value")
FORBIDDEN = 403
# Whoever waits for the network may not notice; what else they do ends within this.
JOIN_TIMEOUT = 0.2


class StoppedError(Exception):
    """The work was given up elsewhere, where the reason is known."""


@dataclass(frozen=True)
class Outcome(Generic[Item, Value]):
    """What came of one thing."""

    item: Item
    values: tuple[Value, ...] = ()
    error: BaseException | None = None

    def value(self) -> Value:
        """Return what was made, or raise what went wrong."""
        if self.error is not None:
            raise self.error
        return self.values[0]


def concerns_all(error: BaseException) -> bool:
    """Tell whether what went wrong with one thing goes wrong with the others too."""
    wrong_key = isinstance(error, AccessError) and error.status != FORBIDDEN
    return wrong_key or not isinstance(error, OaiError)


class WorkerPool(Generic[Item, Value]):
    """Works through the items in order, `at_once` at a time; `stop` tells all to drop them.

    If it is all or nothing, no more is begun after a failure; what is under way goes on.
    """

    def __init__(
        self,
        work: Callable[[Item], Value],
        items: Sequence[Item],
        at_once: int,
        *,
        all_or_nothing: bool = False,
    ) -> None:
        self.stop = threading.Event()
        self._work = work
        self._todo: SimpleQueue[Item] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome[Item, Value] | None] = SimpleQueue()
        self._all_or_nothing = all_or_nothing
        self._called_off = threading.Event()
        for item in items:
            self._todo.put(item)
        self._threads = [
            threading.Thread(target=self._worker, daemon=True)
            for _ in range(min(at_once, len(items)))
        ]

    def __iter__(self) -> Iterator[Outcome[Item, Value]]:
        """Give the outcomes as they come, until all work is done or was called off."""
        with interrupts_for_main():
            for thread in self._threads:
                thread.start()
        working = len(self._threads)
        try:
            while working:
                outcome = self._outcomes.get()
                if outcome is None:
                    working -= 1
                else:
                    yield outcome
        finally:
            self._leave()

    def rest(self) -> Iterator[Outcome[Item, Value]]:
        """Give what went well, but was not taken before the work was dropped."""
        with suppress(Empty):
            while True:
                outcome = self._outcomes.get_nowait()
                if outcome is not None and outcome.error is None:
                    yield outcome

    def _worker(self) -> None:
        try:
            while not (self._called_off.is_set() or self.stop.is_set()):
                self._outcomes.put(self._outcome(self._todo.get_nowait()))
        except Empty:
            pass
        finally:
            self._outcomes.put(None)

    def _outcome(self, item: Item) -> Outcome[Item, Value]:
        try:
            return Outcome(item, (self._work(item),))
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is wanted
            if self._all_or_nothing:
                self._called_off.set()
            return Outcome(item, error=error)

    def _leave(self) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join(JOIN_TIMEOUT / len(self._threads))
