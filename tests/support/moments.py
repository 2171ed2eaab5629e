"""Waiting for a moment to come: how long is none of a test's business, unless it never does."""

from __future__ import annotations

import time
from collections.abc import Callable

# Far more than anything takes on a machine that is busy with something else.
PATIENCE = 120.0
PAUSE = 0.005


def be_late() -> None:
    """Let a moment go by in which nothing comes, and of whose length nothing is asserted."""
    time.sleep(1.2)


def eventually(
    holds: Callable[[], object],
    told: Callable[[], object] | None = None,
    patience: float = PATIENCE,
) -> None:
    """Wait until something holds; if it never does, say how things are by then."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"it never came to that: {told() if told else holds}")
        time.sleep(PAUSE)
