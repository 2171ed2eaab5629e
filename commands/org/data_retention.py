"""Data retention: how long the API keeps what the organization sends it."""

from typing import Annotated

from ...cli.declare.markers import Choices
from . import org
from .views import RETENTION

data_retention = org.group("data-retention", "", view=RETENTION)


@data_retention.get("/organization/data_retention")
def get() -> None:
    """Show how data is kept by default in every project.

    $ oai org data-retention get
    """


@data_retention.post("/organization/data_retention")
def update(
    retention_type: Annotated[
        str,
        "How data is kept.",
        Choices(
            "zero_data_retention",
            "modified_abuse_monitoring",
            "enhanced_zero_data_retention",
            "enhanced_modified_abuse_monitoring",
        ),
    ],
) -> None:
    """Change how data is kept, as far as the organization's contract allows.

    $ oai org data-retention update --retention-type zero_data_retention
    """
