"""Batches of files for a vector store: one request for many, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.paging import page_of
from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from .vector_store_files import STORE_FILES, attach, file_request, settle
from .vector_store_objects import COUNTS, VECTOR_STORES, find_living

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Record

FILE_BATCHES = StoredResource(
    kind="vector_store.files_batch",
    noun="file batch",
    collection="/vector_stores/{vector_store_id}/file_batches",
    parameter="batch_id",
    parent=VECTOR_STORES,
    prefix="vsfb_",
)


async def create_batch(call: ApiCall) -> Document:
    """Put several files into a vector store."""
    store = find_living(call)
    requests = [file_request(call, given) for given in batch_requests(call.body)]
    batch = FILE_BATCHES.new({}, vector_store_id=store["id"])
    hidden = {"file_ids": [request["file"]["id"] for request in requests], "cancelled": False}
    call.sandbox.store.add(FILE_BATCHES.place(call), batch, hidden)
    for request in requests:
        attach(call.sandbox, store["id"], request)
    return shown(call, FILE_BATCHES.find(call, batch["id"]))


def batch_requests(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a batch asks for each of its files."""
    if ("file_ids" in body) is ("files" in body):
        text = "Exactly one of 'file_ids' and 'files' must be provided."
        raise Refusal(text, param="file_ids")
    if "files" in body:
        return list(body["files"])
    shared = {name: body.get(name) for name in ("attributes", "chunking_strategy")}
    return [{**shared, "file_id": identifier} for identifier in body["file_ids"]]


def batch_files(call: ApiCall, record: Record) -> list[Document]:
    """Return the files of a batch that are still in the vector store."""
    place = STORE_FILES.within(record.document["vector_store_id"])
    found = [call.sandbox.store.get(place, one) for one in record.hidden["file_ids"]]
    return [file.document for file in found if file is not None]


def shown(call: ApiCall, record: Record) -> Document:
    """Return a batch as it is now."""
    statuses = [file["status"] for file in batch_files(call, record)]
    counts = {status: statuses.count(status) for status in COUNTS}
    status = "in_progress" if counts["in_progress"] else "completed"
    return {
        **record.document,
        "status": "cancelled" if record.hidden["cancelled"] else status,
        "file_counts": {**counts, "total": len(statuses)},
    }


async def get_batch(call: ApiCall) -> Document:
    """Show one batch."""
    return shown(call, FILE_BATCHES.find(call))


async def cancel_batch(call: ApiCall) -> Document:
    """Leave the files of a batch that are not read yet."""
    record = FILE_BATCHES.find(call)
    if shown(call, record)["status"] != "in_progress":
        raise Refusal(f"The file batch {record.document['id']} is not in progress.", status=409)
    hidden = {**record.hidden, "cancelled": True}
    call.sandbox.store.replace(FILE_BATCHES.place(call), record.document, hidden)
    for file in batch_files(call, record):
        settle(call.sandbox, {**file, "status": "cancelled"})
    return shown(call, FILE_BATCHES.find(call))


async def list_batch_files(call: ApiCall) -> Document:
    """List the files of a batch."""
    files = batch_files(call, FILE_BATCHES.find(call))
    status = call.query.get("filter")
    return page_of(
        files, call.query, order="desc", wanted=lambda file: status in (None, file["status"])
    )


BATCH = "/vector_stores/{vector_store_id}/file_batches/{batch_id}"
HANDLERS: dict[str, Handler] = {
    "POST /vector_stores/{vector_store_id}/file_batches": create_batch,
    f"GET {BATCH}": get_batch,
    f"POST {BATCH}/cancel": cancel_batch,
    f"GET {BATCH}/files": list_batch_files,
}
