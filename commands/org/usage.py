"""Usage: how much of each part of the API was used, period by period."""

from typing import Annotated

from ...cli.declare.markers import Choices
from ...cli.output.buckets import Buckets
from ...cli.output.view import View
from . import org
from .periods import (
    PERIODS,
    SPLIT,
    ApiKeyIds,
    BucketCount,
    BucketWidth,
    EndTime,
    GroupBy,
    GroupByProject,
    Models,
    PageCursor,
    ProjectIds,
    StartTime,
    UserIds,
)

usage = org.group(
    "usage",
    "",
    description="Each shows a table with its total, and on a terminal a bar chart; CSV has a row"
    " for each period and group. Amounts of money: oai org costs.",
)

Batch = Annotated[bool | None, "Only batch jobs, or only what was no batch job; both by default."]
GroupByTierOrSource = Annotated[
    list[str] | None,
    SPLIT,
    Choices("project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"),
]
REQUESTS = {"num_model_requests": "Requests"}


def _of(**metrics: str) -> View:
    """Return the view of what is measured, and of how many requests that took."""
    return View(listing=Buckets({**metrics, **REQUESTS}))


@usage.get(
    "/organization/usage/completions",
    paging=PERIODS,
    view=_of(
        input_tokens="Input tokens",
        input_cached_tokens="Cached",
        output_tokens="Output tokens",
        input_audio_tokens="Audio in",
        output_audio_tokens="Audio out",
    ),
)
def completions(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    batch: Batch = None,
    group_by: GroupByTierOrSource = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the tokens that models read and wrote.

    $ oai org usage completions --start-time 7d --group-by model
    $ oai org usage completions --start-time 24h --bucket-width 1h
    """


@usage.get(
    "/organization/usage/decisions",
    paging=PERIODS,
    view=_of(input_tokens="Input tokens", input_cached_tokens="Cached"),
)
def decisions(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    batch: Batch = None,
    group_by: GroupByTierOrSource = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the tokens that decisions read.

    $ oai org usage decisions --start-time 7d --group-by model
    """


@usage.get("/organization/usage/embeddings", paging=PERIODS, view=_of(input_tokens="Input tokens"))
def embeddings(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    group_by: GroupBy = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the tokens that were turned into vectors.

    $ oai org usage embeddings --start-time 30d
    """


@usage.get("/organization/usage/moderations", paging=PERIODS, view=_of(input_tokens="Input tokens"))
def moderations(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    group_by: GroupBy = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the tokens that were checked for harmful content.

    $ oai org usage moderations --start-time 7d
    """


@usage.get("/organization/usage/images", paging=PERIODS, view=_of(images="Images"))
def images(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    sources: Annotated[
        list[str] | None,
        "Only images that came about in this way.",
        Choices("image.generation", "image.edit", "image.variation"),
    ] = None,
    sizes: Annotated[
        list[str] | None,
        "Only images of this size.",
        Choices("256x256", "512x512", "1024x1024", "1792x1792", "1024x1792"),
    ] = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    group_by: Annotated[
        list[str] | None,
        SPLIT,
        Choices("project_id", "user_id", "api_key_id", "model", "size", "source"),
    ] = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the images that were made.

    $ oai org usage images --start-time 7d --group-by model --group-by size
    """


@usage.get("/organization/usage/audio_speeches", paging=PERIODS, view=_of(characters="Characters"))
def audio_speeches(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    group_by: GroupBy = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the characters that were spoken.

    $ oai org usage audio-speeches --start-time 7d
    """


@usage.get("/organization/usage/audio_transcriptions", paging=PERIODS, view=_of(seconds="Seconds"))
def audio_transcriptions(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    group_by: GroupBy = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the seconds of sound that were written down.

    $ oai org usage audio-transcriptions --start-time 7d --group-by project_id
    """


@usage.get(
    "/organization/usage/vector_stores",
    paging=PERIODS,
    view=View(listing=Buckets({"usage_bytes": "Stored"}, stock=True)),
)
def vector_stores(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    group_by: GroupByProject = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show how much was stored in vector stores.

    $ oai org usage vector-stores --start-time 7d
    """


@usage.get(
    "/organization/usage/code_interpreter_sessions",
    paging=PERIODS,
    view=View(listing=Buckets({"num_sessions": "Sessions"})),
)
def code_interpreter_sessions(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    group_by: GroupByProject = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show the sessions of the code interpreter.

    $ oai org usage code-interpreter-sessions --start-time 7d
    """


@usage.get(
    "/organization/usage/file_search_calls",
    paging=PERIODS,
    view=View(listing=Buckets({"num_requests": "Calls"})),
)
def file_search_calls(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    vector_store_ids: Annotated[list[str] | None, "Only searches in this vector store."] = None,
    group_by: Annotated[
        list[str] | None,
        SPLIT,
        Choices("project_id", "user_id", "api_key_id", "vector_store_id"),
    ] = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show how often models searched files.

    $ oai org usage file-search-calls --start-time 7d
    """


@usage.get(
    "/organization/usage/web_search_calls",
    paging=PERIODS,
    view=View(listing=Buckets({"num_requests": "Calls", **REQUESTS})),
)
def web_search_calls(
    start_time: StartTime,
    end_time: EndTime = None,
    bucket_width: BucketWidth = None,
    project_ids: ProjectIds = None,
    user_ids: UserIds = None,
    api_key_ids: ApiKeyIds = None,
    models: Models = None,
    context_levels: Annotated[
        list[str] | None,
        "Only searches that gave the model this much to read.",
        Choices("low", "medium", "high"),
    ] = None,
    group_by: Annotated[
        list[str] | None,
        SPLIT,
        Choices("project_id", "user_id", "api_key_id", "model", "context_level", "api_source"),
    ] = None,
    limit: BucketCount = None,
    page: PageCursor = None,
) -> None:
    """Show how often models searched the web.

    $ oai org usage web-search-calls --start-time 7d --group-by context_level
    """
