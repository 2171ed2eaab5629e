"""Speech: a text as sound, in one piece or as events."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from ..requests.refusals import Refusal
from ..requests.stream import data_event, event_stream
from ..text.tokens import count_tokens
from . import flac, mp3, wav
from .tones import Speech
from .voices import VOICES
from .watermark import watermark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

PIECE = 4096
TOKENS_A_SECOND = 20
SILENT_MODELS = ("tts-1", "tts-1-hd")


def raw(speech: Speech, _comment: bytes) -> bytes:
    """Return the samples alone."""
    return speech.samples()


FORMATS: dict[str, tuple[str, Callable[[Speech, bytes], bytes]]] = {
    "mp3": ("audio/mpeg", mp3.encode),
    "wav": ("audio/wav", wav.encode),
    "flac": ("audio/flac", flac.encode),
    "pcm": ("audio/pcm", raw),
}


async def speak(call: ApiCall) -> Response:
    """Answer with the sound of a text."""
    body = call.body
    speech = Speech(body["input"], voice_of(call), body.get("speed") or 1.0)
    media_type, encode = sound_format(body.get("response_format") or "mp3")
    as_events = body.get("stream_format") == "sse"
    if as_events and body["model"] in SILENT_MODELS:
        message = f"The model {body['model']} does not stream events: ask for 'audio'."
        raise Refusal(message, param="stream_format", code="unsupported_value")
    comment = watermark(kind="audio", text=speech.text, seconds=speech.seconds, model=body["model"])
    pieces = split(encode(speech, comment))
    if as_events:
        return event_stream(call.paced(sound_events(speech, pieces)))
    return StreamingResponse(call.paced(pieces), media_type=media_type)


def sound(text: str, voice: str, format: str) -> bytes:
    """Return the sound of an answer in a chat."""
    speech = Speech(text, voice, 1.0)
    _, encode = sound_format("pcm" if format == "pcm16" else format, "audio.format")
    return encode(speech, watermark(kind="audio", text=text, seconds=speech.seconds))


def voice_of(call: ApiCall) -> str:
    """Return the voice's name, or its id if it is one's own, which must be there."""
    voice = call.body["voice"]
    if isinstance(voice, str):
        return voice
    return str(VOICES.find(call, voice["id"]).document["id"])


def sound_format(
    name: str, where: str = "response_format"
) -> tuple[str, Callable[[Speech, bytes], bytes]]:
    """Return the content type and the encoder of a format, if the sandbox has one."""
    if name in FORMATS:
        return FORMATS[name]
    served = ", ".join(f"'{known}'" for known in FORMATS)
    message = f"The sandbox does not write '{name}', though the API does. It serves: {served}."
    raise Refusal(message, param=where, code="unsupported_value")


def split(content: bytes) -> Iterator[bytes]:
    """Yield a file piece by piece."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


def sound_events(speech: Speech, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the sound, and at its end what it cost."""
    for piece in pieces:
        audio = base64.b64encode(piece).decode()
        yield data_event({"type": "speech.audio.delta", "audio": audio})
    yield data_event({"type": "speech.audio.done", "usage": usage(speech)})


def usage(speech: Speech) -> Document:
    """Return the tokens of a speech."""
    read, spoken = count_tokens(speech.text), round(speech.seconds * TOKENS_A_SECOND)
    return {"input_tokens": read, "output_tokens": spoken, "total_tokens": read + spoken}


HANDLERS: dict[str, Handler] = {"POST /audio/speech": speak}
