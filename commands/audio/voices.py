"""Voices of one's own."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.markers import POSITIONAL
from ...cli.output.view import View
from . import audio

voices = audio.group("voices", "", view=View(columns=("id", "name", "created_at")))


@voices.post("/audio/voices", content_type="multipart/form-data")
def create(
    audio_sample: Annotated[
        Path,
        "A recording of the voice: up to 10 MB; - is standard input.",
        POSITIONAL,
    ],
    name: Annotated[str, "What to call it."],
    consent: Annotated[str, "The id of the speaker's consent: see oai audio voice-consents."],
) -> None:
    """Make a voice from a recording of somebody who agreed to it.

    Speech has it by --set voice.id=ID.

    $ oai audio voices create sample.wav --name Ada --consent cons_abc123
    """
