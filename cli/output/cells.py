"""One value as a person reads it: times, sizes and counts made humane by the field's name."""

import re
import time
from typing import Any

from .. import json_text
from .fields import MISSING
from .humane import age, moment, size, visible

TIMES = re.compile(r"(^|[._])(created|[a-z_]+_at|start_time|end_time)$")
SIZES = re.compile(r"(^|[._])([a-z_]*bytes|size)$")
NOTHING = "-"


def cell(name: str, value: Any, *, exact: bool = False) -> str:
    """Return a value for a table; `exact` gives moments instead of ages."""
    if value is MISSING or value is None or value in ("", [], {}):
        return NOTHING
    if _is_number(value):
        if TIMES.search(name) and value > 0:
            return moment(value) if exact else age(value, time.time())
        if SIZES.search(name):
            return size(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return visible(plain(value), keep_newlines=exact)


def plain(value: Any) -> str:
    """Return a value as text: strings as they are, structures as compact JSON."""
    if value is MISSING or value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        return ", ".join(plain(item) for item in value)
    return json_text.dumps(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
