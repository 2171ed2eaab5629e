"""How a waiting ends: the last state is written, and whatever did not go well is an error."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ...base.errors import InputError, JobError
from ..declare.job_kind import JobKind, status_of
from ..output.fields import lookup
from ..output.outcome import incomplete_reason, reason_of
from ..output.printer import Printer
from ..session import Session

if TYPE_CHECKING:
    from ..http.client import Answer


class EndedJob(NamedTuple):
    """A job whose waiting is over: its ids in the order of the path, and its last answer."""

    ids: tuple[str, ...]
    answer: "Answer"


def write_ended(
    session: Session, job_kind: JobKind, printer: Printer, ended: Sequence[EndedJob]
) -> None:
    """Write the last states, one as an object and several as a list; raises JobError."""
    documents = [each.answer.document for each in ended]
    if len(ended) > 1:
        printer.items([documents], lambda: {"object": "list", "data": documents})
    elif printer.kind == "raw":
        printer.raw([ended[0].answer.content])
    else:
        _write_one(printer, documents[0])
    for document in documents:
        if wanted := job_kind.wants(document):
            session.notices.say(wanted.said(session.options))
        if reason := None if _says_remarks(printer, documents) else incomplete_reason(document):
            session.notices.say(f"{document.get('id')} is incomplete: {reason}.")
    check_ends(session, job_kind, ended)


def check_several(printer: Printer, count: int) -> None:
    """Refuse, before anything is asked, to write several answers as one."""
    if count > 1 and printer.kind == "raw":
        raise InputError(
            "--format raw is one answer as it came, and these are several.",
            hint="Use --format json or jsonl.",
        )


def check_ends(session: Session, job_kind: JobKind, ended: Sequence[EndedJob]) -> None:
    """Raise JobError if something did not end well, or if a part of it failed."""
    failed = [each for each in ended if failure_reason(job_kind, each.answer.document)]
    if not failed:
        return
    told = "; ".join(_told(session, job_kind, each) for each in failed)
    several = f"{len(failed)} of {len(ended)} did not end well: " if len(ended) > 1 else ""
    look = session.options.command(*job_kind.look_at, *failed[0].ids)
    raise JobError(f"{several}{told}.", hint=f"See: {look}" if job_kind.look_at else None)


def _told(session: Session, job_kind: JobKind, each: EndedJob) -> str:
    document = each.answer.document
    more = job_kind.why(session, document)
    return f"{each.ids[-1]} {failure_reason(job_kind, document)}" + (f": {more}" if more else "")


def failure_reason(job_kind: JobKind, document: Any) -> str | None:
    """Return what went wrong with a job that has ended; None if nothing did."""
    status = status_of(document)
    if status in job_kind.bad:
        reason = reason_of(document)
        return f"has ended as {status}" + (f": {reason.rstrip('.')}" if reason else "")
    if any(_counts(document, field) for field in job_kind.broken):
        return f"is {status}, but not all of it went well ({job_kind.progress(document)})"
    return None


def _counts(document: Any, field: str) -> bool:
    number = lookup(document, field)
    return isinstance(number, int) and number > 0


def _says_remarks(printer: Printer, documents: Sequence[Any]) -> bool:
    """Tell whether the one that is written has its remarks said, the reason among them."""
    is_read = printer.kind in ("text", "table")
    return len(documents) == 1 and printer.view.remarks is not None and is_read


def _write_one(printer: Printer, document: Any) -> None:
    printer.object(document)
    if printer.view.prose:
        from ..output.footer import print_remarks

        print_remarks(printer, document)
