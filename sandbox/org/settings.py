"""What the organization or a project has one of: retention, permissions, and a spend limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from . import audit
from .projects import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..requests.resources import StoredResource
    from ..state.store import Document, Store

TOOLS = ("file_search", "web_search", "image_generation", "mcp", "code_interpreter")


@dataclass(frozen=True)
class OrganizationSetting:
    """One object a parent, with what it is until it is set; nothing, if that is not said."""

    path: str
    object: str
    noun: str
    parent: StoredResource | None = None
    initial: Mapping[str, Any] | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)

    def serve(self, *verbs: str) -> dict[str, Handler]:
        """Return the handlers of the verbs, by operation."""
        known: dict[str, tuple[str, Handler]] = {
            "get": (f"GET {self.path}", self.get),
            "set": (f"POST {self.path}", self.set),
            "clear": (f"DELETE {self.path}", self.clear),
        }
        return dict(known[verb] for verb in verbs)

    def identifier(self, call: ApiCall) -> str:
        """Return the id of the parent, by which the store has the setting."""
        if self.parent is None:
            return audit.ORGANIZATION
        return str(self.parent.find(call).document["id"])

    def of(self, store: Store, identifier: str) -> Document:
        """Return what is set, or what is so from the start."""
        record = store.get(self.object, identifier)
        return dict(record.document["fields"] if record else self.initial or {})

    def fields(self, call: ApiCall) -> Document:
        """Return what holds, or refuse if nothing was ever set."""
        identifier = self.identifier(call)
        fields = self.of(call.sandbox.store, identifier)
        if not fields:
            message = f"No {self.noun} is set for {identifier}."
            raise Refusal(message, status=404, code="not_set")
        return fields

    def shown(self, _call: ApiCall, fields: Document) -> Document:
        """Return the setting as it is shown."""
        return {"object": self.object, **fields}

    async def get(self, call: ApiCall) -> Document:
        """Answer what is set."""
        return self.shown(call, self.fields(call))

    async def set(self, call: ApiCall) -> Document:
        """Set it; what is not mentioned stays, where there is something already."""
        sent = {
            self.renamed.get(name, name): value
            for name, value in call.body.items()
            if value is not None
        }
        identifier = self.identifier(call)
        fields = {**self.of(call.sandbox.store, identifier), **sent}
        call.sandbox.store.delete(self.object, identifier)
        call.sandbox.store.add(self.object, {"id": identifier, "fields": fields})
        audit.record_setting(call, {self.noun: sent})
        return self.shown(call, fields)

    async def clear(self, call: ApiCall) -> Document:
        """Go back to how it is from the start."""
        self.fields(call)
        call.sandbox.store.delete(self.object, self.identifier(call))
        audit.record_setting(call, {self.noun: None})
        return {"object": f"{self.object}.deleted", "deleted": True}


class ToolPermissions(OrganizationSetting):
    """Which hosted tools a project may use; the object has no type of its own."""

    def shown(self, _call: ApiCall, fields: Document) -> Document:
        """Return the tools alone."""
        return fields


ORGANIZATION_RETENTION = OrganizationSetting(
    path="/organization/data_retention",
    object="organization.data_retention",
    noun="data_retention",
    initial={"type": "modified_abuse_monitoring"},
    renamed={"retention_type": "type"},
)
PROJECT_RETENTION = OrganizationSetting(
    path="/organization/projects/{project_id}/data_retention",
    object="project.data_retention",
    noun="data_retention",
    parent=PROJECTS,
    initial={"type": "organization_default"},
    renamed={"retention_type": "type"},
)
TOOL_PERMISSIONS = ToolPermissions(
    path="/organization/projects/{project_id}/hosted_tool_permissions",
    object="project.hosted_tool_permissions",
    noun="hosted_tool_permissions",
    parent=PROJECTS,
    initial={tool: {"enabled": True} for tool in TOOLS},
)
MODEL_PERMISSIONS = OrganizationSetting(
    path="/organization/projects/{project_id}/model_permissions",
    object="project.model_permissions",
    noun="model_permissions",
    parent=PROJECTS,
    initial={"mode": "deny_list", "model_ids": []},
)
SERVICE_TIERS = OrganizationSetting(
    path="/organization/projects/{project_id}/service_tier_settings",
    object="project.service_tier_settings",
    noun="service_tier_settings",
    parent=PROJECTS,
    initial={"default": "standard", "enabled_tiers": "all"},
)

HANDLERS: dict[str, Handler] = {
    **ORGANIZATION_RETENTION.serve("get", "set"),
    **PROJECT_RETENTION.serve("get", "set"),
    **TOOL_PERMISSIONS.serve("get", "set"),
    **MODEL_PERMISSIONS.serve("get", "set", "clear"),
    **SERVICE_TIERS.serve("get", "set"),
}
