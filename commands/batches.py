"""Batches: many requests in one file, run within a day."""

from typing import Annotated

from ..cli.endpoint import Resource
from ..cli.markers import Choices
from ..cli.output.view import View
from ..cli.paging_style import Paging
from .fields import After, ExpiresAfter, Limit, Metadata

batches = Resource(
    "batches",
    view=View(
        columns=(
            "id",
            "status",
            "endpoint",
            "request_counts.completed",
            "request_counts.total",
            "created_at",
        )
    ),
)

BatchId = Annotated[str, "The batch's id."]


@batches.post("/batches", effect="paid")
def create(
    input_file_id: Annotated[str, "The id of the uploaded JSONL file, one request a line."],
    endpoint: Annotated[
        str,
        "The endpoint that every line is for.",
        Choices(
            "/v1/responses",
            "/v1/chat/completions",
            "/v1/embeddings",
            "/v1/completions",
            "/v1/moderations",
            "/v1/images/generations",
            "/v1/images/edits",
            "/v1/videos",
        ),
    ],
    completion_window: Annotated[str, "How long it may take.", Choices("24h")] = "24h",
    metadata: Metadata = None,
    output_expires_after: ExpiresAfter = None,
) -> None:
    """Create a batch from an uploaded file.

    $ oai batches create --input-file-id file-abc123 --endpoint /v1/responses
    """


@batches.get("/batches", paging=Paging())
def list_(limit: Limit = None, after: After = None) -> None:
    """List batches, the newest first.

    $ oai batches list
    $ oai batches list --all --fields id,status --format csv
    """


@batches.get("/batches/{batch_id}")
def get(batch_id: BatchId) -> None:
    """Show one batch: how far it is, and the ids of its output files.

    $ oai batches get batch_abc123
    $ oai batches get batch_abc123 | jq -r .output_file_id
    """


@batches.post("/batches/{batch_id}/cancel", effect="destroy")
def cancel(batch_id: BatchId) -> None:
    """Cancel a batch; what is already answered can still be downloaded.

    $ oai batches cancel batch_abc123 --yes
    """
