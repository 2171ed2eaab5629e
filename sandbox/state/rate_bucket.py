"""A token bucket: how much of a minute's limit is left."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE = 60


@dataclass
class Bucket:
    """What is left of an amount that is refilled as time passes, the whole of it in a minute."""

    limit: int
    left: float
    at: float

    def refill(self, limit: int, moment: float) -> None:
        """Add what the time since the last look has brought."""
        brought = (moment - self.at) * limit / MINUTE
        self.left = min(limit, self.left + brought + max(limit - self.limit, 0))
        self.limit, self.at = limit, moment

    def wait(self, amount: int) -> float:
        """Return in how many seconds there will be as much."""
        if amount > self.limit:
            return MINUTE
        return max(amount - self.left, 0) * MINUTE / self.limit
