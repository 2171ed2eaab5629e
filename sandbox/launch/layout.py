"""Where a state file keeps what belongs to it: who serves it, who may, and what went wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple


class Registration(NamedTuple):
    """The server that has the state file now."""

    pid: int
    port: int
    host: str
    version: str
    background: bool
    key: str
    admin_key: str


class Layout:
    """The files beside one state file."""

    def __init__(self, state_file: Path) -> None:
        self.state = state_file
        self.registration = beside(state_file, ".server")
        self.server_lock = beside(state_file, ".lock")
        self.start_lock = beside(state_file, ".start")
        self.log = beside(state_file, ".log")

    def registered(self) -> Registration | None:
        """Return the server that says it serves this state, if there is one."""
        try:
            return Registration(**json.loads(self.registration.read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def register(self, registration: Registration) -> None:
        """Say that this process serves the state; only its user can read that."""
        draft = beside(self.registration, f".{registration.pid}")
        private_file(draft)
        draft.write_text(json.dumps(registration._asdict()))
        draft.replace(self.registration)

    def deregister(self, pid: int) -> None:
        """Take the process's own registration back, and never another's."""
        registered = self.registered()
        if registered is not None and registered.pid == pid:
            self.registration.unlink(missing_ok=True)

    def remove_state(self) -> None:
        """Remove the state; locks stay, because another process may be waiting for one."""
        for suffix in ("", "-wal", "-shm", ".log", ".server"):
            beside(self.state, suffix).unlink(missing_ok=True)


def beside(path: Path, suffix: str) -> Path:
    """Return the path with something added to its name."""
    return path.with_name(path.name + suffix)


def private_file(path: Path) -> None:
    """Make sure that the file exists and that only its user can read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
