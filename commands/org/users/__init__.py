"""The organization's people."""

from typing import Annotated

from ....cli.declare.markers import Choices
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from .. import org
from ..fields import UserId

users = org.group(
    "users",
    "",
    view=View(columns=("id", "name", "email", "role", "added_at")),
    package=__name__,
    modules={"roles": "See and change the roles that a user has."},
)


@users.get("/organization/users", paging=Paging())
def list_(
    limit: Limit = None,
    after: After = None,
    emails: Annotated[list[str] | None, "Only the user with this email address."] = None,
) -> None:
    """List the people in the organization.

    $ oai org users list
    $ oai org users list --emails ada@example.com -q
    """


@users.get("/organization/users/{user_id}")
def get(user_id: UserId) -> None:
    """Show one user.

    $ oai org users get user_abc123
    """


@users.post("/organization/users/{user_id}")
def update(
    user_id: UserId,
    role: Annotated[
        str | None, "What the user is in the organization.", Choices("owner", "reader")
    ] = None,
    role_id: Annotated[str | None, "The id of the role to give instead of a name."] = None,
    technical_level: Annotated[str | None, "How technical the user is, for the records."] = None,
    developer_persona: Annotated[
        str | None, "What kind of developer the user is, for the records."
    ] = None,
) -> None:
    """Change a user's role.

    $ oai org users update user_abc123 --role owner
    """


@users.delete("/organization/users/{user_id}", confirm_by_id=True)
def delete(user_id: UserId) -> None:
    """Remove a user from the organization, with all that it gave them.

    $ oai org users delete user_abc123 --confirm user_abc123
    """
