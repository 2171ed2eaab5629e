"""Roles of a project: named sets of permissions, given to people and groups in it."""

from ....cli.http.paging_style import Paging
from ...shared.fields import After, Limit
from ..fields import (
    NewPermissions,
    OldestFirst,
    Permissions,
    RoleDescription,
    RoleId,
    RoleName,
)
from ..views import ROLE
from . import projects
from .fields import NewName, ProjectId

roles = projects.group("roles", "", view=ROLE)


@roles.post("/projects/{project_id}/roles")
def create(
    project_id: ProjectId,
    role_name: RoleName,
    permissions: Permissions,
    description: RoleDescription = None,
) -> None:
    """Create a role from permissions.

    $ oai org projects roles create proj_a --role-name Tester --permissions api.batch.read
    """


@roles.get("/projects/{project_id}/roles", paging=Paging(largest=1000))
def list_(
    project_id: ProjectId, limit: Limit = None, order: OldestFirst = None, after: After = None
) -> None:
    """List a project's roles, those that come with it and your own.

    $ oai org projects roles list proj_abc123
    """


@roles.get("/projects/{project_id}/roles/{role_id}")
def get(project_id: ProjectId, role_id: RoleId) -> None:
    """Show one role and its permissions.

    $ oai org projects roles get proj_abc123 role_abc123
    """


@roles.post("/projects/{project_id}/roles/{role_id}")
def update(
    project_id: ProjectId,
    role_id: RoleId,
    permissions: NewPermissions = None,
    description: RoleDescription = None,
    role_name: NewName = None,
) -> None:
    """Change a role; whoever has it is affected at once.

    $ oai org projects roles update proj_abc123 role_abc123 --role-name Reviewer
    """


@roles.delete("/projects/{project_id}/roles/{role_id}")
def delete(project_id: ProjectId, role_id: RoleId) -> None:
    """Delete one of your own roles; whoever had it loses its permissions.

    $ oai org projects roles delete proj_abc123 role_abc123 --yes
    """
