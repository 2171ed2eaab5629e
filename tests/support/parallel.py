"""Many short runs of the command line, two or more at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")


def in_parallel(
    function: Callable[[Given], Found], given: Iterable[Given], *, at_once: int = 4
) -> list[Found]:
    """Return what the function makes of each; the first error is raised, with what it was for."""

    def attempt(one: Given) -> Found:
        try:
            return function(one)
        except AssertionError as error:
            error.add_note(f"for {one!r}")
            raise

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(attempt, given))
