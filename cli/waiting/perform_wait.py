"""Waiting as a command of its own."""

from typing import TYPE_CHECKING, Any

from ..call import Call
from ..input.body import gather
from .ending import EndedJob, check_several, write_ended
from .polled_job import PolledJob
from .polling import wait_for_jobs
from .wait_limits import WaitLimits

if TYPE_CHECKING:
    from ..declare.endpoint import Endpoint
    from ..declare.job_kind import JobKind
    from ..declare.parameters import Parameter
    from ..session import Session


def perform_wait(
    session: "Session",
    job_kind: "JobKind",
    shown: "Endpoint",
    parameters: "tuple[Parameter, ...]",
    raw: dict[str, Any],
) -> None:
    """Wait for everything that was named, and write how it ended."""
    values = gather(parameters, raw, session.stdin, in_body=set())
    limits = WaitLimits.given(values)
    *shared, own = (item.key for item in parameters if item.place == "path")
    call = Call(shown, {key: values[key] for key in shared}, session)
    jobs = []
    for name in dict.fromkeys(values[own]):
        call.values[own] = name
        ids = (*(values[key] for key in shared), name)
        jobs.append(PolledJob(ids, job_kind, call.request()))
    if call.shows_only:
        call.show(*(job.request for job in jobs))
        return
    check_several(call.printer, len(jobs))
    answers = wait_for_jobs(session, jobs, limits)
    ended = [EndedJob(job.ids, answer) for job, answer in zip(jobs, answers, strict=True)]
    write_ended(session, job_kind, call.printer, ended)
