"""How a large file is sent: from which size in parts, how large they are, how many at once."""

import re
from dataclasses import dataclass
from typing import Self

from ...base.errors import InputError
from ...base.formatting import size

UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]i?|)b?", re.I)
# The API's own limit for one part.
LARGEST_PART = 64 << 20
CONCURRENCY = 4


@dataclass(frozen=True)
class UploadPlan:
    """Sizes in bytes; small parts spread evenly over the connections and lose little when cut."""

    threshold: int = 100 * 10**6
    part_size: int = 16 * 10**6
    concurrency: int = CONCURRENCY

    @classmethod
    def of(cls, threshold: str | None, part_size: str | None, concurrency: int | None) -> Self:
        """Return the plan that the options describe."""
        return cls(
            threshold=parse_size("--part-threshold", threshold, cls.threshold),
            part_size=_part_size(parse_size("--part-size", part_size, cls.part_size)),
            concurrency=concurrency or cls.concurrency,
        )


def parse_size(where: str, text: str | None, default: int) -> int:
    """Read `64MB`, `1.5 GiB` or a number of bytes."""
    if text is None:
        return default
    found = SIZE.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{where}: {text!r} is not a size.", hint="For example: 64MB, 1.5GiB")
    return int(float(found[1]) * UNITS[found[2].lower()])


def _part_size(wanted: int) -> int:
    if not 0 < wanted <= LARGEST_PART:
        raise InputError(f"--part-size: a part has between 1 B and {size(LARGEST_PART)}.")
    return wanted
