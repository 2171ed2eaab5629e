"""Data retention of a project."""

from typing import Annotated

from ....cli.declare.markers import Choices
from ..views import RETENTION
from . import projects
from .fields import ProjectId

data_retention = projects.group("data-retention", "", view=RETENTION)

TYPES = Choices(
    "organization_default",
    "none",
    "zero_data_retention",
    "modified_abuse_monitoring",
    "enhanced_zero_data_retention",
    "enhanced_modified_abuse_monitoring",
)


@data_retention.get("/organization/projects/{project_id}/data_retention")
def get(project_id: ProjectId) -> None:
    """Show how a project's data is kept.

    $ oai org projects data-retention get proj_abc123 -t
    """


@data_retention.post("/organization/projects/{project_id}/data_retention")
def update(
    project_id: ProjectId,
    retention_type: Annotated[str, "How data is kept.", TYPES],
) -> None:
    """Change how a project's data is kept; what is allowed depends on your contract.

    $ oai org projects data-retention update proj_a --retention-type none
    """
