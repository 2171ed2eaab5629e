"""Batches: created, listed and cancelled here; `batch_work` runs them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now
from .batch_work import RUNNING, launch
from .files import FILES

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

WINDOW = 24 * 3600
PURPOSE = "batch"
MOMENTS = (
    "in_progress_at",
    "expires_at",
    "finalizing_at",
    "completed_at",
    "failed_at",
    "expired_at",
    "cancelling_at",
    "cancelled_at",
)
BATCHES = StoredResource(kind="batch", noun="batch", collection="/batches", parameter="batch_id")


async def create(call: ApiCall) -> Document:
    """Begin a batch."""
    check(call)
    batch = call.keeping_unknown(new_batch(call))
    hidden = {
        "line_delay": call.token_delay,
        "asker": asdict(call.principal),
        "host": call.headers.get("host", ""),
        "output_expires_after": call.body.get("output_expires_after"),
    }
    with call.sandbox.store.transaction():
        call.sandbox.store.add("batch", batch, hidden)
        # The batch has its input to itself: deleting the file does not disturb it.
        call.sandbox.blobs.share(batch["input_file_id"], batch["id"])
    launch(call.sandbox, batch["id"])
    return batch


def check(call: ApiCall) -> None:
    """Refuse an input file that no batch can have."""
    file = FILES.find(call, call.body["input_file_id"]).document
    if file["purpose"] != PURPOSE:
        message = f"The file {file['id']} has the purpose '{file['purpose']}', not '{PURPOSE}'."
        raise Refusal(message, param="input_file_id", code="invalid_purpose")


def new_batch(call: ApiCall) -> Document:
    """Return a batch of which nothing is known yet."""
    created = now()
    return {
        "id": new_id("batch_"),
        "object": "batch",
        "endpoint": call.body["endpoint"],
        "model": None,
        "errors": None,
        "input_file_id": call.body["input_file_id"],
        "completion_window": call.body["completion_window"],
        "status": "validating",
        "output_file_id": None,
        "error_file_id": None,
        "created_at": created,
        **dict.fromkeys(MOMENTS),
        "expires_at": created + WINDOW,
        "request_counts": {"total": 0, "completed": 0, "failed": 0},
        "usage": None,
        "metadata": call.body.get("metadata"),
    }


async def cancel(call: ApiCall) -> Document:
    """Ask a batch to end after the line that it is at; its output so far is kept."""
    batch = BATCHES.find(call).document
    if batch["status"] not in RUNNING:
        message = f"Cannot cancel a batch with status '{batch['status']}'."
        raise Refusal(message, status=409, code="batch_not_cancellable")
    if batch["status"] != "cancelling":
        batch.update(status="cancelling", cancelling_at=now())
        call.sandbox.store.replace("batch", batch)
    return batch


def resume(sandbox: Sandbox) -> None:
    """Take up the batches that an earlier server left unfinished."""
    for record in sandbox.store.unfinished("batch", RUNNING):
        launch(sandbox, record.document["id"])


HANDLERS: dict[str, Handler] = {
    "POST /batches": create,
    "POST /batches/{batch_id}/cancel": cancel,
}
