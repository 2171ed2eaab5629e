"""Which bytes an answer has, and what proves that those of another answer belong to the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
# A weak one (W/"…") stays the same where the bytes differ (RFC 9110, 8.8.1).
STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]+"')
PARTIAL = 206
# Two clocks may be in it, and what changes twice within a second has one date for both.
SURELY_LATER = timedelta(seconds=60)


@dataclass(frozen=True)
class Version:
    """One state of what lies at an address.

    `validator` is what If-Range may carry: the same one, the same bytes. Without it nothing can be
    proved, whatever `total`, the size in bytes, is.
    """

    validator: str | None = None
    total: int | None = None

    @classmethod
    def noted(cls, note: Mapping[str, Any]) -> "Version":
        """Return the version that a note has; what is not as we write it proves nothing."""
        validator, total = note.get("validator"), note.get("total")
        is_size = isinstance(total, int) and not isinstance(total, bool) and total > 0
        return cls(validator if isinstance(validator, str) else None, total if is_size else None)

    def is_same(self, other: "Version") -> bool:
        """Tell whether both are proved to be the same bytes (RFC 9110, 15.3.7.3)."""
        sizes_agree = None in (self.total, other.total) or self.total == other.total
        return self.validator is not None and self.validator == other.validator and sizes_agree


@dataclass(frozen=True)
class Head:
    """The beginning of an answer: from where its bytes are, and of which version."""

    start: int
    version: Version
    headers: Mapping[str, str]


def head_of(response: "httpx.Response") -> Head | None:
    """Read where an answer begins and what it is part of; None if it does not say."""
    headers = response.headers
    is_packed = "content-encoding" in headers
    if response.status_code != PARTIAL:
        # What was packed for the way has other bytes, and its tag and size are not theirs.
        version = Version() if is_packed else Version(validator_of(headers), _length(headers))
        return Head(0, version, headers)
    found = CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
    start, last, total = map(int, found.groups()) if found else (1, 0, 0)
    if is_packed or not start <= last < total:
        return None
    return Head(start, Version(validator_of(headers), total), headers)


def validator_of(headers: Mapping[str, str]) -> str | None:
    """Return a strong ETag; where there is no ETag at all, a date that is strong (13.1.5)."""
    etag = headers.get("etag")
    if etag is not None:
        return etag if STRONG_ETAG.fullmatch(etag) else None
    modified = headers.get("last-modified")
    changed, sent = _moment(modified), _moment(headers.get("date"))
    is_strong = changed and sent and sent - changed >= SURELY_LATER
    return modified if is_strong else None


def _moment(date: str | None) -> datetime | None:
    """Read a date of HTTP, which is in GMT."""
    try:
        moment = parsedate_to_datetime(date or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def _length(headers: Mapping[str, str]) -> int | None:
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 19 else None
