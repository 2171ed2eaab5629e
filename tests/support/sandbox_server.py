"""The sandbox as a server of its own, as `oai --sandbox` would start it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from oai.sandbox.launch.layout import Layout, Registration

from .forked import begin, interpreter_env
from .moments import eventually
from .plain_http import plain_request
from .process import Started


class ServedSandbox:
    """What a test can do with a sandbox, wherever that runs."""

    _here: Registration

    @property
    def base_url(self) -> str:
        """What `OPENAI_BASE_URL` is set to; another one after each reset."""
        return f"http://{self._here.host}:{self._here.port}/v1"

    @property
    def key(self) -> str:
        """The key that it accepts."""
        return self._here.key

    @property
    def admin_key(self) -> str:
        """The admin key that it accepts."""
        return self._here.admin_key

    @property
    def env(self) -> dict[str, str]:
        """The environment that makes the command line use this server."""
        return {
            "OPENAI_BASE_URL": self.base_url,
            "OPENAI_API_KEY": self.key,
            "OPENAI_ADMIN_KEY": self.admin_key,
        }

    def fault(self, **effects: Any) -> None:
        """Queue a fault; `retry_after=2` stands for `retry-after`."""
        fault = {name.replace("_", "-"): value for name, value in effects.items()}
        self._control("POST", "faults", json=fault)

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests to the API since the last `clear`, oldest first."""
        entries: list[dict[str, Any]] = self._control("GET", "requests").json()["data"]
        return entries

    def clear(self) -> None:
        """Forget the queued faults and the log of requests, not what is stored."""
        self._control("DELETE", "faults")
        self._control("DELETE", "requests")

    def _control(self, method: str, what: str, json: Any = None) -> httpx.Response:
        url = f"{self.base_url.removesuffix('/v1')}/sandbox/{what}"
        return plain_request(method, url, self.key, json=json)


def start_sandbox(state: Path, env: Mapping[str, str], log: int) -> Started:
    """Start one as `oai --sandbox` would, but for the time that its imports take."""
    return begin(
        [sys.executable, "-m", "oai.sandbox", str(state)],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=interpreter_env(env),
        cwd=Path.cwd(),
        is_forked=True,
        program="sandbox",
    )


class SandboxServer(ServedSandbox):
    """One sandbox on a free port, with its state in a folder of the tests."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._layout = Layout(folder / "sandbox.sqlite3")
        self._env = {**env, "OAI_SANDBOX_IDLE": "3600"}
        self._log = folder / "log.txt"
        self._start()

    def reset(self) -> None:
        """Forget everything, by starting again with no state."""
        self.stop()
        self._layout.remove_state()
        self._start()

    def stop(self) -> None:
        """End the server."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = start_sandbox(self._layout.state, self._env, log.fileno())
        self._here = self._registration()

    def _registration(self) -> Registration:
        eventually(lambda: self._own() or self._process.poll() is not None, self._log.read_text)
        here = self._own()
        assert here is not None, f"the sandbox did not start: {self._log.read_text()}"
        return here

    def _own(self) -> Registration | None:
        here = self._layout.registered()
        return here if here is not None and here.pid == self._process.pid else None
