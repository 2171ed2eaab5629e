"""The users of the organization, those who are invited, and the users of its projects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent, missing
from ..state.identifiers import now
from . import kinds
from .admin_resources import AdminResource, Membership, leave_everywhere
from .projects import PROJECTS
from .roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

INVITED_FOR = 7 * 86_400
EVENTS = {"created": "user.added", "updated": "user.updated", "deleted": "user.deleted"}


class Users(AdminResource):
    """Users, of whom one owner always stays."""

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a user with the projects that he is in."""
        return {**document, "projects": {"object": "list", "data": projects_of(call, document)}}

    async def update(self, call: ApiCall) -> Document:
        """Change a user, whose role may be named by its id."""
        role = call.body.get("role")
        if call.body.get("role_id") is not None:
            role = ROLES.find(call, call.body["role_id"]).document["name"]
        if role not in (None, "owner"):
            self.refuse_last_owner(call)
        body = {**call.body, "role": role, "role_id": None}
        return await super().update(replace(call, body=body))

    async def delete(self, call: ApiCall) -> Document:
        """Remove a user from the organization, its projects and its groups."""
        self.refuse_last_owner(call)
        self.refuse_oneself(call)
        answer = await super().delete(call)
        for place, _document in call.sandbox.store.everywhere(kinds.PROJECT_USER, answer["id"]):
            close_keys(call, place.split("/")[1], answer["id"])
        for kind in (kinds.PROJECT_USER, kinds.GROUP_USER):
            leave_everywhere(call, kind, answer["id"])
        return answer

    def refuse_last_owner(self, call: ApiCall) -> None:
        """Refuse a change after which the organization would have no owner."""
        user = self.find(call).document
        owners = [
            record.document["id"]
            for record in call.sandbox.store.all(self.kind)
            if record.document["role"] == "owner"
        ]
        if owners == [user["id"]]:
            message = f"{user['id']} is the only owner: make another user an owner first."
            raise Refusal(message, code="last_owner")

    def refuse_oneself(self, call: ApiCall) -> None:
        """Refuse to remove the user whose key is in use: it would be nobody's."""
        if call.path["user_id"] == call.principal.user_id:
            message = f"{call.principal.user_id} is the owner of the key in use: use another's."
            raise Refusal(message, code="cannot_remove_self")


USERS = Users(
    kind=kinds.USER,
    noun="user",
    collection="/organization/users",
    parameter="user_id",
    tags=("emails",),
    events=EVENTS,
    told={"role": "role"},
)


def projects_of(call: ApiCall, user: Document) -> list[Document]:
    """Return the projects that a user is in, with the role that he has there."""
    found = []
    for place, membership in call.sandbox.store.everywhere(kinds.PROJECT_USER, user["id"]):
        project = PROJECTS.find(call, place.split("/")[1]).document
        found.append({"id": project["id"], "name": project["name"], "role": membership["role"]})
    return found


class ProjectUsers(Membership):
    """The users of a project, who are named by their id or by their address."""

    def joining(self, call: ApiCall) -> Document:
        """Return the user who is to be added."""
        identifier, email = call.body.get("user_id"), call.body.get("email")
        if identifier is not None:
            return USERS.find(call, identifier).document
        if email is None:
            message = "Missing required parameter: 'user_id' or 'email'."
            raise Refusal(message, param="user_id", code="missing_required_parameter")
        for record in call.sandbox.store.all(USERS.kind):
            if record.document["email"] == email:
                return record.document
        raise missing("user", email)

    async def delete(self, call: ApiCall) -> Document:
        """Remove a user from a project, where his keys stop being active."""
        answer = await super().delete(call)
        close_keys(call, call.path["project_id"], answer["id"])
        return answer


PROJECT_USERS = ProjectUsers(
    kind=kinds.PROJECT_USER,
    noun="project user",
    collection="/organization/projects/{project_id}/users",
    parameter="user_id",
    parent=PROJECTS,
    defaults={"role": "member"},
    made_at="added_at",
    events=EVENTS,
    told={"role": "role"},
    member=USERS,
    borrowed=("name", "email"),
)


def close_keys(call: ApiCall, project_id: str, user_id: str) -> None:
    """Note on a user's keys that their owner has left the project."""
    place = f"{kinds.PROJECT_KEY}/{project_id}/"
    for record in call.sandbox.store.all(place):
        if record.hidden["asker"]["user_id"] == user_id:
            closed = {**record.document, "owner_project_access": "inactive"}
            call.sandbox.store.replace(place, closed)


class Invites(AdminResource):
    """Invitations, which nobody can accept here: they wait until they expire."""

    def new(self, given: Mapping[str, Any], **computed: Any) -> Document:
        """Return a new invitation with its end."""
        invite = super().new(given, **computed)
        return {**invite, "expires_at": invite["created_at"] + INVITED_FOR, "accepted_at": None}

    async def create(self, call: ApiCall) -> Document:
        """Invite somebody who is not there yet, to projects that there are."""
        email = call.body["email"]
        if any(user.document["email"] == email for user in call.sandbox.store.all(USERS.kind)):
            message = f"{email} is a member of the organization already."
            raise Refusal(message, param="email", code="user_already_in_organization")
        for place, project in enumerate(call.body.get("projects", [])):
            if "id" not in project:
                raise absent(f"projects[{place}].id")
            PROJECTS.find(call, str(project["id"]))
        return await super().create(call)

    def shown(self, _call: ApiCall, document: Document) -> Document:
        """Return an invitation, and whether it still holds."""
        status = "pending" if document["expires_at"] > now() else "expired"
        return {**document, "status": status}


INVITES = Invites(
    kind="organization.invite",
    noun="invite",
    collection="/organization/invites",
    parameter="invite_id",
    prefix="invite-",
    defaults={"email": None, "role": None, "projects": []},
    events={"created": "invite.sent", "deleted": "invite.deleted"},
    told={"email": "email", "role": "role"},
)

HANDLERS: dict[str, Handler] = {
    **USERS.serve("list", "get", "update", "delete"),
    **PROJECT_USERS.serve("create", "list", "get", "update", "delete"),
    **INVITES.serve("create", "list", "get", "delete"),
}
