"""How a list is paged: what a declaration says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Paging:
    """By `after` or by `page`, with at most so many items a page; or not at all.

    `largest_by` names a parameter that changes how many, and the size for each of its values;
    `bounded` is a list whose parameters say where it ends, so that a part of it misleads.
    """

    style: Literal["cursor", "page", "none"] = "cursor"
    largest: int = 100
    largest_by: tuple[str, Mapping[str, int]] | None = None
    bounded: bool = False

    def largest_for(self, query: Iterable[tuple[str, str]]) -> int:
        """Return the size of the largest page that this query may ask for."""
        if self.largest_by is None:
            return self.largest
        name, sizes = self.largest_by
        return sizes.get(dict(query).get(name, ""), self.largest)
