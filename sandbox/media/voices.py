"""Voices of one's own, and the speakers' recorded consents to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class Voices(FileBacked):
    """Voices, each with somebody's consent."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new voice; its consent must be there."""
        CONSENTS.find(call, call.body["consent"])
        return await super().create(call)


VOICES = Voices(
    kind="audio.voice",
    noun="voice",
    collection="/audio/voices",
    parameter="voice_id",
    prefix="voice_",
    defaults={"name": None},
    file_field="audio_sample",
)
HANDLERS: dict[str, Handler] = {
    **CONSENTS.serve("create", "list", "get", "update", "delete"),
    **VOICES.serve("create"),
}
