"""File search in a run: the vector stores of its assistant and its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..state.identifiers import new_id
from ..training.search import search_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import Sandbox
    from ..state.store import Document, Record

MOST_RESULTS = 20


def search_call(sandbox: Sandbox, record: Record, query: str) -> Document | None:
    """Return the call of the file search, if the run has the tool and stores to look in."""
    has_tool = any(tool.get("type") == "file_search" for tool in record.document["tools"])
    stores = record.hidden["vector_store_ids"]
    if not has_tool or not stores:
        return None
    found = [hit for store in stores for hit in search_store(sandbox, store, query, MOST_RESULTS)]
    results = [
        {
            "file_id": hit["file_id"],
            "file_name": hit["filename"],
            "score": hit["score"],
            "content": hit["content"],
        }
        for hit in found
    ]
    options = {"ranker": "auto", "score_threshold": 0.0}
    return {
        "id": new_id("call_"),
        "type": "file_search",
        "file_search": {"ranking_options": options, "results": results},
    }


def without_content(step: Document) -> Document:
    """Return a step without the text that a search found, which is shown only when asked for."""
    calls = step["step_details"].get("tool_calls")
    if not calls:
        return step
    shown = [hide_results(call) for call in calls]
    return {**step, "step_details": {**step["step_details"], "tool_calls": shown}}


def hide_results(call: Document) -> Document:
    """Return a search's call without the text that it found."""
    if call["type"] != "file_search":
        return call
    search: Mapping[str, list[Document]] = call["file_search"]
    bare = [
        {name: value for name, value in result.items() if name != "content"}
        for result in search["results"]
    ]
    return {**call, "file_search": {**search, "results": bare}}
