"""What tests of transfers share."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, Playable
from tests.support.moments import eventually
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

MB = 1_000_000
PARTS = "/v1/uploads/*/parts"
IN_PARTS = ("--purpose", "batch", "--part-threshold", "1MB", "--part-size", "500KB")
ONE_BY_ONE = (*IN_PARTS, "--concurrency", "1")


def noise(size: int) -> bytes:
    """Return bytes that no two places have in common, the same in every run."""
    return random.Random(size).randbytes(size)


class PartsServer:
    """The Uploads API, which answers some parts at once, and the others when the test says so."""

    def __init__(self, size: int, answered: int = 0) -> None:
        self.size = size
        self.released = threading.Event()
        self._left = answered
        self._ids = itertools.count()

    def __call__(self, request: Request) -> Playable:
        """Answer in the name of the API."""
        if request.path == "/v1/uploads":
            return Answer(json={"id": "upload_1", "expires_at": time.time() + 3600})
        if request.path.endswith("/parts"):
            self._left -= 1
            delay = 0 if self._left >= 0 else self.released
            return Answer(json={"id": f"part_{next(self._ids)}"}, delay=delay)
        return Answer(json={"id": "upload_1", "file": {"id": "file-1", "bytes": self.size}})


class Uploading:
    """A file of eight parts, and the command line that uploads it to the sandbox."""

    size = 4 * MB
    parts = 8

    def __init__(self, oai: CommandLine, sandbox: SandboxServer) -> None:
        self.oai = oai
        self.sandbox = sandbox
        self.content = noise(self.size)
        self.path = oai.home / "data.jsonl"
        self.path.write_bytes(self.content)
        self.line = ["files", "upload", str(self.path), *ONE_BY_ONE]

    def run(self, *more: str) -> Result:
        """Upload it."""
        return self.oai.run(*self.line, *more)

    def asked(self, path_end: str, *, status: int | None = 200) -> list[dict[str, Any]]:
        """Return the requests to a path that the server has answered with a status."""
        return [
            request
            for request in self.sandbox.requests()
            if request["path"].endswith(path_end) and status in (None, request["status"])
        ]

    def journal(self) -> dict[str, Any]:
        """Return the one note of the upload."""
        (path,) = (self.oai.home / "state" / "uploads").glob("*.json")
        note: dict[str, Any] = json.loads(path.read_text())
        return note

    def wait_for_parts(self, count: int) -> None:
        """Wait until so many parts are noted."""
        notes = self.oai.home / "state" / "uploads"
        eventually(
            lambda: any(notes.glob("*.json")) and len(self.journal()["parts"]) >= count,
            lambda: f"not {count} parts are noted in {list(notes.glob('*'))}",
        )

    def stored(self, result: Result) -> bytes:
        """Return what the server has of the file that a run has made."""
        return self.oai.run("files", "download", result.json()["id"], "-o", "-").stdout


@pytest.fixture
def uploading(oai: CommandLine, sandbox: SandboxServer) -> Uploading:
    """Give a file to upload in parts to the sandbox."""
    oai.env.update(sandbox.env)
    return Uploading(oai, sandbox)


@pytest.fixture
def broken_off(uploading: Uploading) -> Callable[[], Uploading]:
    """Give what kills an upload with SIGKILL after three of its parts."""

    def break_off() -> Uploading:
        uploading.sandbox.fault(method="POST", path=PARTS, skip=3, delay=3600)
        process = uploading.oai.start(*uploading.line)
        uploading.wait_for_parts(3)
        process.kill()
        uploading.sandbox.clear()
        return uploading

    return break_off


def only(folder: Path) -> Path:
    """Return the one file in a folder, hidden ones counted."""
    (path,) = [path for path in folder.iterdir() if path.is_file()]
    return path


def wait_for_bytes(folder: Path, count: int) -> None:
    """Wait until a file in a folder is so long."""
    eventually(lambda: any(_size_of(path) >= count for path in folder.iterdir()))


def _size_of(path: Path) -> int:
    """Return how long a file is; one that has its name by now is not what is asked for."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
