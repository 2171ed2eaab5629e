"""The time that passes in a sandbox: what takes its time waits here, and a test may hand it in."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """The time of this machine."""

    def now(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait, and let others have their turn."""
        await asyncio.sleep(seconds)
