"""The API's list envelope, and pages of what is kept in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..state.store import Document


def envelope(documents: Sequence[Document], *, has_more: bool) -> Document:
    """Return a list as the API writes it."""
    return {
        "object": "list",
        "data": list(documents),
        "first_id": documents[0]["id"] if documents else None,
        "last_id": documents[-1]["id"] if documents else None,
        "has_more": has_more,
    }


def page_of(
    items: Sequence[Document],
    query: Mapping[str, Any],
    *,
    order: str,
    wanted: Callable[[Document], bool] = lambda _item: True,
) -> Document:
    """Return the page that a query asks for of items that are in order.

    Cursors name any of the items: one may have stopped being wanted since the last page.
    """
    ordered = list(items) if query.get("order", order) == "asc" else list(reversed(items))
    limit = query.get("limit", 20)
    first = place_of(ordered, query, "after") + 1 if "after" in query else 0
    end = place_of(ordered, query, "before") if "before" in query else None
    found = [item for item in ordered[first:end] if wanted(item)]
    is_backward = "before" in query and "after" not in query
    page = found[-limit:] if is_backward else found[:limit]
    return envelope(page, has_more=len(found) > limit)


def place_of(items: Sequence[Document], query: Mapping[str, Any], cursor: str) -> int:
    """Return where the item is that a cursor names."""
    for place, item in enumerate(items):
        if item["id"] == query[cursor]:
            return place
    raise unknown_cursor(cursor, query[cursor])


def unknown_cursor(cursor: str, identifier: str) -> Refusal:
    """Return the refusal of a cursor that names nothing in the list."""
    message = f"Invalid '{cursor}': no object '{identifier}'."
    return Refusal(message, param=cursor, code="invalid_value")
