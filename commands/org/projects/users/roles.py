"""The roles that a user has in a project."""

from .....cli.http.paging_style import Paging
from ....shared.fields import After, Limit
from ...fields import AssignmentOrder, GivenRole, RoleId, UserId
from ...views import ROLE_GIVEN, ROLE_OF_SOMEONE
from ..fields import ProjectId
from . import users

roles = users.group("roles", "", view=ROLE_OF_SOMEONE)


@roles.post("/projects/{project_id}/users/{user_id}/roles", view=ROLE_GIVEN)
def create(project_id: ProjectId, user_id: UserId, role_id: GivenRole) -> None:
    """Give a user a role in a project.

    $ oai org projects users roles create proj_a user_b --role-id role_c
    """


@roles.get("/projects/{project_id}/users/{user_id}/roles", paging=Paging(largest=1000))
def list_(
    project_id: ProjectId,
    user_id: UserId,
    limit: Limit = None,
    after: After = None,
    order: AssignmentOrder = None,
) -> None:
    """List the roles that a user has in a project.

    $ oai org projects users roles list proj_abc123 user_abc123
    """


@roles.get("/projects/{project_id}/users/{user_id}/roles/{role_id}")
def get(project_id: ProjectId, user_id: UserId, role_id: RoleId) -> None:
    """Show one of a user's roles, and where it comes from.

    $ oai org projects users roles get proj_abc123 user_abc123 role_abc123
    """


@roles.delete("/projects/{project_id}/users/{user_id}/roles/{role_id}")
def delete(project_id: ProjectId, user_id: UserId, role_id: RoleId) -> None:
    """Take a role in a project away from a user.

    $ oai org projects users roles delete proj_a user_b role_c --yes
    """
