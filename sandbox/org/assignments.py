"""Who has which role: groups and users, in the organization and in its projects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import audit, kinds
from .admin_resources import Membership
from .groups import GROUPS, PROJECT_GROUPS
from .roles import PROJECT_ROLES, ROLES
from .users import PROJECT_USERS, USERS

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..requests.resources import StoredResource
    from ..state.store import Document


@dataclass(frozen=True)
class Assignments(Membership):
    """The roles of one principal, which is a group or a user."""

    principal: str = ""
    principals: StoredResource = GROUPS

    def keep(self, call: ApiCall, document: Document, hidden: Document | None = None) -> Document:
        """Keep a new assignment with whoever made it."""
        return super().keep(call, {**document, "created_by": call.principal.user_id}, hidden)

    def joined(self, call: ApiCall, _document: Document, role: Document) -> Document:
        """Return who got which role."""
        return {"object": self.kind, self.principal: self.holder(call), "role": role}

    def holder(self, call: ApiCall) -> Document:
        """Return the group or the user who has the role."""
        holder = self.principals.find(call).document
        if self.principal == "user":
            return USERS.shown(call, holder)
        named = {name: holder[name] for name in ("id", "name", "created_at")}
        return {"object": "group", **named, "scim_managed": holder["is_scim_managed"]}

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a role, and by whom and since when it is assigned."""
        role = self.member_of(call, document["id"])
        source = {"principal_id": self.holder(call)["id"], "principal_type": self.principal}
        return {
            **{name: value for name, value in role.items() if name != "object"},
            "created_at": document["created_at"],
            "updated_at": document["created_at"],
            "created_by": document["created_by"],
            "created_by_user_obj": None,
            "metadata": {},
            "assignment_sources": [source],
        }

    async def delete(self, call: ApiCall) -> Document:
        """Take a role away."""
        answer = await super().delete(call)
        return {"object": answer["object"], "deleted": True}

    def tell(self, call: ApiCall, verb: str, document: Document, _details: Document) -> None:
        """Write down who got or lost which role, and where."""
        project = call.path.get("project_id")
        payload = {
            "id": document["id"],
            "principal_id": call.path[self.principals.parameter],
            "principal_type": self.principal,
            "resource_id": project or audit.ORGANIZATION,
            "resource_type": "api.project" if project else "api.organization",
        }
        audit.record(call, f"role.assignment.{verb}", payload)


GROUP_ROLES = Assignments(
    kind=kinds.GROUP_ROLE,
    noun="role assignment",
    collection="/organization/groups/{group_id}/roles",
    parameter="role_id",
    limit=1000,
    order="asc",
    parent=GROUPS,
    member=ROLES,
    named_by="role_id",
    lists_next=True,
    principal="group",
    principals=GROUPS,
)
USER_ROLES = replace(
    GROUP_ROLES,
    kind=kinds.USER_ROLE,
    collection="/organization/users/{user_id}/roles",
    parent=USERS,
    principal="user",
    principals=USERS,
)
PROJECT_GROUP_ROLES = replace(
    GROUP_ROLES,
    collection="/projects/{project_id}/groups/{group_id}/roles",
    parent=PROJECT_GROUPS,
    member=PROJECT_ROLES,
)
PROJECT_USER_ROLES = replace(
    USER_ROLES,
    collection="/projects/{project_id}/users/{user_id}/roles",
    parent=PROJECT_USERS,
    member=PROJECT_ROLES,
)

HANDLERS: dict[str, Handler] = {
    name: handler
    for assignments in (GROUP_ROLES, USER_ROLES, PROJECT_GROUP_ROLES, PROJECT_USER_ROLES)
    for name, handler in assignments.serve("create", "list", "get", "delete").items()
}
