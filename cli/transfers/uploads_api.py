"""The calls of the Uploads API, and the one of files that tells what became of an upload."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ...base.errors import ApiError, JobError, OaiError
from ...base.formatting import count
from ..http.client import id_of
from ..http.request import UNKNOWN_TYPE, FilePart, Request, fill_path
from ..http.source import Slice
from ..http.target import IDEMPOTENCY_KEY
from ..session import Session
from .open_upload import OpenUpload

ACCEPT = {"Accept": "application/json"}
# The standard library knows no type for these, and the server wants one that suits the purpose.
TYPES = {".jsonl": "text/jsonl"}


def creation(file: FilePart, size: int, fields: Mapping[str, Any]) -> Request:
    """Return the request that opens an upload."""
    suffix = file.filename[file.filename.rfind(".") :].lower() if "." in file.filename else ""
    body = {
        **fields,
        "filename": file.filename,
        "bytes": size,
        "mime_type": TYPES.get(suffix, file.content_type),
    }
    headers = {**ACCEPT, "Content-Type": "application/json"}
    # One that is opened twice does no harm: nothing goes there, and it expires.
    return Request("POST", "/uploads", body=body, headers=headers, idempotent=True)


def takes_no_parts(error: ApiError) -> bool:
    """Tell whether a refusal means that this file can go up in one piece only."""
    said = f"{error.param} {error.message}".lower()
    about_kind = error.status == 400 and ("purpose" in said or "mime" in said)
    return about_kind or error.status in (404, 405, 501)


def part_request(upload: OpenUpload, filename: str, content: Slice) -> Request:
    """Return the request that adds one part; a part that comes twice does no harm."""
    own_key = f"{upload.id}-{content.start}"
    return Request(
        "POST",
        fill_path("/uploads/{id}/parts", {"id": upload.id}),
        form=[],
        files=[FilePart("data", filename, UNKNOWN_TYPE, content)],
        headers={**ACCEPT, IDEMPOTENCY_KEY: own_key},
        idempotent=True,
    )


def add_part(session: Session, request: Request) -> str:
    """Send one part and return its id."""
    return id_of(session.client.send(request).document)


def complete(session: Session, upload: OpenUpload, md5: str) -> dict[str, Any]:
    """Let the server put the parts together, which it does once; return the file object."""
    body = {"part_ids": upload.part_ids(), "md5": md5}
    headers = {**ACCEPT, "Content-Type": "application/json"}
    path = fill_path("/uploads/{id}/complete", {"id": upload.id})
    request = Request("POST", path, body=body, headers=headers, idempotent=True)
    completed = session.client.send(request).document
    check_count(completed, upload.size)
    file: dict[str, Any] = (completed or {}).get("file") or completed
    check_count(file, upload.size)
    return file


def cancel(session: Session, upload: OpenUpload) -> None:
    """Give an upload up; one that is gone already, or cannot be reached, needs no care."""
    path = fill_path("/uploads/{id}/cancel", {"id": upload.id})
    with suppress(OaiError):
        session.client.send(Request("POST", path, headers=dict(ACCEPT)))


def completed_before(
    session: Session, upload: OpenUpload, filename: str, purpose: object
) -> dict[str, Any] | None:
    """Return the file that a completed upload became, whose answer was lost.

    The API does not say which: it is the newest of that name and size, since times in seconds
    cannot tell it from one that was uploaded just before.
    """
    query = [("purpose", str(purpose)), ("order", "desc"), ("limit", "100")]
    listed = session.client.send(Request("GET", "/files", query=query, headers=dict(ACCEPT)))
    files = listed.document.get("data", []) if isinstance(listed.document, dict) else []
    found = [
        file
        for file in files
        if (file.get("filename"), file.get("bytes")) == (filename, upload.size)
        and file.get("created_at", 0) >= upload.created_at
    ]
    return found[0] if found else None


def check_count(document: Any, size: int) -> None:
    """Refuse an answer that speaks of other bytes than were sent."""
    found = document.get("bytes") if isinstance(document, dict) else None
    if isinstance(found, int) and found != size:
        raise JobError(
            f"{count(size)} bytes were sent, but the server has {count(found)}:"
            f" {document.get('id')} is not the file.",
            hint="Delete it, and upload the file again.",
        )
