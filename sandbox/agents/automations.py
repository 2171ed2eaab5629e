"""Automations: what an agent is told at set times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent
from .automation_objects import AUTOMATIONS, INVOCATIONS
from .automation_schedule import arm, disarm, invoke, resume, zone_of
from .automation_targets import read_target
from .cron import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

__all__ = ["HANDLERS", "resume"]

# When each type goes off: what it must have.
TIMES = {"periodic": ("expression", "timezone"), "once": ("run_at",)}


async def create(call: ApiCall) -> Document:
    """Keep a new automation, with what its answers do not show of its target."""
    check_times(call.body)
    target = read_target(call.sandbox, call.body["target"])
    automation = call.keeping_unknown(AUTOMATIONS.new(call.body, target=target))
    call.sandbox.store.add(AUTOMATIONS.kind, automation, {"target": call.body["target"]})
    arm(call.sandbox, automation)
    return automation


async def update(call: ApiCall) -> Document:
    """Change what was sent."""
    record = AUTOMATIONS.find(call)
    changed, hidden = {**record.document, **call.body}, record.hidden
    check_times(changed)
    if "target" in call.body:
        hidden = {"target": call.body["target"]}
        changed["target"] = read_target(call.sandbox, call.body["target"])
    return keep(call, changed, hidden)


async def delete(call: ApiCall) -> Document:
    """Delete an automation, which does not go off any more."""
    deleted = await AUTOMATIONS.delete(call)
    disarm(call.sandbox, deleted["id"])
    return deleted


def keep(call: ApiCall, automation: Document, hidden: Document | None = None) -> Document:
    """Keep a newer version of an automation, and go by its times."""
    call.sandbox.store.replace(AUTOMATIONS.kind, automation, hidden)
    arm(call.sandbox, automation)
    return automation


def check_times(given: Mapping[str, Any]) -> None:
    """Refuse an automation that does not say when it goes off."""
    for name in TIMES[given["type"]]:
        if given.get(name) is None:
            raise absent(name)
    if given["type"] == "periodic":
        check_time("expression", Schedule.of, given)
        check_time("timezone", zone_of, given)


def check_time(name: str, read: Callable[[str], object], given: Mapping[str, Any]) -> None:
    """Refuse what cannot be read as what it is."""
    try:
        read(given[name])
    except ValueError as error:
        text = f"Invalid {name} '{given[name]}': {error}."
        raise Refusal(text, param=name, code="invalid_value") from error


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
    return keep(call, {**automation, "status": status, "pause_reason": None})


async def invoke_now(call: ApiCall) -> Document:
    """Set an automation off now, whatever its times are."""
    return invoke(call.sandbox, AUTOMATIONS.find(call).document)


ITEM = "/agents/automations/{automation_id}"
HANDLERS: dict[str, Handler] = {
    "POST /agents/automations": create,
    f"POST {ITEM}": update,
    f"DELETE {ITEM}": delete,
    f"POST {ITEM}/pause": pause,
    f"POST {ITEM}/resume": resume_one,
    f"POST {ITEM}/invocations": invoke_now,
    **AUTOMATIONS.serve("list", "get"),
    **INVOCATIONS.serve("list", "get"),
}
