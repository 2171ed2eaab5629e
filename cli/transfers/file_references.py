"""Files that stand where the ids of uploaded files belong: `@path`, uploaded just in time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...base.errors import ApiError, NetworkError, OaiError
from ..http.client import id_of
from ..http.request import PendingUpload, Request
from ..ids.id_cache import remember_file
from ..output.terminal import can_redraw
from .upload import upload_file

if TYPE_CHECKING:
    from ..call import Call


@contextmanager
def uploaded(call: "Call", request: Request) -> Iterator[None]:
    """Upload what the request names, put the ids in, and say them again if it then fails."""
    # It refuses what could not be written afterwards, and nothing has been paid for yet.
    _ = call.printer
    ids: dict[tuple[str, str], str] = {}
    try:
        for file in request.pending_uploads:
            if (file, file.purpose) not in ids:
                ids[file, file.purpose] = _upload(call, file)
        request.body = {name: _named(value, ids) for name, value in request.body.items()}
        yield
    except (ApiError, NetworkError) as error:
        _remind(error, ids)
        raise


def _upload(call: "Call", file: PendingUpload) -> str:
    session = call.session
    document = upload_file(session, file.source, file.purpose)
    identifier = id_of(document)
    remember_file(session, document)
    if session.options.quiet or can_redraw(sys.stderr):
        # Elsewhere the last line of the upload has told the id.
        session.notices.say(f"Uploaded {file[1:]} as {identifier}.")
    return identifier


def _named(value: Any, ids: dict[tuple[str, str], str]) -> Any:
    if isinstance(value, list):
        return [_named(item, ids) for item in value]
    return ids[value, value.purpose] if isinstance(value, PendingUpload) else value


def _remind(error: OaiError, ids: dict[tuple[str, str], str]) -> None:
    """Nothing that was uploaded is lost: the next try can name it."""
    names = ", ".join(f"{text[1:]} is {identifier}" for (text, _), identifier in ids.items())
    if names:
        error.advise(f"Already uploaded, to be named by id: {names}.")
