"""A sandbox in a process of its own, which a test may end as roughly as it likes."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import TracebackType

import httpx

from oai.sandbox.launch.layout import Layout, Registration
from tests.support.moments import PATIENCE, eventually
from tests.support.plain_http import plain_client
from tests.support.sandbox_server import start_sandbox

STDERR = 2


class Running:
    """One server over one state file, in the background mode."""

    def __init__(self, state_file: Path, *, idle: float = 3600, pace: float = 0.2) -> None:
        self.layout = Layout(state_file)
        settings = {"OAI_SANDBOX_IDLE": str(idle), "OAI_SANDBOX_PACE": str(pace)}
        env = {**os.environ, **settings}
        self.process = start_sandbox(state_file, env, STDERR)
        eventually(lambda: self.is_registered() or self.process.poll() is not None)
        here = self.layout.registered()
        assert here is not None
        self.here: Registration = here

    def is_registered(self) -> bool:
        here = self.layout.registered()
        return here is not None and here.pid == self.process.pid

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.here.port}"

    def client(self) -> httpx.Client:
        return plain_client(f"{self.origin}/v1/", self.here.key)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.stop()
