"""The API's list envelope, and pages of what is kept in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .store import Document


def envelope(documents: Sequence[Document], *, has_more: bool) -> Document:
    """Return a list as the API writes it."""
    return {
        "object": "list",
        "data": list(documents),
        "first_id": documents[0]["id"] if documents else None,
        "last_id": documents[-1]["id"] if documents else None,
        "has_more": has_more,
    }


def page_of(items: Sequence[Document], query: Mapping[str, Any], *, order: str) -> Document:
    """Return the page that a query asks for of items that are in order."""
    ordered = list(items) if query.get("order", order) == "asc" else list(reversed(items))
    limit = query.get("limit", 20)
    if "after" in query:
        ordered = ordered[place_of(ordered, query, "after") + 1 :]
    if "before" in query:
        ordered = ordered[: place_of(ordered, query, "before")]
        if "after" not in query:
            return envelope(ordered[-limit:], has_more=len(ordered) > limit)
    return envelope(ordered[:limit], has_more=len(ordered) > limit)


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
