"""The finished answer of what is stored, where a server gives its events no more."""

from typing import TYPE_CHECKING

from ...base.errors import AccessError, ApiError, RateLimitError, ServerError
from ..http.request import Request
from ..http.streaming import StoredStream

if TYPE_CHECKING:
    from ..declare.job_kind import JobKind
    from ..http.client import Answer
    from ..session import Session

# What these say holds for the answer as well as for its events, or will have passed soon.
NO_REFUSALS = (AccessError, RateLimitError, ServerError)


def stored_answer(
    session: "Session",
    job_kind: "JobKind | None",
    request: Request,
    reader: object,
    refused: ApiError,
    instead: str,
) -> "Answer":
    """Return the finished answer, and say that it stands for the events that a server refused.

    Servers say in many words that events are too old, or never were kept: if they have the answer,
    it was that. Raises the refusal if not. What is not finished yet is waited for.
    """
    plain = reader.whole(request) if isinstance(reader, StoredStream) else None
    if job_kind is None or plain is None or isinstance(refused, NO_REFUSALS):
        raise refused
    assert isinstance(reader, StoredStream)
    reader.way_on = (*job_kind.shown_by, str(reader.stored_id))
    try:
        answer = session.client.send(plain)
        is_one = answer.is_json and isinstance(answer.document, dict)
    except ApiError:
        is_one = False
    if not is_one:
        reader.way_on = ()
        raise refused
    said = refused.message.rstrip(".")
    session.notices.say(f"The events cannot be had ({said}): {instead}.")
    return wait_for_stored(session, job_kind, plain, reader, answer)


def wait_for_stored(
    session: "Session", job_kind: "JobKind", plain: Request, reader: StoredStream, answer: "Answer"
) -> "Answer":
    """Wait for the end of what an answer shows, if it goes on; return its last state."""
    from .polled_job import PolledJob
    from .polling import wait_for_jobs
    from .wait_limits import WaitLimits

    document = answer.document
    status = document.get("status") if isinstance(document, dict) else None
    if not isinstance(status, str) or job_kind.has_ended(document):
        return answer
    # Who interrupts the waiting is told by it how to go on.
    reader.way_on = ()
    job = PolledJob((str(reader.stored_id),), job_kind, plain, answer)
    return wait_for_jobs(session, [job], WaitLimits(), draws=False)[0]
