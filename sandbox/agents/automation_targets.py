"""What an automation sets off: a session that is there, or a new one each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import unsupported
from ..requests.validation import check_fields, parse_fields
from .agent_settings import agent_of
from .environments import HOSTED, SETTINGS, shown_settings, with_changes
from .sessions.session_inputs import read_messages
from .sessions.session_objects import SESSIONS
from .sessions.session_state import SessionState
from .sessions.sessions import open_session
from .sessions.turns import begin_turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import Sandbox
    from ..state.store import Document

NEW, EXISTING = "new_session", "existing_session"
TARGETS = {
    NEW: parse_fields(
        {
            "environment!": "object",
            "input!": "array<object> items:1..",
            "agent": "object|null",
            "agent_id": "string|null",
            "metadata": "metadata|null",
            "vault_ids": "array<string>|null",
        }
    ),
    EXISTING: parse_fields({"session_id!": "string", "instructions!": "string length:1.."}),
}


def read_target(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return what answers show of a target, which must be there."""
    kind = given.get("type")
    if kind not in TARGETS:
        raise unsupported(kind, TARGETS, "target.type")
    check_fields(given, TARGETS[kind], "target")
    if kind == EXISTING:
        SESSIONS.named(sandbox, given["session_id"])
        return {name: given[name] for name in ("type", "session_id", "instructions")}
    return read_new_session(sandbox, given)


def read_new_session(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return what answers show of the session that is going to be made."""
    agent_of(sandbox, given)
    return {
        "type": NEW,
        "agent": given.get("agent"),
        "agent_id": given.get("agent_id"),
        "environment": shown_environment(sandbox, given["environment"]),
        "input": [
            {name: message[name] for name in ("type", "role", "content")}
            for message in read_messages(given["input"], "target.input")
        ],
        "metadata": given.get("metadata") or {},
        "vault_ids": given.get("vault_ids") or [],
    }


def shown_environment(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return an environment without what may be secret in it."""
    if given.get("type") not in ("none", HOSTED):
        raise unsupported(given.get("type"), ("none", HOSTED), "target.environment.type")
    shown = shown_settings(sandbox, with_changes(SETTINGS, given))
    kept = {name: shown[name] for name in shown.keys() & given.keys()}
    names = ("type", "environment_id", "environment_template_id", "container_size")
    return {**{name: given[name] for name in names if name in given}, **kept}


def tell_target(sandbox: Sandbox, target: Mapping[str, Any]) -> str:
    """Begin a turn in the session that is there, or in a new one; return which it is."""
    with sandbox.store.transaction():
        if target["type"] == NEW:
            state, asked = open_session(sandbox, target), target["input"]
        else:
            SESSIONS.named(sandbox, target["session_id"])
            state, asked = SessionState(sandbox, target["session_id"]), target["instructions"]
        begin_turn(state, read_messages(asked, "input"), 0.0)
    return state.id
