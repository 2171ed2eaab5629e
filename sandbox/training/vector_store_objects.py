"""Vector stores as objects: where they are served, when they expire, what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import now

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Sandbox
    from ..state.store import Document

DAY = 24 * 3600
COUNTS = ("in_progress", "completed", "failed", "cancelled")
NO_FILES: Document = {**dict.fromkeys(COUNTS, 0), "total": 0}


class VectorStores(StoredResource):
    """Vector stores, which may expire."""

    def as_of_now(self, document: Document) -> Document:
        """Return a vector store as it is now: one whose time is over has expired."""
        over = document["expires_at"] is not None and document["expires_at"] <= now()
        return {**document, "status": "expired"} if over else document


VECTOR_STORES = VectorStores(
    kind="vector_store",
    noun="vector store",
    collection="/vector_stores",
    parameter="vector_store_id",
    deleted_object="vector_store.deleted",
    prefix="vs_",
    defaults={
        "name": None,
        "usage_bytes": 0,
        "file_counts": NO_FILES,
        "status": "completed",
        "expires_after": None,
        "expires_at": None,
        "last_active_at": None,
        "metadata": {},
    },
    optional=("description",),
)


def find_living(call: ApiCall, identifier: str | None = None) -> Document:
    """Return a vector store that has not expired."""
    document = VECTOR_STORES.find(call, identifier).document
    if document["status"] == "expired":
        raise Refusal(f"The vector store {document['id']} has expired.", code="expired")
    return document


def active(document: Document) -> Document:
    """Return a vector store as it is after it was used just now."""
    policy = document["expires_after"]
    used = now()
    expires_at = used + policy["days"] * DAY if policy else None
    return {**document, "last_active_at": used, "expires_at": expires_at}


def recount(sandbox: Sandbox, identifier: str) -> None:
    """Note how many files a vector store has by now, and how big they are."""
    record = sandbox.store.get("vector_store", identifier)
    if record is None:
        return
    totals = sandbox.store.totals(f"vector_store.file/{identifier}/", "usage_bytes")
    counts = {status: totals.get(status, (0, 0))[0] for status in COUNTS}
    changed = {
        **record.document,
        "usage_bytes": sum(size for _, size in totals.values()),
        "file_counts": {**counts, "total": sum(counts.values())},
        "status": "in_progress" if counts["in_progress"] else "completed",
    }
    sandbox.store.replace("vector_store", changed)
