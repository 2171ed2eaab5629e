"""Agents: a model with its settings, kept for sessions or given with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..requests.refusals import absent, unsupported
from ..requests.resources import StoredResource
from ..requests.validation import check_fields, parse_fields
from ..state.identifiers import new_id, now
from ..text.own_tools import own_tools

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

SETTINGS: Document = {
    "instructions": None,
    "model": None,
    "multi_agent": {"enabled": False, "max_concurrent_subagents": None},
    "reasoning": {"effort": None, "summary": None},
    "service_tier": "auto",
    "text": {"format": {"type": "text"}, "verbosity": "medium"},
    "tools": [],
    "compaction": None,
    "experimental": None,
}
MERGED = ("multi_agent", "reasoning", "text")
MOST_SUBAGENTS = 6
# Unlike a response's, an agent's schema has no name.
FORMATS = {"text": parse_fields({}), "json_schema": parse_fields({"schema!": "object"})}


@dataclass(frozen=True)
class StoredAgents(StoredResource):
    """Agents that sessions can name."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new agent."""
        settings = with_changes(SETTINGS, call.body)
        agent = call.keeping_unknown(self.new(call.body, **settings, updated_at=now()))
        call.sandbox.store.add(self.kind, agent)
        return agent

    async def update(self, call: ApiCall) -> Document:
        """Change what was sent; null is what it was before it was ever given."""
        agent = self.find(call).document
        given = {name: self.defaults.get(name) if v is None else v for name, v in call.body.items()}
        changed = {**agent, **given, **with_changes(agent, call.body), "updated_at": now()}
        call.sandbox.store.replace(self.kind, changed)
        return changed


def with_changes(settings: Mapping[str, Any], given: Mapping[str, Any]) -> Document:
    """Return an agent's settings with those that a request changes."""
    changed = {name: settings[name] for name in SETTINGS}
    for name in SETTINGS.keys() & given.keys():
        value = SETTINGS[name] if given[name] is None else given[name]
        changed[name] = {**changed[name], **value} if name in MERGED else value
    own_tools(changed["tools"])
    check_format(changed["text"])
    team = changed["multi_agent"]
    if team["enabled"] and team["max_concurrent_subagents"] is None:
        changed["multi_agent"] = {**team, "max_concurrent_subagents": MOST_SUBAGENTS}
    return changed


def check_format(text: Mapping[str, Any]) -> None:
    """Refuse a form of the answers that there is not."""
    wanted = text.get("format") or {"type": "text"}
    if wanted.get("type") not in FORMATS:
        raise unsupported(wanted.get("type"), FORMATS, "text.format.type")
    check_fields(wanted, FORMATS[wanted["type"]], "text.format")


def agent_of(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return the agent that a session is to have: one that is kept, changed or new."""
    identifier = given.get("agent_id")
    known: Document = {"id": new_id(AGENTS.prefix), "name": None, **SETTINGS}
    if identifier is not None:
        known = AGENTS.named(sandbox, identifier).document
    settings = with_changes(known, given.get("agent") or {})
    if not settings["model"]:
        raise absent("agent_id" if given.get("agent") is None else "agent.model")
    return {"id": known["id"], "name": known["name"], **settings}


AGENTS = StoredAgents(
    kind="agent",
    noun="agent",
    collection="/agents",
    parameter="agent_id",
    deleted_object="agent.deleted",
    prefix="agent_",
    defaults={"name": None, "metadata": {}, **SETTINGS},
)
HANDLERS: dict[str, Handler] = AGENTS.serve("create", "list", "get", "update", "delete")
