"""Roles: those of the organization, and those of each project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from . import audit, kinds
from .admin_resources import AdminResource, leave_everywhere, usual
from .projects import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

ASSIGNMENTS = (kinds.GROUP_ROLE, kinds.USER_ROLE)


class Roles(AdminResource):
    """Roles, of which the predefined ones cannot be changed."""

    def new(self, given: Mapping[str, Any], **computed: Any) -> Document:
        """Return a new role of the organization or of a project."""
        resource = "api.organization" if self.parent is None else "api.project"
        return super().new(given, resource_type=resource, predefined_role=False, **computed)

    async def update(self, call: ApiCall) -> Document:
        """Change a role that was made here."""
        self.refuse_predefined(call)
        return await super().update(call)

    async def delete(self, call: ApiCall) -> Document:
        """Delete a role that was made here, also from those who have it."""
        self.refuse_predefined(call)
        answer = await super().delete(call)
        for kind in ASSIGNMENTS:
            leave_everywhere(call, kind, answer["id"])
        return answer

    def refuse_predefined(self, call: ApiCall) -> None:
        """Refuse to touch a role that every organization or project has."""
        role = self.find(call).document
        if role["predefined_role"]:
            message = f"The role '{role['name']}' is predefined: it cannot be changed or deleted."
            raise Refusal(message, code="predefined_role")

    def tell(self, call: ApiCall, verb: str, document: Document, details: Document) -> None:
        """Write down what was done; of a new role, without a layer between."""
        resource = {"resource_type": document["resource_type"]}
        flat = {**details.get("data", {}), **resource} if verb == "created" else details
        audit.record(call, self.events[verb], {"id": document["id"], **flat})


ROLES = Roles(
    kind=kinds.ROLE,
    noun="role",
    collection="/organization/roles",
    parameter="role_id",
    limit=1000,
    order="asc",
    prefix="role_",
    defaults={"name": None, "description": None, "permissions": []},
    events=usual("role"),
    told={"name": "role_name", "permissions": "permissions", "description": "description"},
    renamed={"role_name": "name"},
    made_at="",
    lists_next=True,
)
PROJECT_ROLES = replace(ROLES, collection="/projects/{project_id}/roles", parent=PROJECTS)

HANDLERS: dict[str, Handler] = {
    **ROLES.serve("create", "list", "get", "update", "delete"),
    **PROJECT_ROLES.serve("create", "list", "get", "update", "delete"),
}
