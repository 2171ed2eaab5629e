"""The people who have access to a project."""

from typing import Annotated

from .....cli.http.paging_style import Paging
from .....cli.output.view import View
from ....shared.fields import After, Limit
from ...fields import UserId
from .. import projects
from ..fields import ROLES, ProjectId

users = projects.group(
    "users",
    "",
    view=View(columns=("id", "name", "email", "role", "added_at")),
    package=__name__,
    modules={"roles": "See and change the roles that a user has in it."},
)


@users.post("/organization/projects/{project_id}/users")
def create(
    project_id: ProjectId,
    role: Annotated[str, "What the user is in the project.", ROLES],
    user_id: Annotated[str | None, "The id of the user to add; this, or --email."] = None,
    email: Annotated[str | None, "The email address of the user to add."] = None,
) -> None:
    """Add somebody who is in the organization to a project.

    $ oai org projects users create proj_a --user-id user_b --role member
    $ oai org projects users create proj_a --email ada@example.com --role owner
    """


@users.get("/organization/projects/{project_id}/users", paging=Paging())
def list_(project_id: ProjectId, limit: Limit = None, after: After = None) -> None:
    """List the people who have access to a project.

    $ oai org projects users list proj_abc123
    $ oai org projects users list proj_a --all --fields email,role --format csv
    """


@users.get("/organization/projects/{project_id}/users/{user_id}")
def get(project_id: ProjectId, user_id: UserId) -> None:
    """Show one user of a project.

    $ oai org projects users get proj_abc123 user_abc123
    """


@users.post("/organization/projects/{project_id}/users/{user_id}")
def update(
    project_id: ProjectId,
    user_id: UserId,
    role: Annotated[str | None, "What the user is from now on.", ROLES] = None,
) -> None:
    """Change what a user is in a project.

    $ oai org projects users update proj_abc123 user_abc123 --role owner
    """


@users.delete("/organization/projects/{project_id}/users/{user_id}", confirm_by_id=True)
def delete(project_id: ProjectId, user_id: UserId) -> None:
    """Remove a user from a project; the user stays in the organization.

    Owners of the organization cannot be removed.

    $ oai org projects users delete proj_abc123 user_abc123
    $ oai org projects users delete proj_abc123 user_abc123 --confirm user_abc123
    """
