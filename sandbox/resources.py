"""The general way to serve stored objects: list, get, update and delete by declaration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .paging import envelope, unknown_cursor
from .refusals import missing
from .store import Selection, UnknownCursorError

if TYPE_CHECKING:
    from .calls import Call, Handler
    from .store import Document, Record


@dataclass(frozen=True)
class Resource:
    """Objects of one kind, where they are served, and how their lists behave."""

    kind: str
    noun: str
    collection: str
    parameter: str
    limit: int = 20
    order: str = "desc"
    filters: tuple[str, ...] = ()
    deleted_object: str = ""

    def serve(self, *verbs: str) -> dict[str, Handler]:
        """Return the handlers of the general verbs, by operation."""
        item = f"{self.collection}/{{{self.parameter}}}"
        known: dict[str, tuple[str, Handler]] = {
            "list": (f"GET {self.collection}", self.list),
            "get": (f"GET {item}", self.get),
            "update": (f"POST {item}", self.update),
            "delete": (f"DELETE {item}", self.delete),
        }
        return dict(known[verb] for verb in verbs)

    def find(self, call: Call, identifier: str | None = None) -> Record:
        """Return the object that the path, or the given id, names."""
        wanted = call.identifier() if identifier is None else identifier
        record = call.sandbox.store.get(self.kind, wanted)
        if record is None:
            raise missing(self.noun, wanted)
        return record

    async def list(self, call: Call) -> Document:
        """Answer a page of the objects."""
        query = call.query
        selection = Selection(
            limit=query.get("limit", self.limit),
            descending=query.get("order", self.order) == "desc",
            after=query.get("after"),
            equal={name: query[name] for name in self.filters if name in query},
            metadata=query.get("metadata") or {},
        )
        try:
            documents, has_more = call.sandbox.store.select(self.kind, selection)
        except UnknownCursorError:
            raise unknown_cursor(query["after"]) from None
        return envelope(documents, has_more=has_more)

    async def get(self, call: Call) -> Document:
        """Answer one object."""
        return self.find(call).document

    async def update(self, call: Call) -> Document:
        """Change the fields that were sent."""
        document: dict[str, Any] = {**self.find(call).document, **call.body}
        call.sandbox.store.replace(self.kind, document)
        return document

    async def delete(self, call: Call) -> Document:
        """Delete one object."""
        identifier = self.find(call).document["id"]
        call.sandbox.store.delete(self.kind, identifier)
        return {"id": identifier, "object": self.deleted_object or self.kind, "deleted": True}
