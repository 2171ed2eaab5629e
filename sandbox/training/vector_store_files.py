"""The files of a vector store: read in the background, then searchable."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ...api.operations import Bounds
from ..files.files import FILES
from ..requests.refusals import Refusal, absent
from ..requests.resources import StoredResource
from ..requests.validation import check_bounds
from ..state.identifiers import now
from .chunking import read_strategy
from .file_text import UnreadableError, text_of
from .vector_store_objects import VECTOR_STORES, find_living, recount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

MOST_ATTRIBUTES, LONGEST_ATTRIBUTE = 16, 512


class StoreFiles(StoredResource):
    """Files of vector stores, listed by their status."""

    def equal(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the files of a list must have."""
        return {"status": query["filter"]} if "filter" in query else {}


STORE_FILES = StoreFiles(
    kind="vector_store.file",
    noun="file in this vector store",
    collection="/vector_stores/{vector_store_id}/files",
    parameter="file_id",
    deleted_object="vector_store.file.deleted",
    parent=VECTOR_STORES,
)
TEXTS = StoredResource("vector_store.text", "text", "", "file_id", parent=VECTOR_STORES)


def file_request(call: ApiCall, given: Mapping[str, Any]) -> Document:
    """Return what is asked for one file, once it is checked."""
    if not isinstance(given.get("file_id"), str):
        raise absent("file_id")
    attributes = given.get("attributes")
    check_attributes(attributes or {})
    return {
        "file": FILES.find(call, given["file_id"]).document,
        "attributes": attributes or {},
        "chunking_strategy": read_strategy(given.get("chunking_strategy")),
    }


def check_attributes(attributes: Mapping[str, Any]) -> None:
    """Refuse more, longer or other attributes than a file can have."""
    most = Bounds(most=MOST_ATTRIBUTES)
    check_bounds(len(attributes), most, "attributes", "object", "length")
    for name, value in attributes.items():
        where = f"attributes.{name}"
        if not isinstance(value, str | int | float):
            text = f"Invalid type for '{where}': expected a string, a number or a boolean."
            raise Refusal(text, param=where, code="invalid_type")
        if isinstance(value, str):
            longest = Bounds(most=LONGEST_ATTRIBUTE)
            check_bounds(len(value), longest, where, "string", "length")


def attach(sandbox: Sandbox, store_id: str, request: Mapping[str, Any]) -> Document:
    """Put a file into a vector store, in place of what it had of it, and begin to read it."""
    file = request["file"]
    document = {
        "id": file["id"],
        "object": "vector_store.file",
        "usage_bytes": 0,
        "created_at": now(),
        "vector_store_id": store_id,
        "status": "in_progress",
        "last_error": None,
        "chunking_strategy": request["chunking_strategy"],
        "attributes": request["attributes"],
    }
    with sandbox.store.transaction():
        detach(sandbox, store_id, file["id"])
        hidden = {"filename": file["filename"]}
        sandbox.store.add(STORE_FILES.within(store_id), document, hidden)
        recount(sandbox, store_id)
    launch(sandbox, document)
    return document


def detach(sandbox: Sandbox, store_id: str, file_id: str) -> None:
    """Forget a file of a vector store and what was read of it."""
    sandbox.jobs.cancel(f"{store_id}/{file_id}")
    sandbox.store.delete(STORE_FILES.within(store_id), file_id)
    sandbox.store.delete(TEXTS.within(store_id), file_id)


def launch(sandbox: Sandbox, file: Document) -> None:
    """Begin, or begin again, to read a file."""
    identifier = f"{file['vector_store_id']}/{file['id']}"
    sandbox.jobs.start(identifier, read(sandbox, file))


def resume(sandbox: Sandbox) -> None:
    """Take up the files that an earlier server had not read."""
    for record in sandbox.store.unfinished("vector_store.file", ("in_progress",)):
        launch(sandbox, record.document)


async def read(sandbox: Sandbox, file: Document) -> None:
    """Read a file, and say what came of it."""
    await sandbox.jobs.step()
    store_id = file["vector_store_id"]
    try:
        content = b"".join(sandbox.blobs.read(file["id"]))
        text = await asyncio.to_thread(text_of, content)
    except UnreadableError as error:
        problem = {"code": "unsupported_file", "message": str(error)}
        settle(sandbox, {**file, "status": "failed", "last_error": problem})
        return
    with sandbox.store.transaction():
        done = {**file, "status": "completed", "usage_bytes": len(text.encode())}
        if settle(sandbox, done):
            sandbox.store.add(TEXTS.within(store_id), {"id": file["id"], "text": text})


def settle(sandbox: Sandbox, file: Document) -> bool:
    """Keep the new state of a file, unless it was taken away or left alone meanwhile."""
    place = STORE_FILES.within(file["vector_store_id"])
    record = sandbox.store.get(place, file["id"])
    if record is None or record.document["status"] != "in_progress":
        return False
    # Its attributes may have been changed while it was read.
    sandbox.store.replace(place, {**file, "attributes": record.document["attributes"]})
    recount(sandbox, file["vector_store_id"])
    return True


async def create(call: ApiCall) -> Document:
    """Put one file into a vector store."""
    store = find_living(call)
    return attach(call.sandbox, store["id"], file_request(call, call.body))


async def update(call: ApiCall) -> Document:
    """Change the attributes of a file."""
    check_attributes(call.body["attributes"] or {})
    file: Document = {**STORE_FILES.find(call).document, **call.body}
    file["attributes"] = call.body["attributes"] or {}
    call.sandbox.store.replace(STORE_FILES.place(call), file)
    return file


async def delete(call: ApiCall) -> Document:
    """Take a file out of a vector store; the file itself stays."""
    file = STORE_FILES.find(call).document
    with call.sandbox.store.transaction():
        detach(call.sandbox, file["vector_store_id"], file["id"])
        recount(call.sandbox, file["vector_store_id"])
    return {"id": file["id"], "object": "vector_store.file.deleted", "deleted": True}


async def content(call: ApiCall) -> Document:
    """Show what was read of a file."""
    file = STORE_FILES.find(call).document
    record = call.sandbox.store.get(TEXTS.place(call), file["id"])
    data = [{"type": "text", "text": record.document["text"]}] if record else []
    return {
        "object": "vector_store.file_content.page",
        "data": data,
        "has_more": False,
        "next_page": None,
    }


HANDLERS: dict[str, Handler] = {
    "POST /vector_stores/{vector_store_id}/files": create,
    "POST /vector_stores/{vector_store_id}/files/{file_id}": update,
    "DELETE /vector_stores/{vector_store_id}/files/{file_id}": delete,
    "GET /vector_stores/{vector_store_id}/files/{file_id}/content": content,
    **STORE_FILES.serve("list", "get"),
}
