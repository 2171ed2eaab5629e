"""The files and vector stores that an assistant or a thread may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..files import FILES
from ..training.vector_store_objects import VECTOR_STORES
from ..training.vector_stores import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..calls import Call
    from ..store import Document


def read_tool_resources(call: Call, given: Mapping[str, Any] | None) -> Document:
    """Return the resources as they are kept; what they name must be there."""
    resources: Document = dict(given or {})
    for identifier in (resources.get("code_interpreter") or {}).get("file_ids", []):
        FILES.find(call, identifier)
    if resources.get("file_search"):
        resources["file_search"] = read_file_search(call, resources["file_search"])
    return resources


def read_file_search(call: Call, given: Mapping[str, Any]) -> Document:
    """Return which vector stores are searched; those that are described are made now."""
    named = [
        VECTOR_STORES.find(call, identifier).document["id"]
        for identifier in given.get("vector_store_ids") or []
    ]
    made = [open_store(call, description)["id"] for description in given.get("vector_stores") or []]
    return {"vector_store_ids": [*named, *made]}
