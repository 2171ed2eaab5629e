"""Uploads: a large file, sent in parts."""

from pathlib import Path
from typing import Annotated

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import POSITIONAL, Choices, Limits
from ..cli.output.view import View
from .shared.fields import ExpiresAfter

uploads = Resource("uploads", view=View(columns=("id", "filename", "bytes", "purpose", "status")))

UploadId = Annotated[str, "The upload's id."]


@uploads.post("/uploads")
def create(
    filename: Annotated[str, "The name of the file to be."],
    purpose: Annotated[
        str,
        "What the file is for.",
        Choices("user_data", "assistants", "batch", "fine-tune", "vision", "evals"),
    ],
    bytes: Annotated[int, "The size of the whole file in bytes.", Limits(minimum=0)],
    mime_type: Annotated[str, "The MIME type, which must suit the purpose."],
    expires_after: ExpiresAfter = None,
) -> None:
    """Begin an upload, which lives for an hour.

    $ oai uploads create --filename big.jsonl --purpose batch --bytes 1200 --mime-type text/jsonl
    """


@uploads.post("/uploads/{upload_id}/parts", content_type="multipart/form-data")
def add_part(
    upload_id: UploadId,
    data: Annotated[Path, "The file that holds this part: at most 64 MB.", POSITIONAL],
) -> None:
    """Send one part; parts may be sent in any order, and at the same time.

    $ oai uploads add-part upload_abc123 part-1.bin
    """


@uploads.post("/uploads/{upload_id}/complete")
def complete(
    upload_id: UploadId,
    part_ids: Annotated[list[str], "The ids of the parts, in the order of the file."],
    md5: Annotated[str | None, "The MD5 of the whole file, for the server to check."] = None,
) -> None:
    """Put the parts together into a file.

    $ oai uploads complete upload_abc123 --part-ids part_1 --part-ids part_2
    """


@uploads.post("/uploads/{upload_id}/cancel", effect="destroy")
def cancel(upload_id: UploadId) -> None:
    """Cancel an upload; no part can be added after that.

    $ oai uploads cancel upload_abc123 --yes
    """
