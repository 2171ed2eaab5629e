"""An answer in a chat that is spoken: the sound of the whole, and the deltas of its stream."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..media.speech import sound, voice_of
from ..state.identifiers import new_id, now
from .generation import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..requests.call import ApiCall
    from ..state.store import Document

LIFETIME = 3600
# Base64 can be decoded piece by piece where a piece is a multiple of four.
PIECE = 4096


def wants_sound(body: Mapping[str, Any]) -> bool:
    """Say whether the answer is to be spoken."""
    return "audio" in (body.get("modalities") or ())


def speak(call: ApiCall, completion: Document) -> None:
    """Put sound in the place of each answer that is words."""
    for choice in completion["choices"]:
        message = choice["message"]
        if message["content"] is not None:
            message.update(content=None, audio=spoken(call, message["content"]))


def spoken(call: ApiCall, text: str) -> Document:
    """Return an answer as sound."""
    wanted = call.body["audio"]
    content = sound(text, voice_of(replace(call, body=wanted)), wanted["format"])
    return {
        "id": new_id("audio_"),
        "data": base64.b64encode(content).decode(),
        "expires_at": now() + LIFETIME,
        "transcript": text,
    }


def sound_deltas(audio: Document) -> Iterator[tuple[Document, str | None]]:
    """Yield what is said in an answer, how it sounds, and until when that is kept."""
    identifier = {"id": audio["id"]}
    for piece in pieces(audio["transcript"]):
        yield {"audio": {**identifier, "transcript": piece}}, None
    for start in range(0, len(audio["data"]), PIECE):
        yield {"audio": {**identifier, "data": audio["data"][start : start + PIECE]}}, None
    yield {"audio": {**identifier, "expires_at": audio["expires_at"]}}, None
