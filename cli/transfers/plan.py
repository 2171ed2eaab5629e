"""How a large file is sent: from which size in parts, how large they are, how many at once."""

from dataclasses import dataclass
from typing import Self

from ...base.errors import InputError
from ...base.formatting import size
from ...base.sizes import parse_size

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


def _part_size(wanted: int) -> int:
    if not 0 < wanted <= LARGEST_PART:
        raise InputError(f"--part-size: a part has between 1 B and {size(LARGEST_PART)}.")
    return wanted
