"""Files: uploaded, listed, downloaded whole or in part, and gone when their time is over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..requests.forms import ReceivedFile
    from ..state.blobs import Blobs
    from ..state.store import Document

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Files(StoredResource):
    """Files, whose bytes go with them."""

    async def delete(self, call: ApiCall) -> Document:
        """Delete a file and its bytes."""
        deleted = await super().delete(call)
        call.sandbox.blobs.delete(deleted["id"])
        return deleted


FILES = Files(
    kind="file",
    noun="File object",
    collection="/files",
    parameter="file_id",
    limit=10_000,
    filters=("purpose",),
)


def add_file(
    sandbox: Sandbox,
    *,
    filename: str,
    purpose: str,
    expires_after: Mapping[str, Any] | None = None,
    sources: tuple[str, ...] = (),
) -> Document:
    """Make a file of the bytes of other owners, one after another."""
    identifier, created = new_id("file-"), now()
    with sandbox.store.transaction():
        for source in sources:
            sandbox.blobs.move(source, identifier)
        document = {
            "object": "file",
            "id": identifier,
            "purpose": purpose,
            "filename": filename,
            "bytes": sandbox.blobs.size(identifier),
            "created_at": created,
            "expires_at": created + expires_after["seconds"] if expires_after else None,
            "status": "processed",
            "status_details": None,
        }
        sandbox.store.add("file", document)
    return document


async def upload(call: ApiCall) -> Document:
    """Keep an uploaded file."""
    part: ReceivedFile = call.body["file"]
    return add_file(
        call.sandbox,
        filename=part.filename,
        purpose=call.body["purpose"],
        expires_after=call.body.get("expires_after"),
        sources=(part.owner,),
    )


async def download(call: ApiCall) -> Response:
    """Send a file's bytes."""
    return send(call, FILES.find(call).document)


def send(call: ApiCall, file: Document) -> Response:
    """Send the bytes of an object with a name, or the part of them that is asked for."""
    size = file["bytes"]
    start, stop = requested_range(call.headers, etag(file), size)
    whole = (start, stop) == (0, size)
    headers = {**content_headers(file), "content-length": str(stop - start)}
    if not whole:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    content = send_bytes(call.sandbox.blobs, file["id"], start, stop)
    return StreamingResponse(content, 200 if whole else 206, headers)


def content_headers(file: Document) -> dict[str, str]:
    """Return the headers that say what is sent and under which name."""
    name = file["filename"]
    plain = re.sub(r"[^ -~]|[\"\\]", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {
        "content-type": "application/octet-stream",
        "content-disposition": disposition,
        "accept-ranges": "bytes",
        "etag": etag(file),
    }


def etag(file: Document) -> str:
    """Return what changes when the bytes do: never, for one id."""
    return f'"{file["id"]}"'


def requested_range(headers: Mapping[str, str], tag: str, size: int) -> tuple[int, int]:
    """Return from where to where to send."""
    asked = RANGE.fullmatch(headers.get("range", ""))
    if asked is None or headers.get("if-range", tag) != tag or not any(asked.groups()):
        return 0, size
    first, last = asked.groups()
    if first:
        start, stop = int(first), min(int(last) + 1 if last else size, size)
    else:
        start, stop = max(size - int(last), 0), size
    if start >= size or start >= stop:
        message = f"The requested range is outside the file, which has {size} bytes."
        raise Refusal(message, status=416, param="range", code="invalid_range")
    return start, stop


async def send_bytes(blobs: Blobs, owner: str, start: int, stop: int) -> AsyncIterator[bytes]:
    """Yield the bytes, a piece at a time."""
    for piece in blobs.read(owner, start, stop):
        yield piece


HANDLERS: dict[str, Handler] = {
    "POST /files": upload,
    "GET /files/{file_id}/content": download,
    **FILES.serve("list", "get", "delete"),
}
