"""What the sandbox hears in a recording: the text of its own speech, else what the file is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from .tones import timed
from .watermark import find_watermark
from .wav import seconds_of

if TYPE_CHECKING:
    from ..requests.call import ApiCall
    from ..requests.forms import ReceivedFile
    from .tones import SpokenWord

ENDINGS = ("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm")
SENTENCE = re.compile(r"\S(?:[^.!?]|[.!?](?=\S))*[.!?]*")
BYTES_A_SECOND = 16_000
LEAST_SECONDS = 0.1


@dataclass(frozen=True)
class Sentence:
    """A part of a transcript, and from when to when it is said."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Recording:
    """What is said in a file, and how long it is."""

    text: str
    seconds: float

    @property
    def words(self) -> list[SpokenWord]:
        """The words, each in its place."""
        return timed(self.text, self.seconds)

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences, each in its place."""
        each = self.seconds / max(len(self.text), 1)
        return [
            Sentence(found[0], round(found.start() * each, 3), round(found.end() * each, 3))
            for found in SENTENCE.finditer(self.text)
        ]


def listen(call: ApiCall) -> Recording:
    """Return what is said in the uploaded file."""
    part: ReceivedFile = call.body["file"]
    check_ending(part.filename)
    content = call.sandbox.blobs.content(part.owner)
    if not content:
        message = f"Audio file is too short. Minimum audio length is {LEAST_SECONDS} seconds."
        raise Refusal(message, param="file", code="audio_too_short")
    told = find_watermark(content)
    seconds = told.get("seconds") or seconds_of(content) or len(content) / BYTES_A_SECOND
    return Recording(str(told.get("text") or description(part)), round(float(seconds), 3))


def check_ending(name: str) -> None:
    """Refuse a file whose name does not end like a recording's."""
    if name.rpartition(".")[2].lower() not in ENDINGS:
        supported = ", ".join(f"'{ending}'" for ending in ENDINGS)
        message = f"Unrecognized file format. Supported formats: [{supported}]"
        raise Refusal(message, param="file", code="unsupported_format")


def description(part: ReceivedFile) -> str:
    """Return what is said of a recording that the sandbox has not made."""
    heard = f"It was given {part.filename!r}, which has {part.size} bytes."
    return f"This is the sandbox of oai: no model has listened. {heard}"
