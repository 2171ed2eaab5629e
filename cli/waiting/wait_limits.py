"""How long a waiting may take, and how often the server is asked."""

import time
from dataclasses import dataclass
from typing import Any

from ...base.errors import InputError
from ..http.request import Request
from ..http.retries import RetryPolicy

SHORTEST_INTERVAL = 0.1
BRIEFEST = 0.05


@dataclass(frozen=True)
class WaitLimits:
    """The longest wait and the time between two questions, in seconds; None leaves it to us."""

    timeout: float | None = None
    interval: float | None = None

    def __post_init__(self) -> None:
        if self.interval is not None and self.interval < SHORTEST_INTERVAL:
            raise InputError(f"--poll-interval: at least {SHORTEST_INTERVAL:g} s, out of courtesy.")

    @classmethod
    def given(cls, values: dict[str, Any]) -> "WaitLimits":
        """Return what a command line says."""
        return cls(values.get("wait_timeout"), values.get("poll_interval"))

    def deadline(self) -> float | None:
        """Return when a waiting that begins now is over, on the monotonic clock."""
        return None if self.timeout is None else time.monotonic() + self.timeout


@dataclass(frozen=True)
class DeadlinePolicy(RetryPolicy):
    """A retry policy that ends with a waiting: no question takes longer than what is left of it."""

    deadline: float | None = None

    def read_timeout(self, request: Request) -> float:
        """Return how long the server may say nothing."""
        usual = super().read_timeout(request)
        if self.deadline is None:
            return usual
        return max(BRIEFEST, min(usual, self.deadline - time.monotonic()))
