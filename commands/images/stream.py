"""The events of a picture in the making, and what they add up to."""

from collections.abc import Sequence
from typing import Any

COMPLETED = frozenset({"image_generation.completed", "image_edit.completed"})
PARTIAL = frozenset({"image_generation.partial_image", "image_edit.partial_image"})
OF_THE_ANSWER = ("background", "output_format", "size", "quality", "usage")


class ImageReader:
    """Gathers finished pictures: as many as were asked for."""

    def __init__(self, expected: int = 1) -> None:
        self.finished = False
        self.partials = 0
        self._expected = expected
        self._pictures: list[dict[str, Any]] = []
        self._last: dict[str, Any] = {}

    def take(self, document: Any) -> str:
        """Take one event; there are no words in it."""
        kind = document.get("type") if isinstance(document, dict) else None
        self.partials += kind in PARTIAL
        if kind in COMPLETED:
            self._pictures.append({"b64_json": document["b64_json"]})
            self._last = document
            self.finished = len(self._pictures) >= self._expected
        return ""

    def rest(self) -> Sequence[str]:
        """Return nothing: there are no words."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return nothing: a broken picture is asked for again."""
        return ()

    def result(self) -> Any:
        """Return the answer as it would have come in one piece; None without a picture."""
        if not self._pictures:
            return None
        return {
            "created": self._last.get("created_at"),
            "data": self._pictures,
            **{name: self._last[name] for name in OF_THE_ANSWER if name in self._last},
        }
