"""The audit log: what the administrator changed, when, and with which key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now
from . import kinds

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Selection

ORGANIZATION = "org-sandbox"


class AuditLog(StoredResource):
    """The events, which are only ever read."""

    def selection(self, query: Any) -> Selection:
        """Return which events a query asks for; no tenant above the organization has any."""
        if query.get("tenant_only"):
            query = {**query, "event_types": []}
        return super().selection(query)


AUDIT_LOG = AuditLog(
    kind="organization.audit_log",
    noun="audit event",
    collection="/organization/audit_logs",
    parameter="event_id",
    tags=("project_ids", "event_types", "actor_ids", "actor_emails", "resource_ids"),
    ranges=("effective_at",),
)


def record(call: ApiCall, event: str, payload: Document, project_id: str | None = None) -> None:
    """Write an event down, and beside it what it can be found by."""
    actor = actor_of(call)
    document: Document = {
        "id": new_id("audit_log-"),
        "type": event,
        "effective_at": now(),
        "actor": {"type": "api_key", "api_key": actor},
        event: payload,
    }
    project = call.sandbox.store.get(kinds.PROJECT, project_id or call.path.get("project_id", ""))
    if project is not None:
        document["project"] = {name: project.document[name] for name in ("id", "name")}
    call.sandbox.store.add(AUDIT_LOG.kind, document, tags_of(document, actor, payload))


def tags_of(document: Document, actor: Document, payload: Document) -> Document:
    """Return by what the filters of the list find an event."""
    resources = [payload, *payload.get("certificates", [])]
    return {
        "project_ids": [document["project"]["id"]] if "project" in document else [],
        "event_types": [document["type"]],
        "actor_ids": [actor["id"], actor["user"]["id"]],
        "actor_emails": [actor["user"]["email"]],
        "resource_ids": [resource["id"] for resource in resources if "id" in resource],
    }


def actor_of(call: ApiCall) -> Document:
    """Return the key that was used and whose it is."""
    owner = call.sandbox.store.get(kinds.USER, call.principal.user_id)
    email = owner.document["email"] if owner else None
    user = {"id": call.principal.user_id, "email": email}
    return {"type": "user", "id": call.principal.api_key_id, "user": user}


def record_setting(call: ApiCall, changes: Document) -> None:
    """Write down a change that is one of its project, or else of the organization."""
    project = call.path.get("project_id")
    event = "project.updated" if project else "organization.updated"
    record(call, event, {"id": project or ORGANIZATION, "changes_requested": changes})


HANDLERS: dict[str, Handler] = AUDIT_LOG.serve("list")
