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
from ...base.formatting import duration
from ..declare.job_kind import JobKind
from ..http.request import Request
from ..http.retries import RETRIED_STATUSES
from ..session import Session
from .polled_job import PolledJob
from .status_display import StatusDisplay, status_display
from .status_requests import request_for
from .wait_limits import DeadlinePolicy, WaitLimits

if TYPE_CHECKING:
    from ..http.client import Answer

Send = Callable[[Request], "Answer"]
News = Callable[["Answer", Send, StatusDisplay], None]


def wait_for(
    session: Session,
    job_kind: JobKind,
    ids: Sequence[str],
    begun: "Answer | None" = None,
    limits: WaitLimits | None = None,
    again: Sequence[str] = (),
) -> "Answer":
    """Wait until the job with these ids (in the order of the path) has ended, however it did.

    `begun` is the answer that created it; `again` are the words behind `oai` that take it up
    again, if that is another command than `wait`. Raises WaitTimeoutError and InterruptedByUser,
    with that command as their hint; failures of the network are waited out.
    """
    job = PolledJob(tuple(ids), job_kind, request_for(session.root, job_kind, ids), begun)
    return wait_for_jobs(session, [job], limits or WaitLimits(), again=again)[0]


def wait_for_jobs(
    session: Session,
    jobs: list[PolledJob],
    limits: WaitLimits,
    *,
    again: Sequence[str] = (),
    news: News | None = None,
    draws: bool = True,
) -> "list[Answer]":
    """Wait until all of them have ended; return their last answers.

    `news` is called with each answer before it counts: if it fails, there will be another one.
    Where something else is drawn on the terminal, nothing here `draws`: lines are said.
    """
    waiting = _Waiting(session, jobs, limits, again, news)
    try:
        waiting.start()
        if waiting.pending:
            with status_display(session, jobs, draws=draws) as shown:
                waiting.run(shown)
    except KeyboardInterrupt:
        raise waiting.interrupted() from None
    except WaitTimeoutError:
        raise
    except OaiError as error:
        if all(job.answer for job in jobs):
            error.advise(waiting.take_up())
        raise
    finally:
        waiting.close()
    return [job.answer for job in jobs if job.answer is not None]


class _Waiting:
    """What one waiting needs: the jobs, the time that is left, a client that does not insist."""

    def __init__(
        self,
        session: Session,
        jobs: list[PolledJob],
        limits: WaitLimits,
        again: Sequence[str],
        news: News | None,
    ) -> None:
        from ..http.client import Client

        self._session = session
        self._jobs = jobs
        self._limits = limits
        self._again = again
        self._news = news
        self._deadline = limits.deadline()
        self._retry_policy = session.retry_policy
        once = {**asdict(self._retry_policy), "max_retries": 0}
        until = DeadlinePolicy(**once, deadline=self._deadline if limits.timeout else None)
        self._client = Client(session.target, until, session.notices)

    @property
    def pending(self) -> list[PolledJob]:
        """The jobs that have not ended yet."""
        return [job for job in self._jobs if not job.has_ended]

    def start(self) -> None:
        """Take note of what was just created."""
        for job in self._jobs:
            job.start(self._limits, self._retry_policy.max_wait)

    def run(self, shown: StatusDisplay) -> None:
        """Ask for one job after another, each when it is its turn."""
        while pending := self.pending:
            job = min(pending, key=lambda item: item.next_at)
            self._sleep(job.next_at)
            self._ask(job, shown)
            shown.tell(job)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def interrupted(self) -> InterruptedByUser:
        """Return the error for Ctrl-C: it ends the waiting and nothing else."""
        return InterruptedByUser(f"Interrupted; {self._names()} on.", hint=self.take_up())

    def take_up(self) -> str:
        """Say how to go on with the waiting."""
        first = self._jobs[0]
        names = [job.name for job in self.pending or self._jobs]
        words = self._again or (*first.job_kind.waited_for_by, *first.ids[:-1], *names)
        return f"Take it up again with: {self._session.options.command(*words)}"

    def _ask(self, job: PolledJob, shown: StatusDisplay) -> None:
        try:
            answer = self._client.send(job.request)
            if self._news is not None:
                self._news(answer, self._client.send, shown)
            job.on_response(answer, self._limits, self._retry_policy.max_wait)
        except OaiError as error:
            if not _may_pass(error) or self._is_hopeless(job):
                raise
            self._check_time()
            asked = error.retry_after if isinstance(error, ApiError) else None
            seconds = job.on_failure(asked, self._retry_policy.max_wait)
            reason = error.message.rstrip(".")
            self._session.notices.say(f"{reason}. Asking again in {seconds:.1f} s.")

    def _is_hopeless(self, job: PolledJob) -> bool:
        """A job that was never seen gets the usual tries; one that is there is waited for."""
        return job.answer is None and job.failures >= self._retry_policy.max_retries

    def _sleep(self, until: float) -> None:
        end = until if self._deadline is None else min(until, self._deadline)
        time.sleep(max(0.0, end - time.monotonic()))
        self._check_time()

    def _check_time(self) -> None:
        if self._deadline is None or time.monotonic() < self._deadline:
            return
        if not self._limits.timeout and not all(job.was_asked for job in self.pending):
            # No time to wait at all is time for one look.
            return
        waited = duration(self._limits.timeout or 0)
        jobs = ", ".join(f"{job.name} ({job.status_text})" for job in self.pending)
        raise WaitTimeoutError(f"After {waited} still waiting for {jobs}.", hint=self.take_up())

    def _names(self) -> str:
        pending = self.pending
        names = shlex.join(job.name for job in pending)
        return f"{names} {'goes' if len(pending) == 1 else 'go'}"


def _may_pass(error: OaiError) -> bool:
    """Tell whether a failure says nothing of the job: the network, the load, the server."""
    if isinstance(error, RateLimitError):
        return not error.is_out_of_quota
    if isinstance(error, ApiError):
        return isinstance(error, ServerError) or error.status in RETRIED_STATUSES
    return isinstance(error, NetworkError)
