"""Transcriptions and translations: a recording in, its text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.answers import TextAnswer
from ..requests.stream import data_event, event_stream
from ..text.generation import pieces
from .recordings import listen
from .transcripts import (
    WHISPER,
    certainty,
    diarized,
    plain,
    spoken,
    subrip,
    usage,
    verbose,
    web_subtitles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document
    from .recordings import Recording


async def transcribe(call: ApiCall) -> Document | Response:
    """Answer with what is said in a recording, in one piece or as events."""
    recording = listen(call)
    # Whisper does not stream, and does not refuse to either.
    if call.body.get("stream") and call.body["model"] != WHISPER:
        told = diarized(recording, call.body)
        events = transcript_events(call, recording)
        return event_stream(call.paced(events), told)
    return written(call, recording, "transcribe")


async def translate(call: ApiCall) -> Document | Response:
    """Answer with what is said in a recording, which the sandbox takes to be English."""
    return written(call, listen(call), "translate")


def written(call: ApiCall, recording: Recording, task: str) -> Document | Response:
    """Return a recording in the form that is asked for."""
    asked = call.body.get("response_format") or "json"
    if asked == "json":
        return plain(recording, call.body)
    if asked == "diarized_json":
        return diarized(recording, call.body)
    document = verbose(recording, call.body, task)
    texts = {
        "text": f"{recording.text}\n",
        "srt": subrip(recording.sentences),
        "vtt": web_subtitles(recording.sentences),
    }
    return TextAnswer(texts[asked], document) if asked in texts else document


def transcript_events(call: ApiCall, recording: Recording) -> Iterator[bytes]:
    """Yield the text as it is understood, and all of it at the end."""
    body = call.body
    with_certainty = "logprobs" in (body.get("include") or [])
    if body.get("response_format") == "diarized_json":
        for segment in spoken(recording, body):
            yield from (
                delta(piece, {"segment_id": segment["id"]}) for piece in pieces(segment["text"])
            )
            yield data_event(segment)
    else:
        for piece in pieces(recording.text):
            yield delta(piece, {"logprobs": [certainty(piece)]} if with_certainty else {})
    done = {**plain(recording, body), "usage": usage(recording, body)}
    yield data_event({"type": "transcript.text.done", **done})


def delta(piece: str, beside: Document) -> bytes:
    """Return the event of a piece of the text."""
    return data_event({"type": "transcript.text.delta", "delta": piece, **beside})


HANDLERS: dict[str, Handler] = {
    "POST /audio/transcriptions": transcribe,
    "POST /audio/translations": translate,
}
