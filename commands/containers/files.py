"""The files in a container: those that were put there, and those that a model made."""

from pathlib import Path
from typing import Annotated

from ...base.errors import InputError
from ...cli.call import Call
from ...cli.declare.markers import LOCAL, POSITIONAL
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared.fields import After, Limit, Order
from ..shared.transfer_fields import Concurrency
from . import ContainerId, containers

files = containers.group(
    "files", "", view=View(columns=("id", "path", "bytes", "source", "created_at"))
)

FileId = Annotated[str, "The file's id in the container."]


@files.post(
    "/containers/{container_id}/files",
    content_type="multipart/form-data",
    json_without_files=True,
)
def upload(
    call: Call,
    container_id: ContainerId,
    file: Annotated[
        list[Path] | None, "The file to put there; - is standard input.", POSITIONAL
    ] = None,
    file_id: Annotated[str | None, "An uploaded file to copy instead, by its id."] = None,
    filename: Annotated[str | None, "Another name to send it under.", LOCAL] = None,
) -> None:
    """Put files into a container, from here or from the files that are uploaded.

    Several files are sent at once; one that fails does not stop the others.

    $ oai containers files upload cntr_abc123 data.csv
    $ oai containers files upload cntr_abc123 --file-id file-abc123
    """
    if file:
        from ...cli.transfers.upload_each import upload_each

        upload_each(call, file, filename)
        return
    if not (call.has("file_id") or call.has("file")):
        raise InputError("Missing FILE (or --file-id).")
    perform(call)


@files.get("/containers/{container_id}/files", paging=Paging())
def list_(
    container_id: ContainerId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List the files in a container.

    $ oai containers files list cntr_abc123
    """


@files.get("/containers/{container_id}/files/{file_id}")
def get(container_id: ContainerId, file_id: FileId) -> None:
    """Show one file's facts.

    $ oai containers files get cntr_abc123 cfile_abc123
    """


@files.get("/containers/{container_id}/files/{file_id}/content", answer="binary")
def download(
    call: Call,
    container_id: ContainerId,
    file_id: Annotated[list[str], "The file's id in the container; several are fetched at once."],
    concurrency: Concurrency = None,
) -> None:
    """Download files from a container.

    They go to new files, or to --output.

    $ oai containers files download cntr_abc123 cfile_abc123 -o plot.png
    $ oai containers files download cntr_abc123 cfile_abc123 cfile_def456 -o plots/
    """
    from ...cli.transfers.download_each import download_each

    download_each(call, "file_id", file_id, concurrency)


@files.delete("/containers/{container_id}/files/{file_id}")
def delete(container_id: ContainerId, file_id: FileId) -> None:
    """Delete a file from a container.

    $ oai containers files delete cntr_abc123 cfile_abc123 --yes
    """
