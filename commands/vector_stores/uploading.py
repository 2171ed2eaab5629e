"""Files on their way to a vector store: uploaded several at once, before they are attached."""

from collections.abc import Iterator, Sequence
from typing import Any

from ...base.errors import (
    AccessError,
    InterruptedByUser,
    NetworkError,
    OaiError,
    RateLimitError,
    ServerError,
)
from ...cli.http.client import id_of
from ...cli.http.request import FilePart
from ...cli.session import Session
from ...cli.transfers.board import board
from ...cli.transfers.plan import UploadPlan
from ...cli.transfers.upload import FileSender
from ...cli.transfers.worker_pool import Outcome, StoppedError, WorkerPool

PURPOSE = "assistants"
AT_ONCE = 4
# So many are attached together: the API takes more, but nobody wants to wait for them in vain.
GROUP = 100
# What stops one file will stop the next one too.
GENERAL = (AccessError, InterruptedByUser, NetworkError, RateLimitError, ServerError)


def uploads(
    session: Session, files: Sequence[FilePart], at_once: int
) -> Iterator[Outcome[int, str]]:
    """Upload the files; give for each its number with the new id, or with what went wrong.

    Whatever is not a single file's fault is raised, once what is under way has come to its end.
    """
    # Threads share it: it must be there before they begin.
    _ = session.client
    color = session.settings.get("color").value
    failure: BaseException | None = None
    with board(session.notices, color, quiet=session.options.quiet) as shown:
        sender = FileSender(session, {"purpose": PURPOSE}, UploadPlan(), shown)

        def send(number: int) -> str:
            if failure is not None:
                raise StoppedError
            return id_of(sender.send(files[number]))

        for outcome in WorkerPool(send, range(len(files)), at_once):
            if is_single(outcome.error):
                yield outcome
            else:
                failure = failure or outcome.error
    if failure is not None:
        raise failure


def is_single(error: BaseException | None) -> bool:
    """Tell whether an outcome says nothing about the other files."""
    return error is None or (isinstance(error, OaiError) and not isinstance(error, GENERAL))


def groups(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Give the items, as many at a time as are attached together."""
    for start in range(0, len(items), GROUP):
        yield items[start : start + GROUP]


def failure_of(document: Any) -> str | None:
    """Return why a file in a vector store cannot be searched; None if it can be, or will."""
    if not isinstance(document, dict):
        return "the vector store does not have it"
    if document.get("status") in ("failed", "cancelled"):
        error = document.get("last_error") or {}
        return str(error.get("message") or f"its processing was {document['status']}").rstrip(".")
    return None
