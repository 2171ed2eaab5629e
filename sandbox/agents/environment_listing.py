"""Serves the files of an environment; their list is in the order of their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from .environment_files import WORKSPACE, add_file, place_of, workspace_path
from .environments import ENVIRONMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

USUAL_LIMIT = 20
PAGE = "page_"


async def create(call: ApiCall) -> Document:
    """Put a file into an environment."""
    environment_id = ENVIRONMENTS.find(call).document["id"]
    return shown(add_file(call.sandbox, environment_id, call.body))


async def list_files(call: ApiCall) -> Document:
    """List the files of an environment, a page after another."""
    files = files_of(call, ENVIRONMENTS.find(call).document["id"])
    limit = call.query.get("limit") or USUAL_LIMIT
    rest = [file for file in files if comes_after(file["path"], call.query)]
    page, has_more = rest[:limit], len(rest) > limit
    next_page = PAGE + page[-1]["path"].encode().hex() if has_more else None
    return {"object": "list", "data": page, "has_more": has_more, "next": next_page}


def files_of(call: ApiCall, environment_id: str) -> list[Document]:
    """Return the files below the folder that a query names, in its order."""
    records = call.sandbox.store.all(place_of(environment_id))
    folder = folder_of(call.query)
    found = [shown(record.document) for record in records]
    found = [file for file in found if file["path"].startswith(folder)]
    return sorted(found, key=lambda file: str(file["path"]), reverse=not is_ascending(call.query))


def folder_of(query: Mapping[str, Any]) -> str:
    """Return the folder that a query names, or the whole workspace."""
    path = query.get("path") or WORKSPACE
    folder = f"{WORKSPACE}/" if path.rstrip("/") == WORKSPACE else workspace_path(path, "path")
    return f"{folder.rstrip('/')}/"


def is_ascending(query: Mapping[str, Any]) -> bool:
    """Say whether paths are to be listed forwards."""
    return bool(query.get("order") == "asc")


def comes_after(path: str, query: Mapping[str, Any]) -> bool:
    """Say whether a file is on the page that a query asks for, or on one behind it."""
    if "page" not in query:
        return True
    last = last_path(query["page"])
    return path > last if is_ascending(query) else path < last


def last_path(page: str) -> str:
    """Return the last path of the page before."""
    try:
        return bytes.fromhex(page.removeprefix(PAGE)).decode()
    except ValueError as error:
        text = f"Invalid 'page': no page '{page}'."
        raise Refusal(text, param="page", code="invalid_value") from error


def shown(file: Document) -> Document:
    """Return a file as answers show it: without an id."""
    return {name: value for name, value in file.items() if name != "id"}


HANDLERS: dict[str, Handler] = {
    "POST /agents/environments/{environment_id}/files": create,
    "GET /agents/environments/{environment_id}/files": list_files,
}
