"""What one running sandbox has in its hands, and a request to it as its handler gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ..state.blobs import Blobs
from ..state.clock import Clock
from ..state.jobs import Jobs
from ..state.session_feed import SessionFeed
from ..state.store import Store
from .principal import Principal
from .stream import paced

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Iterable, Mapping
    from pathlib import Path

    from ..state.rate_bucket import Bucket
    from ..state.run_progress import ResponseProgress
    from .operations import ServedOperation


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
        self.runs: dict[str, ResponseProgress] = {}
        self.timers: dict[str, asyncio.TimerHandle] = {}
        self.feeds: defaultdict[str, SessionFeed] = defaultdict(SessionFeed)
        self.handlers: dict[str, tuple[ServedOperation, Handler]] = {}
        self.buckets: dict[tuple[str, str, str], Bucket] = {}
        self.stopping = False
        self.active_requests = 0
        self.last_request = self.clock.now()

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


@dataclass(frozen=True)
class ApiCall:
    """An operation with its checked parameters."""

    sandbox: Sandbox
    operation: ServedOperation
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    token_delay: float = 0.0
    principal: Principal = field(default_factory=Principal)
    in_batch: bool = False

    def paced(self, values: Iterable[bytes]) -> AsyncIterator[bytes]:
        """Yield the pieces of an answer, with the delay between them that was asked for."""
        return paced(values, self.token_delay, self.sandbox.clock)

    def keeping_unknown(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return a new object with what was sent undeclared: a field that the API has tomorrow."""
        declared = {**(self.operation.body or self.operation.form or {}), **document}
        unknown = {name: value for name, value in self.body.items() if name not in declared}
        return {**document, **unknown}


Handler = Callable[[ApiCall], Awaitable[dict[str, Any] | Response]]
