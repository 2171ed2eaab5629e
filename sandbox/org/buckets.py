"""Time in equal parts: the buckets of a query, and their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..requests.refusals import Refusal
from ..state.identifiers import now

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = 86_400
WIDTHS = {"1m": 60, "1h": 3_600, "1d": DAY}
USUAL = {"1m": 60, "1h": 24, "1d": 7}
MOST = {"1m": 1440, "1h": 168, "1d": 31}
PAGE = "page_"


class Period(NamedTuple):
    """The buckets of one page, and what of them the query is about."""

    starts: range
    width: int
    first: int
    end: int
    next_page: str | None

    def bounds(self) -> tuple[int, int]:
        """Return from when to before when something must have happened."""
        if not self.starts:
            return self.first, self.first
        return max(self.first, self.starts[0]), min(self.end, self.starts[-1] + self.width)

    def bucket(self, moment: int) -> int:
        """Return the start of the bucket that a moment is in."""
        return moment - moment % self.width


def read_period(query: Mapping[str, Any], most: Mapping[str, int] = MOST) -> Period:
    """Return the page of buckets that a query asks for; they begin at whole hours, or days."""
    name = query.get("bucket_width", "1d")
    width = WIDTHS[name]
    limit = query.get("limit", USUAL[name])
    if limit > most[name]:
        message = f"Invalid 'limit': buckets of {name} come {most[name]} a page at most."
        raise Refusal(message, param="limit", code="integer_above_max_value")
    start, end = query["start_time"], query.get("end_time", now() + 1)
    if end <= start:
        message = "Invalid 'end_time': it must be after 'start_time'."
        raise Refusal(message, param="end_time", code="invalid_value")
    starts = range(start - start % width, end, width)
    left = starts[place_of(query, starts) :]
    next_page = f"{PAGE}{left[limit]:x}" if len(left) > limit else None
    return Period(left[:limit], width, start, end, next_page)


def place_of(query: Mapping[str, Any], starts: range) -> int:
    """Return with which bucket the page begins."""
    if "page" not in query:
        return 0
    try:
        return starts.index(int(query["page"].removeprefix(PAGE), 16))
    except ValueError:
        message = "Invalid 'page': it is not the 'next_page' of this query."
        raise Refusal(message, param="page", code="invalid_value") from None
