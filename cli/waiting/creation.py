"""What is created and then seen through to its end."""

from typing import TYPE_CHECKING, Any

from ...base.errors import InputError, NetworkError
from ..call import Call
from ..declare.endpoint import Endpoint
from ..declare.job_kind import JobKind
from .ending import EndedJob, check_ends, write_ended
from .polling import wait_for
from .status_requests import endpoint_of, path_keys, request_to_save
from .wait_limits import WaitLimits

if TYPE_CHECKING:
    from ..http.client import Answer


def limits_of(call: Call, *, streams: bool) -> WaitLimits:
    """Return how long to wait; raises InputError for a stream, which ends when its job does."""
    if streams:
        raise InputError(
            f"oai {call.endpoint.name}: a stream is followed to its end already.",
            hint="Leave out --wait, or --stream.",
        )
    return WaitLimits.given(call.values)


def wait_for_created(call: Call, job_kind: JobKind, answer: "Answer", limits: WaitLimits) -> None:
    """Wait for the end of what an answer says was created; write that, or save what it made."""
    call.remember_ids(answer.document)
    shown = endpoint_of(call.session.root, job_kind)
    ids = _ids(call, shown, answer.document)
    last = wait_for(call.session, job_kind, ids, answer, limits)
    printer = call.session.printer(shown.view, "-".join(shown.path))
    ended = [EndedJob(ids, last)]
    if job_kind.saved_by and not printer.to_stdout and printer.format == "auto":
        from ..transfers.download_each import download

        check_ends(call.session, job_kind, ended)
        request = request_to_save(call.session.root, job_kind, ids)
        download(call.session, request, printer, ids[-1])
        return
    write_ended(call.session, job_kind, printer, ended)


def _ids(call: Call, shown: Endpoint, document: Any) -> tuple[str, ...]:
    """Return what the path to a created job is made of: its own id, and what it is in."""
    *keys, _ = path_keys(shown)
    known = document if isinstance(document, dict) else {}
    found = [call.values.get(key) or known.get(key) for key in keys]
    found.append(known.get("id"))
    if not all(found):
        raise NetworkError(
            "It was created, but the server's answer does not say by which id to wait for it.",
            hint="Look at it with --format raw, without --wait.",
        )
    return tuple(map(str, found))
