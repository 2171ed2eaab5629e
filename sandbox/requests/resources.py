"""The general way to serve stored objects: list, get, update and delete by declaration."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..state.identifiers import new_id, now
from ..state.store import Selection, UnknownCursorError
from .paging import envelope, unknown_cursor
from .refusals import missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..state.store import Document, Record
    from .call import ApiCall, Handler, Sandbox


@dataclass(frozen=True)
class StoredResource:
    """Objects of one kind, where they are served, and how their lists behave."""

    kind: str
    noun: str
    collection: str
    parameter: str
    limit: int = 20
    order: str = "desc"
    filters: tuple[str, ...] = ()
    nested: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    deleted_object: str = ""
    parent: StoredResource | None = None
    prefix: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    optional: tuple[str, ...] = ()

    def serve(self, *verbs: str) -> dict[str, Handler]:
        """Return the handlers of the general verbs, by operation."""
        item = f"{self.collection}/{{{self.parameter}}}"
        known: dict[str, tuple[str, Handler]] = {
            "create": (f"POST {self.collection}", self.create),
            "list": (f"GET {self.collection}", self.list),
            "get": (f"GET {item}", self.get),
            "update": (f"POST {item}", self.update),
            "delete": (f"DELETE {item}", self.delete),
        }
        return dict(known[verb] for verb in verbs)

    def within(self, *parents: str) -> str:
        """Return the kind under which the store has the objects of these parents."""
        return "/".join((self.kind, *parents, "")) if parents else self.kind

    def lineage(self, call: ApiCall) -> tuple[str, ...]:
        """Return the ids of the parents that the path names, which must be there."""
        if self.parent is None:
            return ()
        return (*self.parent.lineage(call), str(self.parent.find(call).document["id"]))

    def place(self, call: ApiCall) -> str:
        """Return the kind under which the store has the objects of the path."""
        return self.within(*self.lineage(call))

    def find(self, call: ApiCall, identifier: str | None = None) -> Record:
        """Return the object that the path, or the given id, names."""
        wanted = call.path[self.parameter] if identifier is None else identifier
        return self.named(call.sandbox, wanted, *self.lineage(call))

    def named(self, sandbox: Sandbox, identifier: str, *parents: str) -> Record:
        """Return the object with an id, within these parents."""
        record = sandbox.store.get(self.within(*parents), identifier)
        if record is None:
            raise missing(self.noun, identifier)
        return replace(record, document=self.as_of_now(record.document))

    def as_of_now(self, document: Document) -> Document:
        """Return an object as it is now, where time alone may have changed it."""
        return document

    def new(self, given: Mapping[str, Any], **computed: Any) -> Document:
        """Return a new object: its fields as they were given, or else as they are by default."""
        names = (*self.defaults, *self.optional)
        chosen = {name: given[name] for name in names if given.get(name) is not None}
        made = {"id": new_id(self.prefix), "object": self.kind, "created_at": now()}
        return {**made, **self.defaults, **chosen, **computed}

    async def create(self, call: ApiCall) -> Document:
        """Keep a new object."""
        document = call.keeping_unknown(self.new(call.body))
        call.sandbox.store.add(self.place(call), document)
        return document

    def equal(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the objects of a list must have."""
        places = {**{name: name for name in self.filters}, **self.nested}
        return {place: query[name] for name, place in places.items() if name in query}

    async def list(self, call: ApiCall) -> Document:
        """Answer a page of the objects."""
        selection = self.selection(call.query)
        try:
            documents, has_more = call.sandbox.store.select(self.place(call), selection)
        except UnknownCursorError as error:
            raise unknown_cursor(error.name, call.query[error.name]) from None
        return envelope([*map(self.as_of_now, documents)], has_more=has_more)

    def selection(self, query: Mapping[str, Any]) -> Selection:
        """Return which of the objects a query asks for."""
        return Selection(
            limit=query.get("limit", self.limit),
            descending=query.get("order", self.order) == "desc",
            after=query.get("after"),
            before=query.get("before"),
            equal=self.equal(query),
            metadata=query.get("metadata") or {},
            tags={name: query[name] for name in self.tags if name in query},
            ranges={name: query[name] for name in self.ranges if name in query},
        )

    async def get(self, call: ApiCall) -> Document:
        """Answer one object."""
        return self.find(call).document

    async def update(self, call: ApiCall) -> Document:
        """Change the fields that were sent."""
        document: dict[str, Any] = {**self.find(call).document, **call.body}
        call.sandbox.store.replace(self.place(call), document)
        return document

    async def delete(self, call: ApiCall) -> Document:
        """Delete one object and what belongs to it."""
        identifier = self.find(call).document["id"]
        with call.sandbox.store.transaction():
            call.sandbox.store.delete(self.place(call), identifier)
            call.sandbox.store.delete_within("/".join((*self.lineage(call), identifier)))
        return {"id": identifier, "object": self.deleted_object or self.kind, "deleted": True}
