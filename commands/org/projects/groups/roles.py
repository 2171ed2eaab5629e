"""The roles that a group has in a project."""

from .....cli.http.paging_style import Paging
from ....shared.fields import After, Limit
from ...fields import AssignmentOrder, GivenRole, GroupId, RoleId
from ...views import ROLE_GIVEN, ROLE_OF_SOMEONE
from ..fields import ProjectId
from . import groups

roles = groups.group("roles", "", view=ROLE_OF_SOMEONE)


@roles.post("/projects/{project_id}/groups/{group_id}/roles", view=ROLE_GIVEN)
def create(project_id: ProjectId, group_id: GroupId, role_id: GivenRole) -> None:
    """Give a group a role in a project.

    $ oai org projects groups roles create proj_a group_b --role-id role_c
    """


@roles.get("/projects/{project_id}/groups/{group_id}/roles", paging=Paging(largest=1000))
def list_(
    project_id: ProjectId,
    group_id: GroupId,
    limit: Limit = None,
    after: After = None,
    order: AssignmentOrder = None,
) -> None:
    """List the roles that a group has in a project.

    $ oai org projects groups roles list proj_abc123 group_abc123
    """


@roles.get("/projects/{project_id}/groups/{group_id}/roles/{role_id}")
def get(project_id: ProjectId, group_id: GroupId, role_id: RoleId) -> None:
    """Show one of a group's roles, and where it comes from.

    $ oai org projects groups roles get proj_abc123 group_abc123 role_abc123
    """


@roles.delete("/projects/{project_id}/groups/{group_id}/roles/{role_id}")
def delete(project_id: ProjectId, group_id: GroupId, role_id: RoleId) -> None:
    """Take a role in a project away from a group.

    $ oai org projects groups roles delete proj_a group_b role_c --yes
    """
