"""A sandbox in the process of the test, which has its clock in its hands."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

import httpx

from oai.sandbox.launch.layout import Layout
from oai.sandbox.launch.serve import serve
from oai.sandbox.state.clock import Clock

from .moments import PATIENCE, eventually
from .plain_http import plain_client
from .sandbox_server import ServedSandbox


class HandedClock(Clock):
    """A clock that goes only when the test moves it."""

    def __init__(self) -> None:
        self._moment = 0.0
        self._lock = threading.Lock()
        self._sleepers: dict[asyncio.Future[None], float] = {}

    @property
    def sleepers(self) -> int:
        """How many wait for a moment to come."""
        return len(self._sleepers)

    def now(self) -> float:
        """Return the moment that the clock stands at."""
        return self._moment

    async def sleep(self, seconds: float) -> None:
        """Wait until the test has moved the clock so far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken = asyncio.get_running_loop().create_future()
        with self._lock:
            self._sleepers[woken] = self._moment + seconds
        try:
            await woken
        finally:
            with self._lock:
                self._sleepers.pop(woken, None)

    def move(self, seconds: float) -> None:
        """Let time pass, and wake who waited for it."""
        with self._lock:
            self._moment += seconds
            due = [one for one, moment in self._sleepers.items() if moment <= self._moment]
            for one in due:
                del self._sleepers[one]
        for one in due:
            # The server may have ended meanwhile.
            with suppress(RuntimeError):
                one.get_loop().call_soon_threadsafe(_wake, one)

    def pass_over(self, seconds: float, sleepers: int = 1) -> None:
        """Let time pass as soon as so many wait for it."""
        eventually(lambda: self.sleepers >= sleepers)
        self.move(seconds)

    @contextmanager
    def going(self) -> Iterator[None]:
        """Let time pass by itself, far faster than it does."""
        stopped = threading.Event()

        def go() -> None:
            while not stopped.wait(0.005):
                self.move(1)

        thread = threading.Thread(target=go)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def _wake(one: asyncio.Future[None]) -> None:
    if not one.done():
        one.set_result(None)


class Clocked(ServedSandbox):
    """One server over one state file, in a thread."""

    def __init__(self, state_file: Path, *, idle: float = 3600) -> None:
        self.layout = Layout(state_file)
        self.clock = HandedClock()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(idle,), daemon=True)
        self._thread.start()
        eventually(lambda: self._ready.is_set() or not self._thread.is_alive())
        here = self.layout.registered()
        assert here is not None
        self._here = here

    @property
    def origin(self) -> str:
        """The scheme, host and port."""
        return self.base_url.removesuffix("/v1")

    @property
    def is_running(self) -> bool:
        """Whether it has not left."""
        return self._thread.is_alive()

    def client(self) -> httpx.Client:
        """Return a client with the usual key."""
        return self._client(self.key, "/v1/")

    def admin(self) -> httpx.Client:
        """Return a client with the admin key."""
        return self._client(self.admin_key, "/v1/organization/")

    def control(self) -> httpx.Client:
        """Return a client of what is beside the API."""
        return self._client(self.key, "/sandbox/")

    def wait(self) -> None:
        """Wait until it has left."""
        self._thread.join(PATIENCE)
        assert not self.is_running

    def _serve(self, idle: float) -> None:
        serve(
            state_file=self.layout.state,
            idle=idle,
            on_ready=lambda _address: self._ready.set(),
            clock=self.clock,
        )

    def _client(self, key: str, path: str) -> httpx.Client:
        return plain_client(self.origin + path, key)

    def __enter__(self) -> Clocked:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.is_running:
            with self.control() as control:
                control.post("shutdown")
        self.wait()
