"""The spend limit of a project: the most that it may spend in a month."""

from ..fields import Currency, Interval, LimitAmount
from ..views import SPEND_LIMIT
from . import projects
from .fields import ProjectId

spend_limit = projects.group("spend-limit", "", view=SPEND_LIMIT)


@spend_limit.get("/organization/projects/{project_id}/spend_limit")
def get(project_id: ProjectId) -> None:
    """Show the limit, and whether it is being enforced now.

    $ oai org projects spend-limit get proj_abc123
    """


@spend_limit.post("/organization/projects/{project_id}/spend_limit")
def set_(
    project_id: ProjectId,
    threshold_amount: LimitAmount,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Set the limit: once a month's spending reaches it, the project's requests are refused.

    $ oai org projects spend-limit set proj_abc123 50000
    """


@spend_limit.delete("/organization/projects/{project_id}/spend_limit")
def delete(project_id: ProjectId) -> None:
    """Delete the limit: the project's spending is no longer capped.

    $ oai org projects spend-limit delete proj_abc123 --yes
    """
