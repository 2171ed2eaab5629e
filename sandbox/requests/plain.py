"""What needs no handler of its own: objects that are made, listed, shown, changed and deleted.

Their rows say all there is to it: where they are, what they show, how their lists go on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..state.identifiers import new_id, now
from .refusals import Refusal
from .resources import StoredResource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..state.store import Document, Selection
    from .call import ApiCall, Handler
    from .operations import ServedOperation

PARAMETER = re.compile(r"\{(\w+)\}")
MOMENTS = ("created_at", "updated_at")
PAGING = {"limit", "order", "after", "before", "page", "metadata"}


@dataclass(frozen=True)
class PlainResource(StoredResource):
    """Objects as their rows describe them."""

    def lineage(self, call: ApiCall) -> tuple[str, ...]:
        """Return the ids in the path of the collection; `in_place` sees that they are there."""
        return tuple(call.path[name] for name in PARAMETER.findall(self.collection))

    async def create(self, call: ApiCall) -> Document:
        """Keep a new object: what was sent, or else the row's defaults."""
        declared = {**(call.operation.body or {}), **(call.operation.form or {})}
        document: Document = dict.fromkeys(call.operation.response.fields or ("id", "object"))
        for name in document.keys() & declared.keys():
            document[name] = call.body.get(name, declared[name].default)
        document |= {name: now() for name in MOMENTS if name in document}
        document = {**document, "id": new_id(self.prefix), "object": self.kind}
        document = call.keeping_unknown(document)
        call.sandbox.store.add(self.place(call), document)
        return document

    async def list(self, call: ApiCall) -> Document:
        """Answer a page of the objects, in the row's form."""
        usual = {name: each.default for name, each in call.operation.query.items()}
        chosen = {name: usual[name] for name in ("limit", "order") if usual.get(name) is not None}
        fields = call.operation.response
        filters = PAGING | {*(fields.item_fields or ())}
        asked = {name: value for name, value in call.query.items() if name in filters}
        page = await super().list(replace(call, query={**chosen, **asked}))
        page["data"] = [self.shown(call, each, fields.item_fields) for each in page["data"]]
        page["next"] = page["next_page"] = page["last_id"] if page["has_more"] else None
        return {name: page.get(name) for name in fields.fields or page}

    def selection(self, query: Mapping[str, Any]) -> Selection:
        """Return which of the objects a query asks for; a page is named by the object before it."""
        return super().selection({"after": query.get("page"), **query})

    def equal(self, query: Mapping[str, Any]) -> Document:
        """Return what the objects of a list must have: what else a query says."""
        return {name: value for name, value in query.items() if name not in PAGING}

    async def get(self, call: ApiCall) -> Document:
        """Answer one object."""
        return self.shown(call, self.find(call).document, call.operation.response.fields)

    async def update(self, call: ApiCall) -> Document:
        """Change the fields that were sent."""
        document = {**self.find(call).document, **call.body}
        document |= {"updated_at": now()} if "updated_at" in document else {}
        call.sandbox.store.replace(self.place(call), document)
        return self.shown(call, document, call.operation.response.fields)

    def shown(self, call: ApiCall, document: Document, fields: Iterable[str] | None) -> Document:
        """Return an object without what only the answer to its creation shows, as secrets are."""
        if fields is None:
            return document
        creation = call.sandbox.handlers.get(f"POST {self.collection}")
        secret = {*((creation and creation[0].response.fields) or ())} - {*fields}
        kept = {name: value for name, value in document.items() if name not in secret}
        return {**dict.fromkeys(fields), **kept}


def serve_plain(
    operations: Mapping[str, ServedOperation], served: Iterable[str]
) -> dict[str, Handler]:
    """Return handlers of the operations that have none of their own."""
    paths = {each.path for each in operations.values()}
    collections = {path.rpartition("/")[0] for path in paths if path.endswith("}")}
    return {
        name: handler_of(operations[name], collections) for name in operations.keys() - set(served)
    }


def handler_of(operation: ServedOperation, collections: Iterable[str]) -> Handler:
    """Return what serves an operation: the verb that it is, if it is one of the plain five."""
    is_item = operation.path.endswith("}")
    collection = operation.path.rpartition("/")[0] if is_item else operation.path
    resource = resource_of(collection, operation.path)
    verbs: dict[tuple[str, bool], Handler] = {
        ("POST", False): resource.create,
        ("GET", False): resource.list,
        ("GET", True): resource.get,
        ("POST", True): resource.update,
        ("DELETE", True): resource.delete,
    }
    found = verbs.get((operation.method, is_item))
    is_plain = collection in collections or (operation.pagination or "").startswith("cursor")
    return in_place(collection, found) if found and is_plain else not_served


def resource_of(collection: str, item: str) -> PlainResource:
    """Return the objects of a collection, named by the words of its path."""
    words = [singular(word) for word in collection.split("/") if word and "{" not in word]
    return PlainResource(
        kind=".".join(words),
        noun=words[-1].replace("_", " "),
        collection=collection,
        parameter=item.rpartition("/")[2].strip("{}"),
        deleted_object=".".join((*words, "deleted")),
        prefix=f"{words[-1]}_",
    )


def singular(word: str) -> str:
    """Return what one of many is called."""
    for ending, one in {"ies": "y", "ches": "ch", "s": ""}.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + one
    return word


def in_place(collection: str, handler: Handler) -> Handler:
    """Return a handler that first asks for the object that the collection is in."""
    parent = collection.rpartition("/")[0]

    async def serve(call: ApiCall) -> Any:
        if parent.endswith("}") and (found := call.sandbox.handlers.get(f"GET {parent}")):
            await found[1](replace(call, operation=found[0], query={}, body={}))
        return await handler(call)

    return serve


async def not_served(call: ApiCall) -> Document:
    """Refuse what takes more than keeping objects, and has no handler yet."""
    raise Refusal(f"The sandbox does not serve {call.operation.name}.", status=501)
