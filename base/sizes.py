"""Sizes, as people write them."""

import re

from .errors import InputError

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]i?|)b?", re.I)


def parse_size(where: str, text: str | None, default: int) -> int:
    """Read `64MB`, `1.5 GiB` or a number of bytes; raises InputError, which names `where`."""
    if text is None:
        return default
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{where}: {text!r} is not a size.", hint="For example: 64MB, 1.5GiB")
    return int(float(found[1]) * _UNITS[found[2].lower()])
