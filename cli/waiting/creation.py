"""What is created and then seen through to its end."""

from typing import TYPE_CHECKING, Any

from ...base.errors import InputError, NetworkError
from ..call import Call
from ..declare.endpoint import Endpoint
from ..declare.life import Life
from .asking import endpoint_of, path_keys, request_to_save
from .ending import Ended, check_ends, write_ended
from .limits import Limits
from .polling import wait_for

if TYPE_CHECKING:
    from ..http.client import Answer


def limits_of(call: Call, *, streams: bool) -> Limits:
    """Return how long to wait; raises InputError for a stream, which ends when its job does."""
    if streams:
        raise InputError(
            f"oai {call.endpoint.name}: a stream is followed to its end already.",
            hint="Leave out --wait, or --stream.",
        )
    return Limits.given(call.values)


def see_through(call: Call, life: Life, answer: "Answer", limits: Limits) -> None:
    """Wait for the end of what an answer says was created; write that, or save what it made."""
    call.leave_ids(answer.document)
    shown = endpoint_of(call.session.root, life)
    ids = _ids(call, shown, answer.document)
    last = wait_for(call.session, life, ids, answer, limits)
    printer = call.session.printer(shown.view, "-".join(shown.path))
    ended = [Ended(ids, last)]
    if life.saved_by and not printer.to_stdout and printer.format == "auto":
        from ..transfers.download_each import download

        check_ends(call.session, life, ended)
        request = request_to_save(call.session.root, life, ids)
        download(call.session, request, printer, ids[-1])
        return
    write_ended(call.session, life, printer, ended)


def _ids(call: Call, shown: Endpoint, document: Any) -> tuple[str, ...]:
    """Return what the path to a created thing is made of: its own id, and what it is in."""
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
