"""Uploads: a large file in parts, put together in the order that its sender names."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now
from .files import add_file

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..requests.forms import ReceivedFile
    from ..state.blobs import Blobs
    from ..state.store import Document, Record

LIFETIME = 3600
MOST_BYTES = 8 << 30
MOST_PART_BYTES = 64 << 20
UPLOADS = StoredResource(kind="upload", noun="upload", collection="/uploads", parameter="upload_id")


async def create(call: ApiCall) -> Document:
    """Begin an upload."""
    size = call.body["bytes"]
    if not 0 < size <= MOST_BYTES:
        message = f"Invalid 'bytes': an upload has between 1 and {MOST_BYTES} bytes, not {size}."
        raise Refusal(message, param="bytes", code="invalid_value")
    created = now()
    document = call.keeping_unknown(
        {
            "id": new_id("upload_"),
            "object": "upload",
            "bytes": size,
            "created_at": created,
            "filename": call.body["filename"],
            "purpose": call.body["purpose"],
            "status": "pending",
            "expires_at": created + LIFETIME,
            "file": None,
        }
    )
    hidden: Document = {"expires_after": call.body.get("expires_after"), "parts": []}
    call.sandbox.store.add("upload", document, hidden)
    return document


async def add_part(call: ApiCall) -> Document:
    """Add a part to an upload that is still open."""
    upload = pending(call)
    data: ReceivedFile = call.body["data"]
    if data.size > MOST_PART_BYTES:
        message = f"A part has at most {MOST_PART_BYTES} bytes; this one has {data.size}."
        raise Refusal(message, param="data", code="part_too_large")
    part = {
        "id": new_id("part_"),
        "object": "upload.part",
        "created_at": now(),
        "upload_id": upload.document["id"],
    }
    with call.sandbox.store.transaction():
        call.sandbox.blobs.move(data.owner, part["id"])
        call.sandbox.store.add("upload.part", part)
        hidden = {**upload.hidden, "parts": [*upload.hidden["parts"], part["id"]]}
        call.sandbox.store.replace("upload", upload.document, hidden)
    return part


async def complete(call: ApiCall) -> Document:
    """Make the file of the parts that are named, in that order."""
    upload, order = pending(call), call.body["part_ids"]
    check_parts(upload, order)
    size = sum(call.sandbox.blobs.size(part) for part in order)
    if size != upload.document["bytes"]:
        expected = upload.document["bytes"]
        message = f"The parts have {size} bytes in all, but the upload was to have {expected}."
        raise Refusal(message, param="part_ids", code="bytes_mismatch")
    if "md5" in call.body:
        await check_digest(call.sandbox.blobs, order, call.body["md5"])
    upload = pending(call)
    return finish(call, upload, order)


def finish(call: ApiCall, upload: Record, order: list[str]) -> Document:
    """Turn the parts into a file, and forget those that were not named."""
    sandbox, document = call.sandbox, upload.document
    with sandbox.store.transaction():
        file = add_file(
            sandbox,
            filename=document["filename"],
            purpose=document["purpose"],
            expires_after=upload.hidden["expires_after"],
            sources=tuple(order),
        )
        forget_parts(call, upload)
        completed: Document = {**document, "status": "completed", "file": file}
        sandbox.store.replace("upload", completed)
    return completed


async def cancel(call: ApiCall) -> Document:
    """Give an upload up; no part can be added any more."""
    upload = pending(call)
    cancelled: Document = {**upload.document, "status": "cancelled"}
    with call.sandbox.store.transaction():
        forget_parts(call, upload)
        call.sandbox.store.replace("upload", cancelled)
    return cancelled


def forget_parts(call: ApiCall, upload: Record) -> None:
    """Remove an upload's parts, with the bytes that did not become a file."""
    for part in upload.hidden["parts"]:
        call.sandbox.blobs.delete(part)
        call.sandbox.store.delete("upload.part", part)


def pending(call: ApiCall) -> Record:
    """Return the upload if it is still open."""
    upload = UPLOADS.find(call)
    status = upload.document["status"]
    if status == "pending" and upload.document["expires_at"] <= now():
        status = "expired"
        call.sandbox.store.replace("upload", {**upload.document, "status": status})
    if status != "pending":
        message = f"The upload {upload.document['id']} is {status}; only a pending one can change."
        raise Refusal(message, code="upload_not_pending")
    return upload


def check_parts(upload: Record, order: list[str]) -> None:
    """Refuse parts that the upload does not have, or one twice."""
    for part in order:
        if part not in upload.hidden["parts"]:
            message = f"The upload has no part '{part}'."
            raise Refusal(message, param="part_ids", code="part_not_found")
    if len(set(order)) < len(order):
        raise Refusal("A part is named twice.", param="part_ids", code="duplicate_part")


async def check_digest(blobs: Blobs, order: list[str], expected: str) -> None:
    """Refuse bytes that are not those whose MD5 was given."""
    digest = hashlib.md5(usedforsecurity=False)
    for part in order:
        for piece in blobs.read(part):
            digest.update(piece)
            await asyncio.sleep(0)
    if digest.hexdigest() != expected.lower():
        message = f"The bytes have the MD5 {digest.hexdigest()}, not {expected}."
        raise Refusal(message, param="md5", code="checksum_mismatch")


HANDLERS: dict[str, Handler] = {
    "POST /uploads": create,
    "POST /uploads/{upload_id}/parts": add_part,
    "POST /uploads/{upload_id}/complete": complete,
    "POST /uploads/{upload_id}/cancel": cancel,
}
