"""The objects that sessions consist of, and where each is served."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...requests.resources import StoredResource

if TYPE_CHECKING:
    from ...requests.call import ApiCall
    from ...state.store import Document

WORKING = ("queued", "in_progress")
UNFINISHED = (*WORKING, "waiting")
NEW_TURN: Document = {
    "agent_id": None,
    "completed_at": None,
    "error": None,
    "session_id": None,
    "started_at": None,
    "status": "queued",
    "subagent_id": None,
    "usage": None,
    "prompt_cache_options": None,
}
SESSIONS = StoredResource(
    kind="agent.session",
    noun="session",
    collection="/agents/sessions",
    parameter="session_id",
    deleted_object="agent.session.deleted",
    prefix="sess_",
    nested={"agent_id": "agent.id"},
    defaults={
        "agent": None,
        "environment": None,
        "error": None,
        "last_active_at": None,
        "metadata": {},
        "required_actions": [],
        "status": "idle",
        "usage": None,
        "vault_ids": [],
        "prompt_cache_options": None,
        "review": "none",
    },
)
TURNS = StoredResource(
    kind="agent.session.turn",
    noun="turn",
    collection="/agents/sessions/{session_id}/turns",
    parameter="turn_id",
    parent=SESSIONS,
    prefix="turn_",
    defaults=NEW_TURN,
)
ARTIFACTS = StoredResource(
    kind="agent.session.artifact",
    noun="artifact",
    collection="/agents/sessions/{session_id}/artifacts",
    parameter="artifact_id",
    deleted_object="agent.session.artifact.deleted",
    parent=SESSIONS,
    prefix="art_",
    filters=("environment_id",),
)
TRACES = StoredResource(
    kind="agent.session.trace",
    noun="trace",
    collection="/agents/sessions/{session_id}/traces",
    parameter="trace_id",
    parent=SESSIONS,
)
SUBAGENTS = StoredResource(
    kind="agent.session.subagent",
    noun="subagent",
    collection="/agents/sessions/{session_id}/subagents",
    parameter="subagent_id",
    parent=SESSIONS,
    prefix="subagent_",
    defaults={"closed_at": None, "instructions": None, "name": None, "status": "active"},
)
SUBAGENT_TURNS = replace(
    TURNS,
    kind="agent.session.subagent.turn",
    collection="/agents/sessions/{session_id}/subagents/{subagent_id}/turns",
    parent=SUBAGENTS,
)


@dataclass(frozen=True)
class ItemsOfTurn(StoredResource):
    """The items of one turn, which are kept among those of its session or its subagent."""

    turns: StoredResource = TURNS

    async def list(self, call: ApiCall) -> Document:
        """Answer a page of the turn's items."""
        turn_id = self.turns.find(call).document["id"]
        return await super().list(replace(call, query={**call.query, "turn_id": turn_id}))


ITEMS = StoredResource(
    kind="agent.session.item",
    noun="item",
    collection="/agents/sessions/{session_id}/items",
    parameter="item_id",
    parent=SESSIONS,
)
TURN_ITEMS = ItemsOfTurn(
    kind=ITEMS.kind,
    noun="item",
    collection="/agents/sessions/{session_id}/turns/{turn_id}/items",
    parameter="item_id",
    parent=SESSIONS,
    filters=("turn_id",),
)
SUBAGENT_ITEMS = replace(
    ITEMS,
    kind="agent.session.subagent.item",
    collection="/agents/sessions/{session_id}/subagents/{subagent_id}/items",
    parent=SUBAGENTS,
)
SUBAGENT_TURN_ITEMS = replace(
    TURN_ITEMS,
    kind=SUBAGENT_ITEMS.kind,
    collection="/agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}/items",
    parent=SUBAGENTS,
    turns=SUBAGENT_TURNS,
)
