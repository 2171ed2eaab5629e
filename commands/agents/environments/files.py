"""The files in an environment, as they are now."""

import base64
from pathlib import Path
from typing import Annotated, Literal

from ....base.errors import InputError
from ....cli.call import Call
from ....cli.declare.markers import LOCAL, POSITIONAL, Default, FileReference
from ....cli.http.paging_style import Paging
from ....cli.http.request import FilePart
from ....cli.input.input_files import read_file
from ....cli.output.view import View
from ....cli.perform import perform
from ...shared.fields import Limit
from . import EnvironmentId, environments

files = environments.group(
    "files",
    "See and add the files in an environment.",
    view=View(columns=("path", "size_bytes", "environment_id")),
)


@files.post("/agents/environments/{environment_id}/files")
def create(
    call: Call,
    environment_id: EnvironmentId,
    path: Annotated[str, "Where it goes, below /workspace; with FILE, by its own name there."],
    file: Annotated[
        Path | None, "The file to send along; - is standard input.", POSITIONAL, LOCAL
    ] = None,
    file_id: Annotated[
        str | None, "An uploaded file instead, by its id.", FileReference("user_data")
    ] = None,
    data: Annotated[str | None, "What is in it, as Base64."] = None,
    type: Annotated[
        Literal["file_id", "inline"],
        "Where it comes from: it follows from the others.",
    ] = "inline",
) -> None:
    """Put a file into an environment: from here, or one that is uploaded.

    A large one is better uploaded (--file-id @PATH) than sent along.

    $ oai agents environments files create env_abc123 data.csv
    $ oai agents environments files create env_abc123 --file-id @big.bin --path /workspace/b
    $ oai agents environments files create env_1 --file-id file-abc123 --path /workspace/b
    """
    if file is not None:
        _take_file(call, file)
    elif call.has("file_id") and not call.has("data"):
        call.values["type"] = "file_id"
    elif not call.has("data"):
        raise InputError("Missing FILE (or --file-id, or --data).")
    perform(call)


@files.get("/agents/environments/{environment_id}/files", paging=Paging("page"))
def list_(
    environment_id: EnvironmentId,
    path: Annotated[str | None, "Only what is below this folder."] = None,
    limit: Limit = None,
    order: Annotated[
        Literal["asc", "desc"] | None, "By path, forwards or backwards.", Default("desc")
    ] = None,
    page: Annotated[str | None, "Start at this page: the `next` of the one before."] = None,
) -> None:
    """List the files in an environment.

    $ oai agents environments files list env_abc123 --path /workspace --order asc
    """


def _take_file(call: Call, file: Path | FilePart) -> None:
    """Put a file of this machine into the body."""
    if call.has("file_id") or call.has("data"):
        raise InputError("FILE, --file-id and --data: give one of them.")
    is_piped = isinstance(file, FilePart)
    name = file.filename if isinstance(file, FilePart) else file.name
    call.values["data"] = base64.b64encode(_bytes(file)).decode()
    if not call.has("path"):
        if is_piped:
            raise InputError("Missing --path: standard input has no name.")
        call.values["path"] = f"/workspace/{name}"


def _bytes(file: Path | FilePart) -> bytes:
    source = file.source if isinstance(file, FilePart) else file
    if isinstance(source, bytes):
        return source
    return read_file(str(source), "FILE") if isinstance(source, Path) else b"".join(source.pieces())
