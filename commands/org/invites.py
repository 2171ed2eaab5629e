"""Invites: emails that let people join the organization."""

from typing import Annotated, Any

from ...cli.declare.markers import Choices
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import org

invites = org.group(
    "invites",
    "",
    view=View(
        columns=("id", "email", "role", "status", "created_at", "expires_at"),
        spare=("created_at", "role"),
    ),
)

InviteId = Annotated[str, "The invite's id."]


@invites.post("/organization/invites")
def create(
    email: Annotated[str, "The address that the invite goes to."],
    role: Annotated[
        str, "What the person will be in the organization.", Choices("reader", "owner")
    ],
    projects: Annotated[
        list[dict[str, Any]] | None,
        "The projects that accepting it opens, as JSON, each with its id and a role"
        " (member or owner); the default project if none is named.",
    ] = None,
) -> None:
    """Invite somebody to the organization by email.

    $ oai org invites create --email ada@example.com --role reader
    $ oai org invites create --email ada@example.com --role reader --projects @p.json
    """


@invites.get("/organization/invites", paging=Paging())
def list_(limit: Limit = None, after: After = None) -> None:
    """List the invites: pending, accepted and expired.

    $ oai org invites list
    """


@invites.get("/organization/invites/{invite_id}")
def get(invite_id: InviteId) -> None:
    """Show one invite.

    $ oai org invites get invite-abc123
    """


@invites.delete("/organization/invites/{invite_id}")
def delete(invite_id: InviteId) -> None:
    """Withdraw an invite; one that was accepted cannot be withdrawn.

    $ oai org invites delete invite-abc123 --yes
    """
