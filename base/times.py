"""Points in time and lengths of time, as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import floor

from .errors import InputError

TIME_FORMS = (
    "Write epoch seconds (1735689600), a date (2025-01-31), a date and time "
    "(2025-01-31T14:05, 2025-01-31T14:05:00Z), an age (90s, 15m, 12h, 7d, 2w), "
    "now, today or yesterday."
)
DURATION_FORMS = "Write seconds (90), or weeks, days, hours, minutes, seconds (1h30m, 45s, 2d)."

_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1, "ms": 0.001}
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]+)?"
_UNITS = "".join(f"(?:(?P<{unit}>{_NUMBER}){unit})?" for unit in _SECONDS)
_COMPACT_DATE = "(?:19|20)[0-9]{6}"
_LAST_EPOCH = 253_402_300_799  # the end of the year 9999


def parse_time(text: str, now: float) -> int:
    """Read a point in time, as epoch seconds; a time without an offset is local."""
    word = text.strip()
    if re.fullmatch(_COMPACT_DATE, word):
        hint = f"Write {word[:4]}-{word[4:6]}-{word[6:]} for a date."
        raise InputError(f"'{text}' may be a date or epoch seconds.", hint=hint)
    try:
        epoch = floor(_epoch(word, now))
    except (ValueError, OverflowError, OSError):
        raise InputError(f"'{text}' is not a time.", hint=TIME_FORMS) from None
    if not 0 <= epoch <= _LAST_EPOCH:
        message = f"'{text}' is not between 1970 and 9999."
        raise InputError(message, hint="Epoch times are in seconds, not milliseconds.")
    return epoch


def parse_duration(text: str) -> float:
    """Read a length of time, as seconds."""
    seconds = read_duration(text)
    if seconds is None:
        raise InputError(f"'{text}' is not a length of time.", hint=DURATION_FORMS)
    return seconds


def read_duration(text: str | None) -> float | None:
    """Read a length of time as seconds; None for what is none."""
    word = (text or "").strip()
    return float(word) if re.fullmatch(_NUMBER, word) else _units(word)


def _epoch(word: str, now: float) -> float:
    if re.fullmatch(_NUMBER, word):
        return float(word)
    if word == "now":
        return now
    if word in ("today", "yesterday"):
        return _midnight(now, days_before=word == "yesterday")
    age = _units(word)
    if age is not None:
        return now - age
    return datetime.fromisoformat(word).timestamp()


def _midnight(now: float, *, days_before: int) -> float:
    day = date.fromtimestamp(now) - timedelta(days=days_before)
    return datetime.combine(day, time()).timestamp()


def _units(word: str) -> float | None:
    match = re.fullmatch(_UNITS, word)
    if match is None or not word:
        return None
    return sum(float(match[unit]) * seconds for unit, seconds in _SECONDS.items() if match[unit])
