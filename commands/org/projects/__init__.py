"""Projects: what the organization's work, keys, people and limits are kept apart by."""

from typing import Annotated

from ....cli.declare.markers import DEPRECATED, Choices, Default
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from .. import org
from .fields import NewName, ProjectId

projects = org.group(
    "projects",
    "",
    view=View(
        columns=("id", "name", "status", "residency", "created_at", "archived_at"),
        spare=("archived_at", "residency"),
    ),
    package=__name__,
    modules={
        "users": "Manage a project's people and their roles.",
        "groups": "Manage the groups that have access, and their roles.",
        "roles": "Manage the roles that a project has to give.",
        "service-accounts": "Manage accounts for programs, and their keys.",
        "api-keys": "See, change and delete a project's API keys.",
        "rate-limits": "See and change the limits of each model.",
        "service-tier-settings": "Choose the service tiers that may be used.",
        "spend-limit": "Cap what a project may spend.",
        "spend-alerts": "Send an email when spending reaches an amount.",
        "model-permissions": "Choose which models may be used.",
        "hosted-tool-permissions": "Choose which of OpenAI's tools may be used.",
        "data-retention": "See and change how long data is kept.",
        "certificates": "Choose the certificates that may be used.",
    },
)

RESIDENCIES = Choices(
    "GLOBAL",
    "US_STORAGE_PROCESSING",
    "EU_STORAGE_PROCESSING",
    "JP_STORAGE",
    "KR_STORAGE",
    "CA_STORAGE",
    "SG_STORAGE",
    "IN_STORAGE",
    "AU_STORAGE",
    "GB_STORAGE",
    "AE_STORAGE",
    "JP_STORAGE_PROCESSING",
    "IN_STORAGE_PROCESSING",
    "AU_STORAGE_PROCESSING",
    "AE_STORAGE_PROCESSING",
)
ExternalKeyId = Annotated[str | None, "The id of an encryption key of your own."]
Geography = Annotated[str | None, "The old name of the residency.", DEPRECATED]


@projects.post("/organization/projects")
def create(
    name: Annotated[str, "The project's name, as reports show it."],
    residency: Annotated[str | None, "Where data is stored, and processed.", RESIDENCIES] = None,
    external_key_id: ExternalKeyId = None,
    geography: Geography = None,
) -> None:
    """Create a project.

    A project can be archived, but never deleted.

    $ oai org projects create --name "Customer support"
    $ oai org projects create --name Research --residency EU_STORAGE_PROCESSING
    $ oai org projects create --name Research --set description="Trials" -q
    """


@projects.get("/organization/projects", paging=Paging())
def list_(
    include_archived: Annotated[bool | None, "List archived projects too.", Default(False)] = None,
    limit: Limit = None,
    after: After = None,
) -> None:
    """List projects.

    $ oai org projects list
    $ oai org projects list --include-archived --all --format csv
    """


@projects.get("/organization/projects/{project_id}")
def get(project_id: ProjectId) -> None:
    """Show one project.

    $ oai org projects get proj_abc123
    """


@projects.post("/organization/projects/{project_id}")
def update(
    project_id: ProjectId,
    name: NewName = None,
    external_key_id: ExternalKeyId = None,
    geography: Geography = None,
) -> None:
    """Change a project; one that is archived cannot be changed.

    $ oai org projects update proj_abc123 --name "Support and sales"
    """


@projects.post("/organization/projects/{project_id}/archive", effect="destroy", confirm_by_id=True)
def archive(project_id: ProjectId) -> None:
    """Archive a project for good.

    It can no longer be used, changed or brought back; what it did stays in the reports.

    $ oai org projects archive proj_abc123
    $ oai org projects archive proj_abc123 --confirm proj_abc123
    """
