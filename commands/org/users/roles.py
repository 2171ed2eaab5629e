"""The roles that a user has."""

from ....cli.http.paging_style import Paging
from ...shared.fields import After, Limit
from ..fields import AssignmentOrder, GivenRole, RoleId, UserId
from ..views import ROLE_GIVEN, ROLE_OF_SOMEONE
from . import users

roles = users.group("roles", "", view=ROLE_OF_SOMEONE)


@roles.post("/organization/users/{user_id}/roles", view=ROLE_GIVEN)
def create(user_id: UserId, role_id: GivenRole) -> None:
    """Give a role to a user.

    $ oai org users roles create user_abc123 --role-id role_abc123
    """


@roles.get("/organization/users/{user_id}/roles", paging=Paging(largest=1000))
def list_(
    user_id: UserId, limit: Limit = None, after: After = None, order: AssignmentOrder = None
) -> None:
    """List the roles that a user has.

    $ oai org users roles list user_abc123
    """


@roles.get("/organization/users/{user_id}/roles/{role_id}")
def get(user_id: UserId, role_id: RoleId) -> None:
    """Show one of a user's roles, and where it comes from.

    $ oai org users roles get user_abc123 role_abc123
    """


@roles.delete("/organization/users/{user_id}/roles/{role_id}")
def delete(user_id: UserId, role_id: RoleId) -> None:
    """Take a role away from a user.

    $ oai org users roles delete user_abc123 role_abc123 --yes
    """
