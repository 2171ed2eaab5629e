"""Files: upload, list, show, download, delete."""

from pathlib import Path
from typing import Annotated

from ..cli.call import Call
from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import LOCAL, POSITIONAL, Choices
from ..cli.http.paging_style import Paging
from ..cli.output.view import View
from .shared.fields import After, ExpiresAfter, Limit, Order
from .shared.transfer_fields import Concurrency, PartSize, PartThreshold

files = Resource("files", view=View(columns=("id", "filename", "bytes", "purpose", "created_at")))

FileId = Annotated[str, "The file's id."]
PURPOSES = Choices("assistants", "batch", "fine-tune", "vision", "user_data", "evals")


@files.post("/files", content_type="multipart/form-data")
def upload(
    call: Call,
    file: Annotated[list[Path], "The file to upload, or - for standard input.", POSITIONAL],
    purpose: Annotated[str, "What the file is for.", PURPOSES],
    expires_after: ExpiresAfter = None,
    filename: Annotated[str | None, "Another name to send it under.", LOCAL] = None,
    part_threshold: PartThreshold = None,
    part_size: PartSize = None,
    concurrency: Concurrency = None,
) -> None:
    """Upload files.

    One that fails does not stop the others. A large file is sent in parts: if that breaks off,
    the same command sends only what is missing, for as long as the server keeps the parts.

    $ oai files upload train.jsonl --purpose fine-tune
    $ oai files upload *.pdf --purpose user_data -q
    $ oai files upload corpus.jsonl --purpose batch --part-size 64MB --concurrency 8
    $ git log | oai files upload - --filename log.txt --purpose user_data
    """
    from ..cli.transfers.plan import UploadPlan
    from ..cli.transfers.upload_each import upload_each

    upload_each(call, file, filename, UploadPlan.of(part_threshold, part_size, concurrency))


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
def download(
    call: Call,
    file_id: Annotated[list[str], "The file's id; several are downloaded at once."],
    concurrency: Concurrency = None,
) -> None:
    """Download the content of files.

    It goes to a new file under the name that the server gives, or to --output. If that breaks
    off, the same command goes on from there.

    $ oai files download file-abc123
    $ oai files download file-abc123 -o results.jsonl
    $ oai files download file-abc123 file-def456 -o results/
    $ oai files download file-abc123 -o - | head -1
    """
    from ..cli.transfers.download_each import download_each

    download_each(call, "file_id", file_id, concurrency)


@files.delete("/files/{file_id}")
def delete(file_id: FileId) -> None:
    """Delete a file.

    $ oai files delete file-abc123 --yes
    """
