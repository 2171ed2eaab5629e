"""The service tiers of a project: which may be asked for, and which is meant when none is."""

from typing import Annotated

from ....cli.call import Call
from ....cli.declare.markers import Choices
from ....cli.output.view import View
from ....cli.perform import perform
from . import projects
from .fields import ProjectId

service_tier_settings = projects.group(
    "service-tier-settings", "", view=View(columns=("default", "enabled_tiers"))
)


@service_tier_settings.get("/organization/projects/{project_id}/service_tier_settings")
def get(project_id: ProjectId) -> None:
    """Show a project's service tiers.

    $ oai org projects service-tier-settings get proj_abc123
    """


@service_tier_settings.post("/organization/projects/{project_id}/service_tier_settings")
def update(
    call: Call,
    project_id: ProjectId,
    default: Annotated[
        str | None, "The tier of requests that name none.", Choices("standard", "fast", "scale")
    ] = None,
    enabled_tiers: Annotated[
        list[str] | None,
        "A tier that requests may name, beside the standard one; all is those to come too.",
        Choices("all", "flex", "fast", "ultrafast"),
    ] = None,
) -> None:
    """Change which service tiers a project may use.

    $ oai org projects service-tier-settings update proj_abc123 --default fast
    $ oai org projects service-tier-settings update proj_abc123 --enabled-tiers all
    """
    if enabled_tiers == ["all"]:
        # The API has a word for all of them, which is no item of a list.
        call.values["enabled_tiers"] = "all"
    perform(call)
