"""The waiting itself: asks, politely, until everything has ended or the time is over."""

import shlex
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ...base.errors import (
    ApiError,
    InterruptedByUser,
    NetworkError,
    OaiError,
    RateLimitError,
    ServerError,
    WaitTimeoutError,
)
from ...base.humane import duration
from ..declare.life import Life
from ..http.request import Request
from ..http.retries import RETRIED_STATUSES
from ..session import Session
from .asking import request_for
from .board import Board, board
from .limits import Limits, Until
from .thing import Thing

if TYPE_CHECKING:
    from ..http.client import Answer

Send = Callable[[Request], "Answer"]
News = Callable[["Answer", Send, Board], None]


def wait_for(
    session: Session,
    life: Life,
    ids: Sequence[str],
    begun: "Answer | None" = None,
    limits: Limits | None = None,
    again: Sequence[str] = (),
) -> "Answer":
    """Wait until the thing with these ids (in the order of the path) has ended, however it did.

    `begun` is the answer that created it; `again` are the words behind `oai` that take it up
    again, if that is another command than `wait`. Raises WaitTimeoutError and InterruptedByUser,
    with that command as their hint; failures of the network are waited out.
    """
    thing = Thing(tuple(ids), life, request_for(session.root, life, ids), begun)
    return wait_for_things(session, [thing], limits or Limits(), again=again)[0]


def wait_for_things(
    session: Session,
    things: list[Thing],
    limits: Limits,
    *,
    again: Sequence[str] = (),
    news: News | None = None,
    draws: bool = True,
) -> "list[Answer]":
    """Wait until all of them have ended; return their last answers.

    `news` is called with each answer before it counts: if it fails, there will be another one.
    Where something else is drawn on the terminal, nothing here `draws`: lines are said.
    """
    waiting = _Waiting(session, things, limits, again, news)
    try:
        waiting.start()
        if waiting.pending:
            with board(session, things, draws=draws) as shown:
                waiting.run(shown)
    except KeyboardInterrupt:
        raise waiting.interrupted() from None
    except WaitTimeoutError:
        raise
    except OaiError as error:
        if all(thing.answer for thing in things):
            error.advise(waiting.take_up())
        raise
    finally:
        waiting.close()
    return [thing.answer for thing in things if thing.answer is not None]


class _Waiting:
    """What one waiting needs: the things, the time that is left, a client that does not insist."""

    def __init__(
        self,
        session: Session,
        things: list[Thing],
        limits: Limits,
        again: Sequence[str],
        news: News | None,
    ) -> None:
        from ..http.client import Client

        self._session = session
        self._things = things
        self._limits = limits
        self._again = again
        self._news = news
        self._deadline = limits.deadline()
        self._patience = session.patience
        once = {**asdict(self._patience), "max_retries": 0}
        until = Until(**once, deadline=self._deadline if limits.timeout else None)
        self._client = Client(session.target, until, session.notices)

    @property
    def pending(self) -> list[Thing]:
        """The things that have not ended yet."""
        return [thing for thing in self._things if not thing.has_ended]

    def start(self) -> None:
        """Take note of what was just created."""
        for thing in self._things:
            thing.start(self._limits, self._patience.max_wait)

    def run(self, shown: Board) -> None:
        """Ask for one thing after another, each when it is its turn."""
        while pending := self.pending:
            thing = min(pending, key=lambda item: item.next_at)
            self._sleep(thing.next_at)
            self._ask(thing, shown)
            shown.tell(thing)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def interrupted(self) -> InterruptedByUser:
        """Return the error for Ctrl-C: it ends the waiting and nothing else."""
        return InterruptedByUser(f"Interrupted; {self._names()} on.", hint=self.take_up())

    def take_up(self) -> str:
        """Say how to go on with the waiting."""
        first = self._things[0]
        names = [thing.name for thing in self.pending or self._things]
        words = self._again or (*first.life.waited_for_by, *first.ids[:-1], *names)
        return f"Take it up again with: {self._session.options.command(*words)}"

    def _ask(self, thing: Thing, shown: Board) -> None:
        try:
            answer = self._client.send(thing.request)
            if self._news is not None:
                self._news(answer, self._client.send, shown)
            thing.hear(answer, self._limits, self._patience.max_wait)
        except OaiError as error:
            if not _may_pass(error) or self._is_hopeless(thing):
                raise
            self._check_time()
            asked = error.retry_after if isinstance(error, ApiError) else None
            seconds = thing.miss(asked, self._patience.max_wait)
            reason = error.message.rstrip(".")
            self._session.notices.say(f"{reason}. Asking again in {seconds:.1f} s.")

    def _is_hopeless(self, thing: Thing) -> bool:
        """A thing that was never seen gets the usual tries; one that is there is waited for."""
        return thing.answer is None and thing.failures >= self._patience.max_retries

    def _sleep(self, until: float) -> None:
        end = until if self._deadline is None else min(until, self._deadline)
        time.sleep(max(0.0, end - time.monotonic()))
        self._check_time()

    def _check_time(self) -> None:
        if self._deadline is None or time.monotonic() < self._deadline:
            return
        if not self._limits.timeout and not all(thing.was_asked for thing in self.pending):
            # No time to wait at all is time for one look.
            return
        waited = duration(self._limits.timeout or 0)
        told = ", ".join(f"{thing.name} ({thing.told})" for thing in self.pending)
        raise WaitTimeoutError(f"After {waited} still waiting for {told}.", hint=self.take_up())

    def _names(self) -> str:
        pending = self.pending
        names = shlex.join(thing.name for thing in pending)
        return f"{names} {'goes' if len(pending) == 1 else 'go'}"


def _may_pass(error: OaiError) -> bool:
    """Tell whether a failure says nothing of the thing: the network, the load, the server."""
    if isinstance(error, RateLimitError):
        return not error.is_out_of_quota
    if isinstance(error, ApiError):
        return isinstance(error, ServerError) or error.status in RETRIED_STATUSES
    return isinstance(error, NetworkError)
