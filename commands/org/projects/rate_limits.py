"""Rate limits of a project, one for each model."""

from typing import Annotated

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Before, Limit
from . import projects
from .fields import ProjectId

rate_limits = projects.group(
    "rate-limits",
    "",
    view=View(
        columns=(
            "id",
            "model",
            "max_requests_per_1_minute",
            "max_tokens_per_1_minute",
            "max_requests_per_1_day",
            "batch_1_day_max_input_tokens",
        )
    ),
)


@rate_limits.get("/organization/projects/{project_id}/rate_limits", paging=Paging())
def list_(
    project_id: ProjectId,
    limit: Limit = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List a project's rate limits, one for each model.

    $ oai org projects rate-limits list proj_abc123
    $ oai org projects rate-limits list proj_abc123 --all --format csv
    """


@rate_limits.post("/organization/projects/{project_id}/rate_limits/{rate_limit_id}")
def update(
    project_id: ProjectId,
    rate_limit_id: Annotated[str, "The rate limit's id, as the list has it."],
    max_requests_per_1_minute: Annotated[int | None, "Most requests a minute."] = None,
    max_tokens_per_1_minute: Annotated[int | None, "Most tokens a minute."] = None,
    max_images_per_1_minute: Annotated[
        int | None, "Most pictures a minute, for models that make them."
    ] = None,
    max_audio_megabytes_per_1_minute: Annotated[
        int | None, "Most megabytes of sound a minute, for models that take it."
    ] = None,
    max_requests_per_1_day: Annotated[
        int | None, "Most requests a day, for models that have such a limit."
    ] = None,
    batch_1_day_max_input_tokens: Annotated[
        int | None, "Most input tokens a day in batches, for models that have such a limit."
    ] = None,
) -> None:
    """Change the limits of one model; they cannot exceed the organization's.

    $ oai org projects rate-limits update proj_a rl-b --max-requests-per-1-day 500
    """
