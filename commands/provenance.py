"""Provenance: whether a file was made by a model."""

from pathlib import Path
from typing import Annotated

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import POSITIONAL
from ..cli.output.view import View

provenance = Resource("provenance", view=View(columns=("object", "created_at", "results")))


@provenance.post("/content_provenance_checks", content_type="multipart/form-data", effect="read")
def check(
    file: Annotated[Path, "The picture, sound or film to check; - is standard input.", POSITIONAL],
) -> None:
    """Look for signs that a file was made by one of OpenAI's models.

    $ oai provenance check photo.png
    """
