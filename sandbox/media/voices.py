"""Voices of one's own, and the speakers' recorded consents to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..requests.refusals import absent
from .file_backed import FileBacked

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

CONSENTS = FileBacked(
    kind="audio.voice_consent",
    noun="voice consent",
    collection="/audio/voice_consents",
    parameter="consent_id",
    prefix="cons_",
    defaults={"name": None, "language": None},
    file_field="recording",
)


NEEDED = {"audio_sample": ("audio_sample", "consent"), "prompt": ("prompt",)}


@dataclass(frozen=True)
class Voices(FileBacked):
    """Voices, each with somebody's consent."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new voice, made from words or from a recording that somebody consents to."""
        kind = call.body.get("type", self.file_field)
        for name in NEEDED[kind]:
            if call.body.get(name) is None:
                raise absent(name)
        if kind == self.file_field:
            CONSENTS.find(call, call.body["consent"])
        return await super().create(call)


VOICES = Voices(
    kind="audio.voice",
    noun="voice",
    collection="/audio/voices",
    parameter="voice_id",
    prefix="voice_",
    deleted_object="audio.voice.deleted",
    defaults={"name": None, "type": "audio_sample", "prompt": None},
    file_field="audio_sample",
)
HANDLERS: dict[str, Handler] = {
    **CONSENTS.serve("create", "list", "get", "update", "delete"),
    **VOICES.serve("create", "delete"),
}
