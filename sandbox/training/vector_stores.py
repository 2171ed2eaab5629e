"""Vector stores: made, changed and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.identifiers import now
from .search import search_store
from .search_query import read_filters, rewritten
from .vector_store_files import attach, file_request
from .vector_store_objects import VECTOR_STORES, active, find_living

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

MOST_RESULTS = 10


async def create(call: ApiCall) -> Document:
    """Make a vector store."""
    return open_store(call, call.body)


def open_store(call: ApiCall, given: Mapping[str, Any]) -> Document:
    """Keep a new vector store, and begin to read the files that it is given."""
    made = active(call.keeping_unknown(VECTOR_STORES.new(given, last_active_at=now())))
    requests = [
        file_request(call, {**given, "file_id": identifier, "attributes": None})
        for identifier in given.get("file_ids") or []
    ]
    call.sandbox.store.add("vector_store", made)
    for request in requests:
        attach(call.sandbox, made["id"], request)
    return VECTOR_STORES.find(call, made["id"]).document


async def update(call: ApiCall) -> Document:
    """Change what was sent, and when it expires."""
    changed = active({**find_living(call), **call.body})
    call.sandbox.store.replace("vector_store", changed)
    return changed


async def search(call: ApiCall) -> Document:
    """Find what the files say about a query."""
    body = call.body
    store = find_living(call)
    given = body["query"]
    queries = [given] if isinstance(given, str) else given
    if body.get("rewrite_query"):
        queries = [rewritten(query) for query in queries]
    options = body.get("ranking_options") or {}
    found = search_store(
        call.sandbox,
        store["id"],
        " ".join(queries),
        body.get("max_num_results", MOST_RESULTS),
        accepts=read_filters(body.get("filters")),
        threshold=options.get("score_threshold", 0.0),
    )
    call.sandbox.store.replace("vector_store", active(store))
    return {
        "object": "vector_store.search_results.page",
        "search_query": queries,
        "data": found,
        "has_more": False,
        "next_page": None,
    }


HANDLERS: dict[str, Handler] = {
    "POST /vector_stores": create,
    "POST /vector_stores/{vector_store_id}": update,
    "POST /vector_stores/{vector_store_id}/search": search,
    **VECTOR_STORES.serve("list", "get", "delete"),
}
