"""A piece that is sent in parts: after a kill, only the parts that are missing are sent."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, Playable, Silence
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.runner import CommandLine
from tests.support.samples import listing
from tests.support.wire import Request

from .lines import ids, request, write

LINES = 3
PADDING = "x" * 35_000_000
PARTS = 7


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write an input of more than 100 MB, above which a file is sent in parts."""
    lines = (request(n, body={"model": "m", "input": PADDING}) for n in range(LINES))
    return write(tmp_path / "in.jsonl", lines)


class Server:
    """Takes parts up to some number, and then says nothing; runs a batch in no time."""

    def __init__(self, size: int, parts: int) -> None:
        self.size = size
        self.parts = parts

    def __call__(self, request: Request) -> Playable:
        match (request.method, request.path.removeprefix("/v1").split("/")[1:]):
            case ("POST", ["uploads"]):
                opened = {"id": "upload_1", "expires_at": time.time() + 3600}
                return Answer(json={**opened, "created_at": time.time()})
            case ("POST", ["uploads", _, "parts"]):
                self.parts -= 1
                return Answer(json={"id": f"part_{self.parts}"}) if self.parts >= 0 else Silence()
            case ("POST", ["uploads", _, "complete"]):
                return Answer(json={"id": "upload_1", "file": {"id": "file-1", "bytes": self.size}})
            case ("GET", ["files", "file-out", "content"]):
                return Answer(body=b"".join(map(result, range(LINES))))
            case ("POST", ["batches"]) | ("GET", ["batches", _]):
                return Answer(json=BATCH)
        return Answer(json=listing([]))


BATCH = {"id": "batch_1", "status": "completed", "output_file_id": "file-out"}


def result(number: int) -> bytes:
    answer: dict[str, Any] = {"status_code": 200, "body": {}}
    return json.dumps({"custom_id": f"r-{number}", "response": answer, "error": None}).encode() + (
        b"\n"
    )


def parts_noted(oai: CommandLine) -> int:
    notes = list((oai.home / "state" / "uploads").glob("*.json"))
    return len(json.loads(notes[0].read_bytes())["parts"]) if notes else 0


def test_killed_and_taken_up(
    scripted: CommandLine, fault_server: FaultServer, path: Path, tmp_path: Path
) -> None:
    line = ("batches", "run", path, "-o", tmp_path / "out.jsonl")
    fault_server.handle(Server(path.stat().st_size, parts=3))
    with scripted.start(*line) as process:
        eventually(lambda: parts_noted(scripted) == 3)
        process.kill()
    fault_server.forget()
    fault_server.handle(Server(path.stat().st_size, parts=PARTS))
    done = scripted(*line)
    assert done.code == 0, done.err
    assert f"going on where it stopped: 3 of {PARTS} parts are there." in done.err
    posts = [asked.path for asked in fault_server.requests if asked.method == "POST"]
    assert posts.count("/v1/uploads/upload_1/parts") == PARTS - 3
    assert "/v1/uploads" not in posts
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]
