"""Uploading files by the one request that takes a file: one after another, with a bar each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .body import file_part
from .call import Call
from .errors import JobError, OaiError
from .progress import meter
from .request import FilePart, Request

if TYPE_CHECKING:
    from .client import Answer


def upload_each(
    call: Call, sources: Sequence[Path | FilePart] | None, filename: str | None
) -> None:
    """Send a request for each file; raises JobError if some of several failed."""
    requests = [_request(call, source, filename) for source in sources or []]
    if not requests:
        call.request()
    elif call.shows_only:
        call.show(*requests)
    elif len(requests) == 1:
        call.write(_send(call, requests[0]))
    else:
        _send_all(call, requests)


def _request(call: Call, source: Path | FilePart, filename: str | None) -> Request:
    call.values["file"] = file_part("file", source, filename)
    return call.request()


def _send(call: Call, request: Request) -> "Answer":
    with meter(request.files[0].filename, _total(request), call.printer.color) as progress:
        request.on_read = progress.advance
        return call.session.client.send(request)


def _total(request: Request) -> int:
    return sum(_size(file) for file in request.files)


def _size(file: FilePart) -> int:
    return file.source.stat().st_size if isinstance(file.source, Path) else len(file.source)


def _send_all(call: Call, requests: list[Request]) -> None:
    done: list[Any] = []
    failures: list[tuple[str, OaiError]] = []
    for request in requests:
        try:
            done.append(_send(call, request).document)
        except OaiError as error:
            call.session.notices.say(f"{request.files[0].filename}: {error.message}")
            failures.append((request.files[0].filename, error))
    if done:
        call.printer.items([done], lambda: {"object": "list", "data": done})
    if failures:
        names = ", ".join(name for name, _ in failures)
        raise JobError(f"{len(failures)} of {len(requests)} files were not uploaded: {names}.")
