"""Groups of users, and the groups that work in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import audit, kinds
from .admin_resources import AdminResource, Membership, leave_everywhere, usual
from .projects import PROJECTS
from .users import USERS

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

GROUP_TYPE = "group"


class Groups(AdminResource):
    """Groups, which leave their projects when they are deleted."""

    async def update(self, call: ApiCall) -> Document:
        """Rename a group; the answer does not repeat its type."""
        group = await super().update(call)
        return {name: value for name, value in group.items() if name != "group_type"}

    async def delete(self, call: ApiCall) -> Document:
        """Delete a group, also from its projects."""
        answer = await super().delete(call)
        leave_everywhere(call, kinds.PROJECT_GROUP, answer["id"])
        return answer


GROUPS = Groups(
    kind=kinds.GROUP,
    noun="group",
    collection="/organization/groups",
    parameter="group_id",
    limit=100,
    order="asc",
    prefix="group_",
    defaults={"name": None, "is_scim_managed": False, "group_type": GROUP_TYPE},
    events=usual("group"),
    told={"name": "group_name"},
    unshown=("object",),
    lists_next=True,
)


class GroupUsers(Membership):
    """The users of a group; who comes and who goes is a change of the group."""

    def joined(self, call: ApiCall, _document: Document, person: Document) -> Document:
        """Return who came to which group."""
        ids = {"user_id": person["id"], "group_id": call.path["group_id"]}
        return {"object": self.kind, **ids}

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a user as the members of groups are shown."""
        user = self.member_of(call, document["id"])
        return {
            **self.listed(call, document),
            "picture": user["user"]["picture"],
            "is_service_account": user["is_service_account"],
            "user_type": "user",
        }

    def listed(self, call: ApiCall, document: Document) -> Document:
        """Return a user as the lists of members show him."""
        user = self.member_of(call, document["id"])
        return {name: user[name] for name in ("id", "name", "email")}

    async def delete(self, call: ApiCall) -> Document:
        """Remove a user from a group."""
        answer = await super().delete(call)
        return {"object": answer["object"], "deleted": True}

    def tell(self, call: ApiCall, verb: str, document: Document, _details: Document) -> None:
        """Write down who came or went."""
        changes = {"users_added" if verb == "created" else "users_removed": [document["id"]]}
        payload = {"id": call.path["group_id"], "changes_requested": changes}
        audit.record(call, "group.updated", payload)


GROUP_USERS = GroupUsers(
    kind=kinds.GROUP_USER,
    noun="group user",
    collection="/organization/groups/{group_id}/users",
    parameter="user_id",
    limit=100,
    parent=GROUPS,
    member=USERS,
    named_by="user_id",
    lists_next=True,
)


class ProjectGroups(Membership):
    """The groups of a project."""

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a group as it is in the project."""
        group = self.member_of(call, document["id"])
        return {
            "object": self.kind,
            "project_id": call.path["project_id"],
            "group_id": group["id"],
            "group_name": group["name"],
            "group_type": group["group_type"],
            "created_at": document["created_at"],
        }

    async def delete(self, call: ApiCall) -> Document:
        """Remove a group from a project."""
        answer = await super().delete(call)
        return {"object": answer["object"], "deleted": True}


PROJECT_GROUPS = ProjectGroups(
    kind=kinds.PROJECT_GROUP,
    noun="project group",
    collection="/organization/projects/{project_id}/groups",
    parameter="group_id",
    order="asc",
    parent=PROJECTS,
    defaults={"role": None},
    member=GROUPS,
    named_by="group_id",
    lists_next=True,
)

HANDLERS: dict[str, Handler] = {
    **GROUPS.serve("create", "list", "get", "update", "delete"),
    **GROUP_USERS.serve("create", "list", "get", "delete"),
    **PROJECT_GROUPS.serve("create", "list", "get", "delete"),
}
