"""File batches: many files, added to a vector store at once."""

from typing import Annotated, Any

from ...cli.declare.markers import FileReference
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Before, Limit, Order
from ..shared.job_kinds import FILE_BATCH
from . import vector_stores
from .store_fields import FILE_COLUMNS, Attributes, ChunkingStrategy, StatusFilter, StoreId

file_batches = vector_stores.group(
    "file-batches",
    "Add many files to a vector store at once.",
    view=View(
        columns=("id", "status", "file_counts.completed", "file_counts.failed", "file_counts.total")
    ),
)

BatchId = Annotated[str, "The batch's id."]


@file_batches.post("/vector_stores/{vector_store_id}/file_batches", job_kind=FILE_BATCH)
def create(
    vector_store_id: StoreId,
    file_ids: Annotated[
        list[str] | None,
        "The id of an uploaded file; up to 2,000. Instead of --files.",
        FileReference("assistants"),
    ] = None,
    files: Annotated[
        list[dict[str, Any]] | None,
        'Files with settings of their own: [{"file_id": …, "attributes": {…}}].',
    ] = None,
    attributes: Attributes = None,
    chunking_strategy: ChunkingStrategy = None,
) -> None:
    """Add many uploaded files to a vector store at once.

    $ oai vector-stores file-batches create vs_1 --file-ids file-1 --file-ids f-2
    $ oai vector-stores file-batches create vs_abc123 --files @files.json --wait
    """


@file_batches.get("/vector_stores/{vector_store_id}/file_batches/{batch_id}", job_kind=FILE_BATCH)
def get(vector_store_id: StoreId, batch_id: BatchId) -> None:
    """Show one batch: how many of its files are indexed.

    $ oai vector-stores file-batches get vs_abc123 vsfb_abc123
    """


add_wait_command(file_batches, FILE_BATCH)


@file_batches.get(
    "/vector_stores/{vector_store_id}/file_batches/{batch_id}/files",
    paging=Paging(),
    view=View(columns=FILE_COLUMNS),
)
def files(
    vector_store_id: StoreId,
    batch_id: BatchId,
    filter: StatusFilter = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List the files of a batch.

    $ oai vector-stores file-batches files vs_abc123 vsfb_abc123 --filter failed
    """


@file_batches.post(
    "/vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel", effect="destroy"
)
def cancel(vector_store_id: StoreId, batch_id: BatchId) -> None:
    """Cancel a batch; the files that are indexed by then stay.

    $ oai vector-stores file-batches cancel vs_abc123 vsfb_abc123 --yes
    """
