"""Transcripts: their words, their segments, and the events they come in."""

from collections.abc import Sequence
from typing import Any

from ...cli.output.content_words import content_words

SHOWN = ("start", "end", "speaker", "text")


def words(transcript: Any) -> str:
    """Return what was said."""
    return content_words(transcript.get("text"))


def segments(transcript: Any) -> list[dict[str, Any]] | None:
    """Return what was said from when to when and by whom; None if that is not known."""
    parts = transcript.get("segments")
    if not parts:
        return None
    return [{name: part[name] for name in SHOWN if name in part} for part in parts]


class TranscriptReader:
    """Adds a transcript's events up."""

    def __init__(self) -> None:
        self.finished = False
        self._words = ""
        self._segments: list[Any] = []
        self._done: dict[str, Any] = {}

    def take(self, document: Any) -> str:
        """Take one event and return the words it adds."""
        kind = document.get("type") if isinstance(document, dict) else None
        if kind == "transcript.text.delta":
            added = content_words(document["delta"])
            self._words += added
            return added
        if kind == "transcript.text.segment":
            self._segments.append(_without_type(document))
        elif kind == "transcript.text.done":
            self.finished = True
            self._done = _without_type(document)
            return "" if self._words else words(document)
        return ""

    def rest(self) -> Sequence[str]:
        """Return nothing: all words are shown as they come."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return nothing: a broken transcript is asked for again."""
        return ()

    def result(self) -> Any:
        """Return the transcript as it would have come in one piece."""
        if not (self.finished or self._words or self._segments):
            return None
        parts = {"segments": self._segments} if self._segments else {}
        return {"text": self._words, **self._done, **parts}


def _without_type(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "type"}
