"""What one running sandbox has in its hands."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .blobs import Blobs
from .jobs import Jobs
from .runs import Runs
from .store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from .calls import Handler
    from .operations import Operation
    from .org.admission import Bucket


class Sandbox:
    """The state file, the work that runs, and who may ask."""

    def __init__(self, state_file: Path, *, key: str, admin_key: str) -> None:
        self.key = key
        self.admin_key = admin_key
        self.store = Store(state_file)
        self.blobs = Blobs(self.store)
        self.jobs = Jobs()
        self.runs = Runs()
        self.handlers: dict[str, tuple[Operation, Handler]] = {}
        self.buckets: dict[tuple[str, str, str], Bucket] = {}
        self.stopping = False
        self.active_requests = 0
        self.last_request = time.monotonic()

    def sweep(self) -> None:
        """Remove files whose time is over, and bytes that a crash left behind."""
        for identifier in self.store.expired("file"):
            self.store.delete("file", identifier)
        self.blobs.sweep()

    def is_busy(self) -> bool:
        """Say whether anything is being answered or worked on."""
        return self.active_requests > 0 or bool(self.jobs.tasks)

    def close(self) -> None:
        """Close the state file."""
        self.store.close()
