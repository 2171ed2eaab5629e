"""One upload that the server has opened for us, and what of the file it has."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ...base.formatting import moment
from ..http.client import id_of
from ..http.source import Slice

LIFETIME = 3600
WITHOUT_PARTS = "Does it speak the Uploads API? --part-threshold can send the file in one piece."


@dataclass
class OpenUpload:
    """An open upload; `parts` maps a part's number to its id and the digest up to its end."""

    id: str
    created_at: float
    expires_at: float
    size: int
    modified: int
    part_size: int
    parts: dict[int, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def opened(cls, document: Any, content: Slice, part_size: int) -> "OpenUpload":
        """Return the upload that the server has just opened."""
        identifier = id_of(document, hint=WITHOUT_PARTS)
        created = document.get("created_at") or time.time()
        return cls(
            id=identifier,
            created_at=created,
            expires_at=document.get("expires_at") or created + LIFETIME,
            size=content.size,
            modified=content.source.modified,
            part_size=part_size,
        )

    @classmethod
    def noted(cls, document: dict[str, Any]) -> "OpenUpload | None":
        """Return the upload that a journal has; None if it has none that we understand."""
        try:
            parts = {int(number): (str(a), str(b)) for number, (a, b) in document["parts"].items()}
            return cls(**{**document, "parts": parts})
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def document(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return asdict(self)

    def obstacle(self, content: Slice) -> str | None:
        """Return why it cannot be gone on with, by what the file's facts and the clock say."""
        if self.is_over:
            return f"the upload expired at {moment(self.expires_at)}"
        if (content.size, content.source.modified) != (self.size, self.modified):
            return "the file has changed since"
        return None

    @property
    def is_over(self) -> bool:
        """Whether its time has run out."""
        return self.expires_at <= time.time()

    def slices(self, content: Slice) -> list[Slice]:
        """Cut the file into this upload's parts."""
        starts = range(content.start, content.stop, self.part_size)
        return [
            Slice(content.source, start, min(start + self.part_size, content.stop))
            for start in starts
        ]

    def missing(self, slices: Sequence[Slice]) -> list[int]:
        """Return the numbers of the parts that are still to be sent."""
        return [number for number in range(len(slices)) if number not in self.parts]

    def part_ids(self) -> list[str]:
        """Return the ids of all parts, in the order of the file."""
        return [self.parts[number][0] for number in sorted(self.parts)]
