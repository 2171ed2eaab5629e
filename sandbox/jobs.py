"""Work that goes on behind the answers: batches and background responses."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Coroutine

log = logging.getLogger("oai.sandbox")


class Jobs:
    """The tasks that run, by the id of what they work on."""

    def __init__(self) -> None:
        self.tasks: dict[str, asyncio.Task[None]] = {}

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
        self.tasks.pop(identifier, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("The job %s failed.", identifier, exc_info=task.exception())

    async def stop(self) -> None:
        """Stop everything; what is unfinished is taken up at the next start."""
        tasks = list(self.tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
