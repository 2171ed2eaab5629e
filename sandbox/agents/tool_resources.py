"""The files and vector stores that an assistant or a thread may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.validation import check_fields, parse_fields
from ..training.vector_store_objects import VECTOR_STORES
from ..training.vector_stores import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall
    from ..state.store import Document


STORES = {"vector_store_ids": "array<string>|null", "vector_stores": "array<object>|null"}
FIELDS = parse_fields(
    {
        "tool_resources": [
            "object|null",
            {
                "code_interpreter": ["object|null", {"file_ids": "array<string>|null"}],
                "file_search": ["object|null", STORES],
            },
        ]
    }
)


def read_tool_resources(call: ApiCall, given: Mapping[str, Any] | None) -> Document:
    """Return the resources as they are kept; what they name must be there."""
    check_fields({"tool_resources": given}, FIELDS)
    resources: Document = dict(given or {})
    for identifier in (resources.get("code_interpreter") or {}).get("file_ids") or []:
        FILES.find(call, identifier)
    if resources.get("file_search"):
        resources["file_search"] = read_file_search(call, resources["file_search"])
    return resources


def read_file_search(call: ApiCall, given: Mapping[str, Any]) -> Document:
    """Return which vector stores are searched; those that are described are made now."""
    named = [
        VECTOR_STORES.find(call, identifier).document["id"]
        for identifier in given.get("vector_store_ids") or []
    ]
    described = given.get("vector_stores") or []
    fields = call.sandbox.handlers["POST /vector_stores"][0].body or {}
    for place, description in enumerate(described):
        check_fields(description, fields, f"tool_resources.file_search.vector_stores[{place}]")
    made = [open_store(call, description)["id"] for description in described]
    return {"vector_store_ids": [*named, *made]}
