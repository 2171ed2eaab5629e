"""Files: upload, list, show, download, delete."""

from pathlib import Path
from typing import Annotated

from ..cli.call import Call
from ..cli.endpoint import Resource
from ..cli.markers import EXTRA, POSITIONAL, Choices
from ..cli.output.view import View
from ..cli.paging_style import Paging
from ..cli.upload import upload_each
from .fields import After, ExpiresAfter, Limit, Order

files = Resource("files", view=View(columns=("id", "filename", "bytes", "purpose", "created_at")))

FileId = Annotated[str, "The file's id."]
PURPOSES = Choices("assistants", "batch", "fine-tune", "vision", "user_data", "evals")


@files.post("/files", content_type="multipart/form-data")
def upload(
    call: Call,
    file: Annotated[list[Path], "The file to upload, or - for standard input.", POSITIONAL],
    purpose: Annotated[str, "What the file is for.", PURPOSES],
    expires_after: ExpiresAfter = None,
    filename: Annotated[str | None, "The name to give to standard input.", EXTRA] = None,
) -> None:
    """Upload files.

    Several files are sent one after another; one that fails does not stop the others.

    $ oai files upload train.jsonl --purpose fine-tune
    $ oai files upload *.pdf --purpose user_data -q
    $ git log | oai files upload - --filename log.txt --purpose user_data
    """
    upload_each(call, file, filename)


@files.get("/files", paging=Paging(largest=10_000))
def list_(
    purpose: Annotated[str | None, "Only files for this purpose.", PURPOSES] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List uploaded files.

    $ oai files list --purpose batch
    $ oai files list --all --format jsonl | jq -r .id
    """


@files.get("/files/{file_id}")
def get(file_id: FileId) -> None:
    """Show one file's facts.

    $ oai files get file-abc123
    """


@files.get("/files/{file_id}/content", answer="binary")
def download(file_id: FileId) -> None:
    """Download a file's content.

    It goes to a new file under the name that the server gives, or to --output.

    $ oai files download file-abc123
    $ oai files download file-abc123 -o results.jsonl
    $ oai files download file-abc123 -o - | head -1
    """


@files.delete("/files/{file_id}")
def delete(file_id: FileId) -> None:
    """Delete a file.

    $ oai files delete file-abc123 --yes
    """
