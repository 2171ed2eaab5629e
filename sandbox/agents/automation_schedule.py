"""Sets automations off, when their time has come or when somebody says so."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..requests.refusals import Refusal
from .automation_objects import AUTOMATIONS, INVOCATIONS
from .automation_targets import tell_target
from .cron import Schedule

if TYPE_CHECKING:
    from datetime import tzinfo

    from ..requests.call import Sandbox
    from ..state.store import Document

# The clock of the machine may be set meanwhile: it is looked at again at least this often.
LONGEST_WAIT = 600.0
PENDING = "pending_delivery"


def invoke(sandbox: Sandbox, automation: Document, **told: Any) -> Document:
    """Set an automation off now."""
    identifier = automation["id"]
    invocation = INVOCATIONS.new({"automation_id": identifier, **told})
    sandbox.store.add(INVOCATIONS.within(identifier), invocation)
    if invocation["status"] == "queued":
        start(sandbox, invocation)
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


def arm(sandbox: Sandbox, automation: Document) -> None:
    """Let an automation go off when its time comes; one that is not active does not."""
    disarm(sandbox, automation["id"])
    due = next_time(automation) if automation["status"] == "active" else None
    if due is not None:
        wait = min(max(due - time.time(), 0.0), LONGEST_WAIT)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(wait, look, sandbox, automation["id"], due)
        sandbox.timers[automation["id"]] = timer


def disarm(sandbox: Sandbox, identifier: str) -> None:
    """Let an automation not go off any more."""
    timer = sandbox.timers.pop(identifier, None)
    if timer is not None:
        timer.cancel()


def look(sandbox: Sandbox, identifier: str, due: int) -> None:
    """Set an automation off if its time has come, and wait for the next one."""
    record = sandbox.store.get(AUTOMATIONS.kind, identifier)
    if record is None:
        return
    automation = record.document
    if time.time() >= due:
        automation = go_off(sandbox, automation, due)
    arm(sandbox, automation)


def go_off(sandbox: Sandbox, automation: Document, due: int) -> Document:
    """Set an automation off at its time, unless the time before is still being delivered."""
    source = {"type": "automation", "automation": automation}
    place = INVOCATIONS.within(automation["id"])
    is_late = bool(sandbox.store.unfinished(place, ("queued",)))
    skipped = {"status": "skipped", "skip_reason": PENDING} if is_late else {}
    invoke(sandbox, automation, source=source, scheduled_at=due, **skipped)
    if automation["type"] == "once":
        automation = {**automation, "status": "completed"}
        sandbox.store.replace(AUTOMATIONS.kind, automation)
    return automation


def next_time(automation: Document) -> int | None:
    """Return when an automation goes off next, in seconds of the epoch."""
    if automation["type"] == "once":
        return int(automation["run_at"])
    schedule = Schedule.of(automation["expression"])
    return schedule.next_after(time.time(), zone_of(automation["timezone"]))


def zone_of(name: str) -> tzinfo:
    """Return a time zone; raises ValueError for one that there is not."""
    if name.upper() in ("UTC", "ETC/UTC"):
        return UTC  # a machine may have no list of time zones
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(f"there is no time zone '{name}'") from error


def resume(sandbox: Sandbox) -> None:
    """Deliver what was not delivered when the server stopped, and wait for what is to come."""
    for record in sandbox.store.unfinished(INVOCATIONS.kind, ("queued",)):
        start(sandbox, record.document)
    for record in sandbox.store.all(AUTOMATIONS.kind):
        arm(sandbox, record.document)
