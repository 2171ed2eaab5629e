"""Sizes, times and server text as people read them on a terminal."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from .surrogates import join_surrogates

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE_UNITS = ("kB", "MB", "GB", "TB", "PB", "EB")
_AGE_UNITS = (("s", 1, 60), ("min", 60, 60), ("h", 3_600, 24), ("day", 86_400, 31))
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_SUB_SECOND_BELOW = 10
_ENCODED = re.compile(r"(?<!\S)(?:data:[\w/+.-]+;base64,)?[\w+/=-]{500,}(?!\S)")
_MOST_NAMED = 20
# How Python has the bytes of a file's name that are not UTF-8: which they are is worth telling.
_FILE_NAME_BYTES = range(0xDC80, 0xDD00)
_HARMFUL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def size(byte_count: int) -> str:
    """Write a number of bytes: `1.5 MB`."""
    if byte_count < 1_000:
        return f"{byte_count} B"
    amount = float(byte_count)
    text = ""
    for unit in _SIZE_UNITS:
        amount /= 1_000
        text = f"{amount:.1f} {unit}" if round(amount, 1) < 100 else f"{amount:.0f} {unit}"
        if round(amount) < 1_000:
            break
    return text


def count(number: int, thing: str = "") -> str:
    """Write a number with its thousands apart, and what is counted: `12,345 lines`, `1 line`."""
    plural = "s" if thing and number != 1 else ""
    return f"{number:,} {thing}{plural}".rstrip()


def age(epoch: float, now: float) -> str:
    """Write a time as seen from now: `3 min ago`, `in 2 days`; a far one as its date."""
    span = _span(abs(now - epoch))
    if span is None:
        return _local(epoch, "%Y-%m-%d")
    if span == "0 s":
        return "now"
    return f"in {span}" if epoch > now else f"{span} ago"


def moment(epoch: float) -> str:
    """Write a time in the local time zone: `2025-01-31 14:05`."""
    return _local(epoch, "%Y-%m-%d %H:%M")


def duration(seconds: float) -> str:
    """Write a length of time by its two largest units: `1 h 4 min`."""
    if round(seconds, 1) < _SUB_SECOND_BELOW:
        return f"{round(seconds, 1):g} s"
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return _pair(whole, _MINUTE, "min", 1, "s")
    whole = round(seconds / _MINUTE) * _MINUTE
    if whole < _DAY:
        return _pair(whole, _HOUR, "h", _MINUTE, "min")
    whole = round(seconds / _HOUR) * _HOUR
    return _pair(whole, _DAY, "day" if whole < 2 * _DAY else "days", _HOUR, "h")


def money(cents: int) -> str:
    """Write an amount that is in cents: `1,500.00`."""
    return f"{cents / 100:,.2f}"


def elided(text: str) -> str:
    """Write of a long run of encoded data only how it begins; a key or a URL is whole."""
    return _ENCODED.sub(lambda found: f"{found[0][:24]}… ({count(len(found[0]))} characters)", text)


def some(names: Sequence[str]) -> str:
    """Name what is to be named, as far as anybody would read: `a, b and 3 more`."""
    named = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{named} and {count(more)} more" if more > 0 else named


def escape_control_chars(text: str) -> str:
    r"""Write what could steer a terminal as an escape (`\x1b`), and leave the rest alone."""
    return re.sub(rf"\r(?!\n)|{_HARMFUL}", _escape, join_surrogates(text))


def escape_line(text: str) -> str:
    """Write a text in the same way on one line."""
    return re.sub(rf"[\r\n]|{_HARMFUL}", _escape, join_surrogates(text))


def escape_control_chars_in_json(text: str) -> str:
    """Write what could steer a terminal within JSON as JSON's own escapes, which mean the same."""
    return re.sub(f"\r|{_HARMFUL}", lambda match: f"\\u{ord(match[0]):04x}", text)


def _span(seconds: float) -> str | None:
    for unit, length, limit in _AGE_UNITS:
        amount = round(seconds / length)
        if amount < limit:
            return f"{amount} {unit}s" if unit == "day" and amount > 1 else f"{amount} {unit}"
    return None


def _local(epoch: float, form: str) -> str:
    """Show a number that no calendar holds as it is: it is the server's, not ours."""
    try:
        return datetime.fromtimestamp(epoch).strftime(form)
    except (ValueError, OverflowError, OSError):
        return str(epoch)


def _pair(whole: int, large: int, large_unit: str, small: int, small_unit: str) -> str:
    rest = whole % large // small
    return f"{whole // large} {large_unit}" + (f" {rest} {small_unit}" if rest else "")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\n":
        return "\\n"
    if 0xD800 <= code <= 0xDFFF and code not in _FILE_NAME_BYTES:
        return "\ufffd"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
