"""How soon a sandbox is there, and how soon one that runs is found (`make bench`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from oai.sandbox.launch.background import ask, ensure_running, path, stop_background
from oai.sandbox.launch.layout import Layout

RUNS = 20


def main() -> None:
    """Measure, and print a line for each."""
    with TemporaryDirectory() as folder:
        state, layout = Path(folder), Layout(path(Path(folder)))
        print(
            f"{'a sandbox is started':<34}{1000 * seconds(lambda: ensure_running(state)):>8.1f} ms"
        )
        here = layout.registered()
        assert here is not None
        found = repeated(lambda: ensure_running(state))
        bare = repeated(lambda: ask(here, "GET", "/sandbox/health"))
        print(f"{'one that runs is found':<34}{1000 * found:>8.1f} ms")
        print(f"{'the same, times a bare request':<34}{found / bare:>8.1f}")
        stop_background(layout)


def repeated(work: Callable[[], object]) -> float:
    """Return the median seconds of many runs."""
    return median(seconds(work) for _ in range(RUNS))


def seconds(work: Callable[[], object]) -> float:
    """Return how long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
