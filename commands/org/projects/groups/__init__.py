"""The groups of people that have access to a project."""

from typing import Annotated

from .....cli.declare.markers import Choices, Default
from .....cli.http.paging_style import Paging
from .....cli.output.view import View
from ....shared.fields import After, Limit
from ...fields import GroupId, OldestFirst
from .. import projects
from ..fields import ProjectId

groups = projects.group(
    "groups",
    "",
    view=View(columns=("group_id", "group_name", "group_type", "created_at")),
    package=__name__,
    modules={"roles": "See and change the roles that a group has in it."},
)


@groups.post("/organization/projects/{project_id}/groups")
def create(
    project_id: ProjectId,
    group_id: Annotated[str, "The id of the group to let in."],
    role: Annotated[str, "The id of the project's role that the group gets."],
) -> None:
    """Give a group access to a project.

    $ oai org projects groups create proj_a --group-id group_b --role role_member
    """


@groups.get("/organization/projects/{project_id}/groups", paging=Paging())
def list_(
    project_id: ProjectId, limit: Limit = None, order: OldestFirst = None, after: After = None
) -> None:
    """List the groups that have access to a project.

    $ oai org projects groups list proj_abc123
    """


@groups.get("/organization/projects/{project_id}/groups/{group_id}")
def get(
    project_id: ProjectId,
    group_id: GroupId,
    group_type: Annotated[
        str | None,
        "Whether it is a group of the organization, or of the tenant above it.",
        Choices("group", "tenant_group"),
        Default("group"),
    ] = None,
) -> None:
    """Show one group that has access.

    $ oai org projects groups get proj_abc123 group_abc123
    """


@groups.delete("/organization/projects/{project_id}/groups/{group_id}")
def delete(project_id: ProjectId, group_id: GroupId) -> None:
    """Take away a group's access; the group itself stays.

    $ oai org projects groups delete proj_abc123 group_abc123 --yes
    """
