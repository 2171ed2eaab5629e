"""Work that goes on behind the answers: batches, background responses, runs, tuning, evals."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from .clock import Clock

log = logging.getLogger("oai.sandbox")
PACE_SECONDS = 0.2


class Jobs:
    """The tasks that run, by the id of what they work on."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.pace = float(os.environ.get("OAI_SANDBOX_PACE", PACE_SECONDS))

    async def step(self) -> None:
        """Take the time of one step, so that a job can be watched."""
        await self.clock.sleep(self.pace)

    def start(self, identifier: str, work: Coroutine[None, None, None]) -> None:
        """Run the work until it is done or the server stops."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks[identifier] = task
        task.add_done_callback(lambda done: self.ended(identifier, done))

    def cancel(self, identifier: str) -> None:
        """Stop the work, if it runs."""
        if identifier in self.tasks:
            self.tasks[identifier].cancel()

    def ended(self, identifier: str, task: asyncio.Task[None]) -> None:
        """Forget a task; one that broke is told to the log and taken up at the next start."""
        if self.tasks.get(identifier) is task:
            del self.tasks[identifier]
        if not task.cancelled() and task.exception() is not None:
            log.error("The job %s failed.", identifier, exc_info=task.exception())

    async def stop(self) -> None:
        """Stop everything; what is unfinished is taken up at the next start."""
        tasks = list(self.tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
