"""What usage and costs have in common: from when to when, in which steps, split by what."""

from typing import Annotated

from ...cli.declare.markers import TIME, Choices, Default, Limits
from ...cli.http.paging_style import Paging

StartTime = Annotated[int, "From when on.", TIME]
EndTime = Annotated[int | None, "Until when, that moment left out; now by default.", TIME]
BucketWidth = Annotated[
    str | None,
    "The length of each period: a minute, an hour or a day (of UTC).",
    Choices("1m", "1h", "1d"),
    Default("1d"),
]
BucketCount = Annotated[
    int | None,
    "How many periods to get, from the first on; all of them by default.",
    Limits(minimum=1),
]
PageCursor = Annotated[str | None, "Start at this page: the next_page of an answer before."]

ProjectIds = Annotated[list[str] | None, "Only what this project used."]
UserIds = Annotated[list[str] | None, "Only what this user used."]
ApiKeyIds = Annotated[list[str] | None, "Only what was used with this API key, by its id."]
Models = Annotated[list[str] | None, "Only what this model was used for."]

SPLIT = "Split each period by this field."
GroupBy = Annotated[
    list[str] | None, SPLIT, Choices("project_id", "user_id", "api_key_id", "model")
]
GroupByProject = Annotated[list[str] | None, SPLIT, Choices("project_id")]

PERIODS = Paging(
    "page", largest=31, largest_by=("bucket_width", {"1h": 168, "1m": 1440}), bounded=True
)
