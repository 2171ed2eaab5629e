"""The client's side of the sandbox's life: find the server, start it, stop it.

Every `oai --sandbox …` passes here, so nothing heavy is imported, and a server that
runs already is found with one small request.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...base.version import VERSION
from .layout import Layout, Registration, private_file

if TYPE_CHECKING:
    import subprocess

# These end a wait for what never comes: a machine may be busy with something else.
START_TIMEOUT = 60.0
STOP_TIMEOUT = 20.0
ANSWER_TIMEOUT = 10.0
LIBRARIES = ("pypdf", "python_multipart", "starlette", "uvicorn")
SECRETS = ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY")


class SandboxAddress(NamedTuple):
    """Where a sandbox listens, and the keys that it accepts."""

    base_url: str
    key: str
    admin_key: str


def path(state_dir: Path) -> Path:
    """Return the one file that holds the sandbox's state."""
    return state_dir / "sandbox.sqlite3"


def ensure_running(state_dir: Path) -> SandboxAddress:
    """Return the address of the sandbox of this folder, and start it when none runs."""
    layout = Layout(path(state_dir))
    running = usable(layout)
    return address(running or start(layout))


def reset(state_dir: Path) -> None:
    """Stop the background server and remove everything that the sandbox holds."""
    from .locks import locked

    layout = Layout(path(state_dir))
    with locked(layout.start_lock, START_TIMEOUT):
        make_way(layout)
        try:
            with locked(layout.server_lock, STOP_TIMEOUT):
                layout.remove_state()
        except TimeoutError:
            raise in_use(layout) from None


def address(registration: Registration) -> SandboxAddress:
    """Return what a client needs of a registration."""
    host = f"[{registration.host}]" if ":" in registration.host else registration.host
    base_url = f"http://{host}:{registration.port}/v1"
    return SandboxAddress(base_url, registration.key, registration.admin_key)


def usable(layout: Layout) -> Registration | None:
    """Return the registered server if it answers; one left by another version does not count."""
    registered = layout.registered()
    if registered is None or (registered.background and registered.version != VERSION):
        return None
    return registered if is_alive(registered) else None


def is_alive(registration: Registration) -> bool:
    """Ask the registered port whether the registered process still answers there."""
    try:
        health = json.loads(ask(registration, "GET", "/sandbox/health"))
    except (OSError, ValueError):
        return False
    return bool(health.get("pid") == registration.pid and health.get("status") == "ok")


def ask(registration: Registration, method: str, target: str) -> bytes:
    """Send one small request and return the answer's body."""
    import socket

    request = (
        f"{method} {target} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n"
        f"Authorization: Bearer {registration.key}\r\nContent-Length: 0\r\n\r\n"
    )
    where = (registration.host, registration.port)
    with socket.create_connection(where, timeout=ANSWER_TIMEOUT) as connection:
        connection.sendall(request.encode())
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    return received.partition(b"\r\n\r\n")[2]


def start(layout: Layout) -> Registration:
    """Start a background server, unless another process has just done so."""
    from .locks import locked

    require_extra()
    with locked(layout.start_lock, START_TIMEOUT + STOP_TIMEOUT):
        running = usable(layout)
        if running is not None:
            return running
        stop_background(layout)
        return wait_until_ready(layout, spawn(layout))


def require_extra() -> None:
    """Refuse when the server's libraries are not installed."""
    from importlib.util import find_spec

    from ...base.errors import InputError

    if any(find_spec(name) is None for name in LIBRARIES):
        raise InputError("The sandbox is not installed.", hint="pip install 'oai[sandbox]'")


def spawn(layout: Layout) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, with no tie to this terminal."""
    import subprocess
    import sys

    private_file(layout.log)
    command = [sys.executable, "-P", "-m", "oai.sandbox", str(layout.state.resolve())]
    with layout.log.open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            start_new_session=True,
        )


def environment() -> dict[str, str]:
    """Return this environment without keys, and with paths that hold from another folder."""
    kept = {name: value for name, value in os.environ.items() if name not in SECRETS}
    if kept.get("PYTHONPATH"):
        folders = kept["PYTHONPATH"].split(os.pathsep)
        kept["PYTHONPATH"] = os.pathsep.join(os.path.abspath(folder) for folder in folders)
    return kept


def wait_until_ready(layout: Layout, process: subprocess.Popen[bytes]) -> Registration:
    """Wait until the new server answers; tell what its log says when it does not."""
    deadline = time.monotonic() + START_TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        running = usable(layout)
        if running is not None:
            process.returncode = 0  # it outlives us on purpose: Popen must not warn of that
            return running
        time.sleep(0.01)
    raise start_failure(layout, process)


def start_failure(layout: Layout, process: subprocess.Popen[bytes]) -> Exception:
    """Return the error for a server that did not come up, and leave nothing of it running."""
    from ...base.errors import NetworkError

    if process.poll() is None:
        process.kill()
        process.wait()
    lines = layout.log.read_text(errors="replace").split("\n")
    last_words = next((line for line in reversed(lines) if line.strip()), "it left no word")
    return NetworkError(f"The sandbox did not start: {last_words}", hint=f"Its log: {layout.log}")


def make_way(layout: Layout) -> None:
    """Stop a background server; refuse at once when one in the foreground has the state."""
    stop_background(layout)
    registered = layout.registered()
    if registered is not None and not registered.background and is_alive(registered):
        raise in_use(layout)


def stop_background(layout: Layout) -> None:
    """Ask a background server to end, and wait until it has."""
    registered = layout.registered()
    if registered is None or not registered.background or not is_alive(registered):
        return
    ask(registered, "POST", "/sandbox/shutdown")
    deadline = time.monotonic() + STOP_TIMEOUT
    while layout.registered() == registered and time.monotonic() < deadline:
        time.sleep(0.01)


def in_use(layout: Layout) -> Exception:
    """Return the error for a state file that another server keeps."""
    from ...base.errors import InputError

    registered = layout.registered()
    who = f"process {registered.pid}" if registered else "another process"
    return InputError(f"{layout.state} is being served by {who}.", hint="Stop that server first.")
