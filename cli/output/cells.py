"""One value as a person reads it: times, sizes and counts formatted by the field's name."""

import re
import time
from typing import Any

from ...base import json_text
from ...base.formatting import age, count, escape_control_chars, moment, money, size
from .content_words import content_words
from .fields import MISSING

TIMES = re.compile(r"(^|[._])(created|[a-z_]+_at|start_time|end_time)$")
SIZES = re.compile(r"(^|[._])[a-z_]*bytes$")
CENTS = "threshold_amount"
CONTENT = "content"
# What is larger is no time, size or amount, but a server's mistake or malice.
LARGEST = 10**15
NOTHING = "-"


def cell(name: str, value: Any, *, exact: bool = False) -> str:
    """Return a value for a table; `exact` gives moments instead of ages."""
    if value is MISSING or value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _number(name, value, exact)
    if isinstance(value, dict) and not any(isinstance(it, (dict, list)) for it in value.values()):
        return escape_control_chars(", ".join(f"{key}={plain(it)}" for key, it in value.items()))
    if name.partition("|")[0] == CONTENT and isinstance(value, list):
        return escape_control_chars(content_words(value)) or NOTHING
    return escape_control_chars(plain(value))


def _number(name: str, value: float, exact: bool) -> str:
    if abs(value) > LARGEST:
        return escape_control_chars(plain(value))
    if TIMES.search(name) and value > 0:
        return moment(value) if exact else age(value, time.time())
    if not isinstance(value, int):
        return plain(value)
    if SIZES.search(name):
        return size(value)
    if name.endswith(CENTS):
        return money(value)
    return plain(value) if exact else count(value)


def plain(value: Any) -> str:
    """Return a value as text: strings as they are, structures as compact JSON."""
    if value is MISSING or value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        return ", ".join(plain(item) for item in value)
    return json_text.dumps_readable(value)
