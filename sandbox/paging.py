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
    if "after" in query:
        places = [place for place, item in enumerate(ordered) if item["id"] == query["after"]]
        if not places:
            raise unknown_cursor(query["after"])
        ordered = ordered[places[0] + 1 :]
    limit = query.get("limit", 20)
    return envelope(ordered[:limit], has_more=len(ordered) > limit)


def unknown_cursor(cursor: str) -> Refusal:
    """Return the refusal of a cursor that names nothing in the list."""
    return Refusal(f"Invalid 'after': no object '{cursor}'.", param="after", code="invalid_value")
