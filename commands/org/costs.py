"""Costs: what the organization spent, day by day."""

from typing import Annotated

from ...cli.declare.markers import Choices, Default, Limits
from ...cli.http.paging_style import Paging
from ...cli.output.buckets import Buckets
from ...cli.output.view import View
from . import org
from .periods import SPLIT, EndTime, PageCursor, ProjectIds, StartTime

VIEW = View(listing=Buckets({"amount.value": "Cost"}, unit="amount.currency"))


@org.get("/organization/costs", paging=Paging("page", largest=180, bounded=True), view=VIEW)
def costs(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: Annotated[
        str | None, "The length of each period: a day (of UTC).", Choices("1d"), Default("1d")
    ] = None,
    project_ids: ProjectIds = None,
    api_key_ids: Annotated[
        list[str] | None, "Only what was spent with this API key, by its id."
    ] = None,
    line_items: Annotated[list[str] | None, "Only what is billed under this name."] = None,
    group_by: Annotated[
        list[str] | None,
        SPLIT,
        Choices("project_id", "user_id", "api_key_id", "line_item", "api_source"),
    ] = None,
    limit: Annotated[
        int | None,
        "How many days to get, from the first on; all of them by default.",
        Limits(minimum=1),
    ] = None,
    page: PageCursor = None,
) -> None:
    """Show what the organization spent, with the total.

    $ oai org costs --start-time 7d
    $ oai org costs --start-time 30d --group-by project_id
    $ oai org costs --start-time 2025-01-01 --limit 31 --format csv > costs.csv
    """
