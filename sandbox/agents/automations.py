"""Automations: what an agent is told at set times, and each time that one was set off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from ..requests.refusals import Refusal, absent, unsupported
from ..requests.resources import StoredResource
from ..requests.validation import check_fields, parse_fields
from .agent_settings import agent_of
from .environments import HOSTED, SETTINGS, shown_settings
from .environments import with_changes as with_environment
from .sessions.session_inputs import read_messages
from .sessions.session_objects import SESSIONS
from .sessions.session_state import SessionState
from .sessions.sessions import open_session
from .sessions.turns import begin_turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

CRON = re.compile(r"\S+( \S+){4}")
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
# When each type goes off: what it must have.
TIMES = {"periodic": ("expression", "timezone"), "once": ("run_at",)}
MANUAL = {"type": "manual"}


@dataclass(frozen=True)
class StoredAutomations(StoredResource):
    """Automations, and what their answers do not show of their targets."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new automation."""
        check_times(call.body)
        target = read_target(call.sandbox, call.body["target"])
        automation = call.keeping_unknown(self.new(call.body, target=target))
        call.sandbox.store.add(self.kind, automation, {"target": call.body["target"]})
        return automation

    async def update(self, call: ApiCall) -> Document:
        """Change what was sent."""
        record = self.find(call)
        changed, hidden = {**record.document, **call.body}, record.hidden
        check_times(changed)
        if "target" in call.body:
            hidden = {"target": call.body["target"]}
            changed["target"] = read_target(call.sandbox, call.body["target"])
        call.sandbox.store.replace(self.kind, changed, hidden)
        return changed


def check_times(given: Mapping[str, Any]) -> None:
    """Refuse an automation that does not say when it goes off."""
    for name in TIMES[given["type"]]:
        if given.get(name) is None:
            raise absent(name)
    if given["type"] == "periodic":
        check_period(given["expression"], given["timezone"])


def check_period(expression: str, timezone: str) -> None:
    """Refuse what is no cron expression, and a time zone that there is not."""
    if CRON.fullmatch(expression) is None:
        text = f"Invalid cron expression '{expression}': it has five fields."
        raise Refusal(text, param="expression", code="invalid_value")
    try:
        # A machine may have no list of time zones; then any will do.
        known = not available_timezones() or bool(ZoneInfo(timezone))
    except (ValueError, OSError, KeyError):
        known = False
    if not known:
        text = f"Invalid time zone '{timezone}'."
        raise Refusal(text, param="timezone", code="invalid_value")


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
    shown = shown_settings(sandbox, with_environment(SETTINGS, given))
    kept = {name: shown[name] for name in shown.keys() & given.keys()}
    names = ("type", "environment_id", "environment_template_id", "container_size")
    return {**{name: given[name] for name in names if name in given}, **kept}


async def pause(call: ApiCall) -> Document:
    """Let an automation not go off by itself any more."""
    return with_status(call, "paused")


async def resume_one(call: ApiCall) -> Document:
    """Let an automation go off again."""
    return with_status(call, "active")


def with_status(call: ApiCall, status: str) -> Document:
    """Give an automation another status, unless it is over."""
    automation = AUTOMATIONS.find(call).document
    if automation["status"] == "completed":
        raise Refusal(f"Automation {automation['id']} is completed.", code="invalid_status")
    changed = {**automation, "status": status, "pause_reason": None}
    call.sandbox.store.replace(AUTOMATIONS.kind, changed)
    return changed


async def invoke(call: ApiCall) -> Document:
    """Set an automation off now."""
    automation_id = AUTOMATIONS.find(call).document["id"]
    invocation = INVOCATIONS.new({"automation_id": automation_id})
    call.sandbox.store.add(INVOCATIONS.within(automation_id), invocation)
    start(call.sandbox, invocation)
    return invocation


def start(sandbox: Sandbox, invocation: Document) -> None:
    """Begin to deliver what an automation says."""
    sandbox.jobs.start(invocation["id"], deliver(sandbox, invocation))


async def deliver(sandbox: Sandbox, invocation: Document) -> None:
    """Tell the session of an automation what to do; that it is told is all that is waited for."""
    await sandbox.jobs.step()
    record = sandbox.store.get(AUTOMATIONS.kind, invocation["automation_id"])
    if record is None:
        return
    try:
        session_id = tell_target(sandbox, record.hidden["target"])
        told: Document = {"status": "completed", "session_id": session_id}
    except Refusal as refusal:
        error = {"code": refusal.code or "not_found", "message": refusal.message}
        told = {"status": "failed", "error": error}
    place = INVOCATIONS.within(invocation["automation_id"])
    sandbox.store.replace(place, {**invocation, **told})


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


def resume(sandbox: Sandbox) -> None:
    """Deliver what was not delivered when the server stopped."""
    for record in sandbox.store.unfinished(INVOCATIONS.kind, ("queued",)):
        start(sandbox, record.document)


AUTOMATIONS = StoredAutomations(
    kind="agent.automation",
    noun="automation",
    collection="/agents/automations",
    parameter="automation_id",
    deleted_object="agent.automation.deleted",
    prefix="auto_",
    nested={"session_id": "target.session_id"},
    defaults={
        "created_by": {"type": "developer"},
        "expression": None,
        "metadata": {},
        "name": None,
        "pause_reason": None,
        "run_at": None,
        "status": "active",
        "target": None,
        "timezone": None,
        "type": None,
    },
)
INVOCATIONS = StoredResource(
    kind="agent.automation.invocation",
    noun="invocation",
    collection="/agents/automations/{automation_id}/invocations",
    parameter="invocation_id",
    parent=AUTOMATIONS,
    prefix="inv_",
    defaults={
        "automation_id": None,
        "error": None,
        "scheduled_at": None,
        "session_id": None,
        "skip_reason": None,
        "source": MANUAL,
        "status": "queued",
    },
)
ITEM = "/agents/automations/{automation_id}"
HANDLERS: dict[str, Handler] = {
    f"POST {ITEM}/pause": pause,
    f"POST {ITEM}/resume": resume_one,
    f"POST {ITEM}/invocations": invoke,
    **AUTOMATIONS.serve("create", "list", "get", "update", "delete"),
    **INVOCATIONS.serve("list", "get"),
}
