"""Vector stores: files, cut into chunks and indexed, to be searched by meaning."""

from typing import Annotated, Any

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import POSITIONAL, TEXT, Default, Fields, FileReference, Limits
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Before, Limit, Metadata, Order
from ..shared.job_kinds import VECTOR_STORE
from .search_results import result_rows, result_text
from .store_fields import ChunkingStrategy, StoreExpiresAfter, StoreId

vector_stores = Resource(
    "vector-stores",
    view=View(
        columns=("id", "name", "status", "file_counts.total", "usage_bytes", "last_active_at")
    ),
    beta="assistants=v2",
    package=__name__,
    modules={
        "files": "Look after the files of a vector store.",
        "file-batches": "Add many files to a vector store at once.",
        "sync": "Make a vector store have what a folder has.",
        "upload": "Upload files into a vector store.",
    },
)


@vector_stores.post("/vector_stores", job_kind=VECTOR_STORE)
def create(
    name: Annotated[str | None, "Its name."] = None,
    description: Annotated[str | None, "What is in it."] = None,
    file_ids: Annotated[
        list[str] | None,
        "The id of an uploaded file to index; up to 500.",
        FileReference("assistants"),
    ] = None,
    chunking_strategy: ChunkingStrategy = None,
    expires_after: StoreExpiresAfter = None,
    metadata: Metadata = None,
) -> None:
    """Create a vector store; its size is paid for by the day.

    $ oai vector-stores create --name manuals --file-ids file-1 --file-ids file-2
    $ oai vector-stores create --name faq --file-ids @faq.md --wait -q
    """


@vector_stores.get("/vector_stores", paging=Paging())
def list_(
    limit: Limit = None, order: Order = None, after: After = None, before: Before = None
) -> None:
    """List vector stores.

    $ oai vector-stores list
    $ oai vector-stores list --all --fields id,name,usage_bytes --format csv
    """


@vector_stores.get("/vector_stores/{vector_store_id}", job_kind=VECTOR_STORE)
def get(vector_store_id: StoreId) -> None:
    """Show one vector store: how many of its files are indexed, and when it expires.

    $ oai vector-stores get vs_abc123
    """


add_wait_command(vector_stores, VECTOR_STORE)


@vector_stores.post("/vector_stores/{vector_store_id}")
def update(
    vector_store_id: StoreId,
    name: Annotated[str | None, "Its new name."] = None,
    expires_after: StoreExpiresAfter = None,
    metadata: Metadata = None,
) -> None:
    """Rename a vector store, or change when it expires.

    $ oai vector-stores update vs_abc123 --name "Manuals, 2nd edition"
    """


@vector_stores.delete("/vector_stores/{vector_store_id}")
def delete(vector_store_id: StoreId) -> None:
    """Delete a vector store; the files that were uploaded for it stay.

    $ oai vector-stores delete vs_abc123 --yes
    """


@vector_stores.post(
    "/vector_stores/{vector_store_id}/search",
    effect="read",
    view=View(rows=result_rows, text=result_text),
)
def search(
    vector_store_id: StoreId,
    query: Annotated[str | list[str], "What to look for; - is standard input.", POSITIONAL, TEXT],
    max_num_results: Annotated[
        int | None, "The most results to give.", Limits(1, 50), Default(10)
    ] = None,
    rewrite_query: Annotated[
        bool | None, "Let a model put the query into better words first.", Default(False)
    ] = None,
    filters: Annotated[
        dict[str, Any] | None,
        "Only files whose attributes are so: type=eq key=team value=search, or and/or of filters.",
        Fields(
            type=("eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "and", "or"),
            key=str,
            value=str,
            filters=list,
        ),
    ] = None,
    ranking_options: Annotated[
        dict[str, Any] | None,
        "How results are ranked, and which score (0 to 1) they need at least.",
        Fields(ranker=("none", "auto", "default-2024-11-15"), score_threshold=float),
    ] = None,
) -> None:
    """Search a vector store by meaning; -t prints the passages that were found.

    $ oai vector-stores search vs_abc123 "How do I change the filter?"
    $ oai vector-stores search vs_abc123 "return policy" --max-num-results 3 -t
    """
