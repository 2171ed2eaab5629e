"""What one running sandbox has in its hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .blobs import Blobs
from .clock import Clock
from .faults import FaultQueue
from .jobs import Jobs
from .models import seed_models
from .org.seeds import seed_organization
from .replays import Replays
from .request_log import RequestLog
from .runs import Runs
from .store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from .calls import Handler
    from .operations import Operation
    from .org.admission import Bucket


class Sandbox:
    """The state file, the work that runs, and who may ask."""

    def __init__(
        self, state_file: Path, *, key: str, admin_key: str, clock: Clock | None = None
    ) -> None:
        self.clock = clock or Clock()
        self.key = key
        self.admin_key = admin_key
        self.store = Store(state_file)
        self.blobs = Blobs(self.store)
        self.jobs = Jobs(self.clock)
        self.runs = Runs()
        self.faults = FaultQueue()
        self.handlers: dict[str, tuple[Operation, Handler]] = {}
        self.requests = RequestLog()
        self.replays = Replays()
        self.buckets: dict[tuple[str, str, str], Bucket] = {}
        self.stopping = False
        self.active_requests = 0
        self.last_request = self.clock.now()
        seed_models(self.store)
        seed_organization(self.store)
        self.sweep()

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
