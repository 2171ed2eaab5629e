"""Automations, each time that one was set off, and where they are served."""

from __future__ import annotations

from ..requests.resources import StoredResource

AUTOMATIONS = StoredResource(
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
        "source": {"type": "manual"},
        "status": "queued",
    },
)
