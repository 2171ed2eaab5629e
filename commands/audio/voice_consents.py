"""Consents: recordings in which speakers allow that their voice is used."""

from pathlib import Path
from typing import Annotated

from ...cli.declare.markers import POSITIONAL
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import audio

voice_consents = audio.group(
    "voice-consents", "", view=View(columns=("id", "name", "language", "created_at"))
)

ConsentId = Annotated[str, "The consent's id."]
Label = Annotated[str, "What to call the recording, such as the speaker's name."]


@voice_consents.post("/audio/voice_consents", content_type="multipart/form-data")
def create(
    recording: Annotated[
        Path,
        "The recording in which the speaker agrees: up to 10 MB; - is standard input.",
        POSITIONAL,
    ],
    name: Label,
    language: Annotated[str, "The language spoken, as a tag such as en-US."],
) -> None:
    """Upload a speaker's consent, which a voice needs.

    $ oai audio voice-consents create yes.wav --name "Ada L." --language en-US
    """


@voice_consents.get("/audio/voice_consents", paging=Paging())
def list_(limit: Limit = None, after: After = None) -> None:
    """List consents.

    $ oai audio voice-consents list
    """


@voice_consents.get("/audio/voice_consents/{consent_id}")
def get(consent_id: ConsentId) -> None:
    """Show one consent.

    $ oai audio voice-consents get cons_abc123
    """


@voice_consents.post("/audio/voice_consents/{consent_id}")
def update(consent_id: ConsentId, name: Label) -> None:
    """Give a consent another name; the recording stays as it is.

    $ oai audio voice-consents update cons_abc123 --name "Ada Lovelace"
    """


@voice_consents.delete("/audio/voice_consents/{consent_id}")
def delete(consent_id: ConsentId) -> None:
    """Delete a consent.

    $ oai audio voice-consents delete cons_abc123 --yes
    """
