"""Assistants: the settings by which the runs of threads are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.resources import StoredResource
from ..text.own_tools import own_tools
from .tool_resources import read_tool_resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

SETTINGS: Document = {"temperature": 1.0, "top_p": 1.0, "response_format": "auto"}
ASSISTANTS = StoredResource(
    kind="assistant",
    noun="assistant",
    collection="/assistants",
    parameter="assistant_id",
    prefix="asst_",
    defaults={
        "name": None,
        "description": None,
        "model": None,
        "instructions": None,
        "tools": [],
        "tool_resources": {},
        "metadata": {},
        **SETTINGS,
    },
    optional=("reasoning_effort",),
)


async def create(call: ApiCall) -> Document:
    """Keep a new assistant."""
    own_tools(call.body.get("tools") or [])
    resources = read_tool_resources(call, call.body.get("tool_resources"))
    assistant = call.keeping_unknown(ASSISTANTS.new(call.body, tool_resources=resources))
    call.sandbox.store.add("assistant", assistant)
    return assistant


async def update(call: ApiCall) -> Document:
    """Change what was sent."""
    assistant = ASSISTANTS.find(call).document
    own_tools(call.body.get("tools") or [])
    changed = {**assistant, **call.body, **changed_resources(call, call.body)}
    call.sandbox.store.replace("assistant", changed)
    return changed


def changed_resources(call: ApiCall, body: Mapping[str, Any]) -> Document:
    """Return the resources that were sent, if they were."""
    if "tool_resources" not in body:
        return {}
    return {"tool_resources": read_tool_resources(call, body["tool_resources"])}


HANDLERS: dict[str, Handler] = {
    "POST /assistants": create,
    "POST /assistants/{assistant_id}": update,
}
