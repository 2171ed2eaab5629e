"""The tools that the API runs by itself while it answers, as far as the sandbox has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..media.image_requests import ImageRequest
from ..requests.validation import check_fields, parse_fields
from ..state.identifiers import new_id
from ..training.search import search_store
from ..training.search_query import read_filters
from ..training.vector_store_objects import active, find_living
from .own_tools import OWN, chosen_tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..requests.call import ApiCall
    from ..state.store import Document

MOST_RESULTS = 20
PAINTER = "gpt-image-1"
FILE_SEARCH = parse_fields(
    {
        "vector_store_ids!": "array<string> items:1..",
        "max_num_results": "integer|null 1..50",
        "filters": "object|null",
        "ranking_options": ["object|null", {"score_threshold": "number 0..1"}],
    }
)
PICTURE = parse_fields(
    {
        "model": "string|null",
        "size": "string|null",
        "quality": "string|null",
        "background": "string|null =transparent|opaque|auto",
        "output_format": "string|null =png|jpeg|webp",
    }
)
RESULTS, SOURCES = "file_search_call.results", "web_search_call.action.sources"


def hosted_calls(call: ApiCall, text: str) -> list[Document]:
    """Return the calls that are made before the answer is given.

    Files are searched whenever the tool is there, for whoever brings it wants that; the rest only
    when the request says that it must be used.
    """
    return [made for tool in tools_to_use(call.body) for made in use(call, tool, text)]


def tools_to_use(body: Mapping[str, Any]) -> list[Document]:
    """Return the hosted tools that the request wants to be used."""
    choice = body.get("tool_choice") or "auto"
    hosted = [tool for tool in body.get("tools") or [] if tool.get("type") not in OWN]
    if choice == "none" or chosen_tool(body) is not None:
        return []
    if choice == "required":
        return hosted[:1]
    wanted = choice.get("type") if isinstance(choice, dict) else "file_search"
    return [tool for tool in hosted if tool["type"] == wanted]


def use(call: ApiCall, tool: Document, text: str) -> Iterable[Document]:
    """Yield the call of a tool, if it is one that the sandbox has."""
    if tool["type"] == "file_search":
        yield search_files(call, tool, text)
    elif tool["type"].startswith("web_search"):
        yield search_web(call, text)
    elif tool["type"] == "image_generation":
        yield draw(call, tool, text)


def search_files(call: ApiCall, tool: Mapping[str, Any], text: str) -> Document:
    """Look the input up in vector stores."""
    check_fields(tool, FILE_SEARCH, place_of(call, tool))
    stores = [find_living(call, name) for name in tool["vector_store_ids"]]
    accepts = read_filters(tool.get("filters"))
    threshold = (tool.get("ranking_options") or {}).get("score_threshold", 0.0)
    most = tool.get("max_num_results") or MOST_RESULTS
    found: list[Document] = []
    for store in stores:
        found += search_store(
            call.sandbox, store["id"], text, most, accepts=accepts, threshold=threshold
        )
        call.sandbox.store.replace("vector_store", active(store))
    best = sorted(found, key=lambda hit: -hit["score"])[:most]
    made = {"id": new_id("fs_"), "type": "file_search_call", "status": "completed"}
    return {**made, "queries": [text], "results": [*map(as_result, best)]}


def place_of(call: ApiCall, tool: Mapping[str, Any]) -> str:
    """Return where a tool is in the request."""
    return f"tools[{call.body['tools'].index(tool)}]"


def as_result(hit: Document) -> Document:
    """Return a passage as Responses shows it: its text in one piece."""
    told = {name: hit[name] for name in ("attributes", "file_id", "filename", "score")}
    return {**told, "text": hit["content"][0]["text"]}


def search_web(call: ApiCall, text: str) -> Document:
    """Look the input up in a web that has no pages."""
    action: Document = {"type": "search", "query": text, "queries": [text]}
    if SOURCES in (call.body.get("include") or ()):
        action["sources"] = []
    made = {"id": new_id("ws_"), "type": "web_search_call", "status": "completed"}
    return {**made, "action": action}


def draw(call: ApiCall, tool: Mapping[str, Any], text: str) -> Document:
    """Make a picture of the input."""
    check_fields(tool, PICTURE, place_of(call, tool))
    order = ImageRequest.of(replace(call, body={**tool, "prompt": text}), model=PAINTER)
    made = {"id": new_id("ig_"), "type": "image_generation_call", "status": "completed"}
    return {**made, **order.settings(), "revised_prompt": text, "result": order.base64(0)}


def shown(calls: Iterable[Document], include: Sequence[str]) -> list[Document]:
    """Return calls without what a search has found, which is shown only when asked for."""
    hidden = {} if RESULTS in include else {"results": None}
    return [{**made, **hidden} if made["type"] == "file_search_call" else made for made in calls]


def citations(calls: Iterable[Document], place: int) -> list[Document]:
    """Return the notes that say at the end of an answer in which files something was found."""
    found = {
        result["file_id"]: result["filename"]
        for made in calls
        for result in made.get("results") or []
    }
    return [
        {"type": "file_citation", "index": place, "file_id": identifier, "filename": name}
        for identifier, name in found.items()
    ]
