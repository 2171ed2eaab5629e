"""A recording in writing, in each of the forms that the API has."""

from __future__ import annotations

import math
import zlib
from itertools import cycle
from typing import TYPE_CHECKING, Any

from ..text.tokens import count_tokens, split_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..state.store import Document
    from .recordings import Recording, Sentence

WHISPER = "whisper-1"
TOKENS_A_SECOND = 10
VOCABULARY = 50_257
CERTAIN = -0.01


def usage(recording: Recording, body: Mapping[str, Any]) -> Document:
    """Return the seconds, or the tokens: that depends on the model."""
    if body["model"] == WHISPER:
        return {"type": "duration", "seconds": math.ceil(recording.seconds)}
    text, heard = count_tokens(body.get("prompt") or ""), round(recording.seconds * TOKENS_A_SECOND)
    written = count_tokens(recording.text)
    return {
        "type": "tokens",
        "input_tokens": text + heard,
        "input_token_details": {"text_tokens": text, "audio_tokens": heard},
        "output_tokens": written,
        "total_tokens": text + heard + written,
    }


def plain(recording: Recording, body: Mapping[str, Any]) -> Document:
    """Return the text as JSON."""
    document: Document = {"text": recording.text}
    if "logprobs" in (body.get("include") or []):
        document["logprobs"] = [certainty(token) for token in split_tokens(recording.text)]
    return {**document, "usage": usage(recording, body)}


def certainty(token: str) -> Document:
    """Return how sure a token is."""
    return {"token": token, "logprob": CERTAIN, "bytes": list(token.encode())}


def verbose(recording: Recording, body: Mapping[str, Any], task: str) -> Document:
    """Return the text with when what was said."""
    asked = body.get("timestamp_granularities") or ["segment"]
    document: Document = {
        "task": task,
        "language": body.get("language") or "english",
        "duration": recording.seconds,
        "text": recording.text,
    }
    if "segment" in asked:
        document["segments"] = segments(recording, body.get("temperature") or 0.0)
    if "word" in asked:
        document["words"] = [
            {"word": word.text, "start": word.start, "end": word.end} for word in recording.words
        ]
    return {**document, "usage": usage(recording, body)}


def segments(recording: Recording, temperature: float) -> list[Document]:
    """Return the sentences with all that Whisper says about them."""
    return [
        {
            "id": number,
            "seek": 0,
            "start": sentence.start,
            "end": sentence.end,
            "text": sentence.text,
            "tokens": [
                zlib.crc32(token.encode()) % VOCABULARY for token in split_tokens(sentence.text)
            ],
            "temperature": temperature,
            "avg_logprob": CERTAIN,
            "compression_ratio": 1.0,
            "no_speech_prob": 0.0,
        }
        for number, sentence in enumerate(recording.sentences)
    ]


def diarized(recording: Recording, body: Mapping[str, Any]) -> Document:
    """Return the text with who said what when."""
    return {
        "task": "transcribe",
        "duration": recording.seconds,
        "text": recording.text,
        "segments": spoken(recording, body),
        "usage": usage(recording, body),
    }


def spoken(recording: Recording, body: Mapping[str, Any]) -> list[Document]:
    """Return the sentences as if two people, or those who are known, took turns."""
    speakers = cycle(body.get("known_speaker_names") or ["A", "B"])
    return [
        {
            "type": "transcript.text.segment",
            "id": f"seg_{number:03}",
            "start": sentence.start,
            "end": sentence.end,
            "speaker": speaker,
            "text": sentence.text,
        }
        for number, (sentence, speaker) in enumerate(
            zip(recording.sentences, speakers, strict=False), start=1
        )
    ]


def subrip(sentences: Sequence[Sentence]) -> str:
    """Return subtitles in the older format: numbered, and with a comma in the times."""
    cues = [
        f"{number}\n{times(sentence).replace('.', ',')}\n{sentence.text}\n"
        for number, sentence in enumerate(sentences, start=1)
    ]
    return "\n".join(cues)


def web_subtitles(sentences: Sequence[Sentence]) -> str:
    """Return subtitles in the format of the web."""
    cues = [f"{times(sentence)}\n{sentence.text}\n" for sentence in sentences]
    return "\n".join(["WEBVTT\n", *cues])


def times(sentence: Sentence) -> str:
    """Return from when to when."""
    return f"{clock(sentence.start)} --> {clock(sentence.end)}"


def clock(seconds: float) -> str:
    """Return a time as hours, minutes, seconds and thousandths."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
