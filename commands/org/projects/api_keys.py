"""API keys of a project: list, show, change, delete."""

from typing import Annotated

from ....cli.declare.markers import Choices
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from . import projects
from .fields import ExpiresIn, ProjectId

KeyId = Annotated[str, "The key's id, which is not the key itself."]

api_keys = projects.group(
    "api-keys",
    "",
    view=View(
        columns=("id", "name", "redacted_value", "owner.type", "last_used_at", "created_at"),
        spare=("owner.type", "created_at"),
    ),
)


@api_keys.get("/organization/projects/{project_id}/api_keys", paging=Paging())
def list_(
    project_id: ProjectId,
    owner_project_access: Annotated[
        str | None,
        "Only keys whose owners have access to the project, or have lost it.",
        Choices("active", "inactive", "any"),
    ] = None,
    limit: Limit = None,
    after: After = None,
) -> None:
    """List a project's API keys, without their secrets.

    $ oai org projects api-keys list proj_abc123
    $ oai org projects api-keys list proj_abc123 --owner-project-access inactive
    """


@api_keys.get("/organization/projects/{project_id}/api_keys/{api_key_id}")
def get(project_id: ProjectId, api_key_id: KeyId) -> None:
    """Show one API key: its owner and its last use, not its secret.

    $ oai org projects api-keys get proj_abc123 key_abc123
    """


@api_keys.post("/organization/projects/{project_id}/api_keys/{api_key_id}")
def update(
    project_id: ProjectId,
    api_key_id: KeyId,
    expires_in_seconds: ExpiresIn = None,
    scopes: Annotated[list[str] | None, "A scope that it has; they replace those it had."] = None,
) -> None:
    """Change when an API key expires, and what it may do.

    $ oai org projects api-keys update proj_abc123 key_abc123 --expires-in-seconds 720h
    """


@api_keys.delete("/organization/projects/{project_id}/api_keys/{api_key_id}", confirm_by_id=True)
def delete(project_id: ProjectId, api_key_id: KeyId) -> None:
    """Delete an API key: whatever uses it is refused from then on.

    A service account's key goes by deleting its account.

    $ oai org projects api-keys delete proj_abc123 key_abc123
    $ oai org projects api-keys delete proj_abc123 key_abc123 --confirm key_abc123
    """
