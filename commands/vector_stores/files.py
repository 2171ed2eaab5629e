"""The files of a vector store."""

from typing import Annotated, Any

from ...cli.declare.markers import FileReference
from ...cli.http.paging_style import Paging
from ...cli.output.content_words import content_words
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Before, Limit, Order
from ..shared.job_kinds import STORED_FILE
from . import vector_stores
from .store_fields import FILE_COLUMNS, Attributes, ChunkingStrategy, StatusFilter, StoreId

files = vector_stores.group(
    "files", "Look after the files of a vector store.", view=View(columns=FILE_COLUMNS)
)

FileId = Annotated[str, "The id of the uploaded file."]


@files.post("/vector_stores/{vector_store_id}/files", job_kind=STORED_FILE)
def create(
    vector_store_id: StoreId,
    file_id: Annotated[str, "The id of the uploaded file.", FileReference("assistants")],
    attributes: Attributes = None,
    chunking_strategy: ChunkingStrategy = None,
) -> None:
    """Add an uploaded file to a vector store; it can be searched once it is indexed.

    $ oai vector-stores files create vs_abc123 --file-id file-abc123
    $ oai vector-stores files create vs_1 --file-id @faq.md --attributes lang=en
    $ oai vector-stores files create vs_abc123 --file-id file-abc123 --wait
    """


@files.get("/vector_stores/{vector_store_id}/files", paging=Paging())
def list_(
    vector_store_id: StoreId,
    filter: StatusFilter = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List the files of a vector store.

    $ oai vector-stores files list vs_abc123 --filter failed
    """


@files.get("/vector_stores/{vector_store_id}/files/{file_id}", job_kind=STORED_FILE)
def get(vector_store_id: StoreId, file_id: FileId) -> None:
    """Show one file: whether it is indexed, or why not.

    $ oai vector-stores files get vs_abc123 file-abc123
    """


add_wait_command(files, STORED_FILE)


@files.get(
    "/vector_stores/{vector_store_id}/files/{file_id}/content",
    paging=Paging("none"),
    view=View(columns=("type", "text"), text=content_words),
)
def content(vector_store_id: StoreId, file_id: FileId) -> None:
    """Show the text that was read out of a file; -t prints nothing else.

    $ oai vector-stores files content vs_abc123 file-abc123 -t | less
    """


@files.post("/vector_stores/{vector_store_id}/files/{file_id}")
def update(
    vector_store_id: StoreId,
    file_id: FileId,
    attributes: Annotated[
        dict[str, Any], "All its attributes from now on: KEY=TEXT, KEY:=NUMBER or KEY:=true."
    ],
) -> None:
    """Change the attributes of a file, which searches can be limited by.

    $ oai vector-stores files update vs_abc123 file-abc123 --attributes year:=2026
    """


@files.delete("/vector_stores/{vector_store_id}/files/{file_id}")
def delete(vector_store_id: StoreId, file_id: FileId) -> None:
    """Take a file out of a vector store; the uploaded file itself stays.

    $ oai vector-stores files delete vs_abc123 file-abc123 --yes
    """
