"""How far jobs are, from what their objects say: `120 of 500, 3 failed`."""

from collections.abc import Callable
from typing import Any

from ...base.formatting import count, moment
from ..output.fields import lookup

FAILED = ("failed", "errored")


def progress_by_counts(field: str, *done: str) -> Callable[[Any], str]:
    """Return a function that tells of counts: how many of the total are done, and how."""

    def tell(document: Any) -> str:
        counts = lookup(document, field)
        total = _number(counts, "total")
        if not total:
            return ""
        finished = sum(_number(counts, name) for name in done)
        failed = [(_number(counts, name), name) for name in done if name in FAILED]
        worst = [f"{count(number)} {name}" for number, name in failed if number]
        return ", ".join([f"{count(finished)} of {count(total)}", *worst])

    return tell


def progress_in_percent(document: Any) -> str:
    """Tell the progress of what says it in percent."""
    progress = lookup(document, "progress")
    return f"{progress:g} %" if isinstance(progress, (int, float)) else ""


def expected_end(document: Any) -> str:
    """Tell when the server thinks that it will be done."""
    finish = lookup(document, "estimated_finish")
    return f"done at about {moment(finish)}" if isinstance(finish, int) else ""


def _number(counts: Any, name: str) -> int:
    value = lookup(counts, name)
    return value if isinstance(value, int) else 0
