"""The roles that a group has, and with it everybody in it."""

from ....cli.http.paging_style import Paging
from ...shared.fields import After, Limit
from ..fields import AssignmentOrder, GivenRole, GroupId, RoleId
from ..views import ROLE_GIVEN, ROLE_OF_SOMEONE
from . import groups

roles = groups.group("roles", "", view=ROLE_OF_SOMEONE)


@roles.post("/organization/groups/{group_id}/roles", view=ROLE_GIVEN)
def create(group_id: GroupId, role_id: GivenRole) -> None:
    """Give a role to everybody in a group.

    $ oai org groups roles create group_abc123 --role-id role_abc123
    """


@roles.get("/organization/groups/{group_id}/roles", paging=Paging(largest=1000))
def list_(
    group_id: GroupId, limit: Limit = None, after: After = None, order: AssignmentOrder = None
) -> None:
    """List the roles that a group has.

    $ oai org groups roles list group_abc123
    """


@roles.get("/organization/groups/{group_id}/roles/{role_id}")
def get(group_id: GroupId, role_id: RoleId) -> None:
    """Show one of a group's roles, and where it comes from.

    $ oai org groups roles get group_abc123 role_abc123
    """


@roles.delete("/organization/groups/{group_id}/roles/{role_id}")
def delete(group_id: GroupId, role_id: RoleId) -> None:
    """Take a role away from a group.

    $ oai org groups roles delete group_abc123 role_abc123 --yes
    """
