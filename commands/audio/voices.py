"""Voices of one's own."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.markers import POSITIONAL, TEXT, Choices, Default, Panel
from ...cli.output.view import View
from . import audio

voices = audio.group("voices", "", view=View(columns=("id", "name", "created_at")))


@voices.post("/audio/voices", content_type="multipart/form-data")
def create(
    name: Annotated[str, "What to call it."],
    audio_sample: Annotated[
        Path | None,
        "A recording of the voice: up to 10 MB; - is standard input.",
        POSITIONAL,
    ] = None,
    type: Annotated[
        str | None,
        "What it is made from.",
        Choices("audio_sample", "prompt"),
        Default("audio_sample"),
    ] = None,
    consent: Annotated[
        str | None,
        "The id of the speaker's consent: see oai audio voice-consents.",
        Panel("From a recording"),
    ] = None,
    prompt: Annotated[
        str | None, "How it sounds, in words.", TEXT, Panel("From words (--type prompt)")
    ] = None,
    script_hint: Annotated[str | None, "A text such as it will speak."] = None,
    model: Annotated[str | None, "The model that makes it.", Choices("auto", "2026-10-08")] = None,
) -> None:
    """Make a voice from a recording of somebody who agreed to it, or from a description.

    Speech has it by --set voice.id=ID.

    $ oai audio voices create sample.wav --name Ada --consent cons_abc123
    $ oai audio voices create --name Ada --type prompt --prompt "Calm, low, a slight smile"
    """


@voices.delete("/audio/voices/{voice_id}")
def delete(voice_id: Annotated[str, "The voice's id."]) -> None:
    """Delete a voice: speech can no longer have it.

    $ oai audio voices delete voice_abc123 --yes
    """
