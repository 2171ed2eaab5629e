"""The people in a group."""

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Order
from ..fields import GivenUser, GroupId, UserId
from . import groups

users = groups.group("users", "", view=View(columns=("id", "name", "email", "user_type")))


@users.post("/organization/groups/{group_id}/users")
def create(group_id: GroupId, user_id: GivenUser) -> None:
    """Add a user to a group.

    $ oai org groups users create group_abc123 --user-id user_abc123
    """


@users.get("/organization/groups/{group_id}/users", paging=Paging(largest=1000))
def list_(group_id: GroupId, limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List the users in a group.

    $ oai org groups users list group_abc123
    """


@users.get("/organization/groups/{group_id}/users/{user_id}")
def get(group_id: GroupId, user_id: UserId) -> None:
    """Show one user of a group.

    $ oai org groups users get group_abc123 user_abc123
    """


@users.delete("/organization/groups/{group_id}/users/{user_id}")
def delete(group_id: GroupId, user_id: UserId) -> None:
    """Take a user out of a group; the user stays in the organization.

    $ oai org groups users delete group_abc123 user_abc123 --yes
    """
