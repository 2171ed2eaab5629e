"""Ctrl-C always reaches the thread that can end the program, whichever others there are."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.support.answers import Answer, Playable, Silence, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import begun
from tests.support.wire import Request

UPLOAD = {"id": "upload_1", "object": "upload", "status": "pending", "expires_at": 4102444800}
BATCH = {"id": "batch_1", "object": "batch", "status": "in_progress"}
SLOW = [*sse(*begun("# Title\n\nSome ", "words")), (3600.0, b"")]
IN_PARTS = ("--part-threshold", "1", "--part-size", "10KB", "--concurrency", "2")

# What to run, and what its terminal shows while its other threads are at work.
LINES = {
    "an answer": (("files", "list"), "Waiting for"),
    "a stream": (("responses", "create", "Hi", "--model", "m"), "words"),
    "a wait": (("batches", "wait", "batch_1", "--poll-interval", "1h"), "in_progress"),
    "a transfer": (("files", "upload", "data", "--purpose", "batch", *IN_PARTS), "1/4 parts"),
}


def answer(request: Request) -> Playable:
    """Answer so that each line has to wait."""
    if request.path.endswith("/responses"):
        return Stream(SLOW)
    if request.path.endswith("/uploads"):
        return Answer(json=UPLOAD)
    if request.path.endswith("/batch_1"):
        return Answer(json=BATCH)
    if request.path.endswith("/parts") and request.body.count(b"0") > 9_000:
        return Answer(json={"id": "part_1", "object": "upload.part"})
    return Silence()


def hears_interrupts(task: Path) -> bool:
    """Tell whether the kernel may give Ctrl-C to a thread."""
    try:
        status = (task / "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        # It has ended meanwhile.
        return False
    blocked = re.search(r"SigBlk:\s+(\w+)", status)
    assert blocked
    return not int(blocked[1], 16) & 1 << signal.SIGINT - 1


@pytest.mark.parametrize("name", LINES)
@pytest.mark.real_process
def test_no_other_thread_is_given_ctrl_c(
    name: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    (oai.home / "data").write_bytes(b"0" * 10_000 + b"1" * 30_000)
    fault_server.handle(answer)
    line, shown = LINES[name]
    terminal = oai.terminal(*line, env=fault_server.env)
    terminal.output.wait_for(shown)
    tasks = list(Path(f"/proc/{terminal.pid}/task").iterdir())
    assert len(tasks) > 1
    assert [task.name for task in tasks if hears_interrupts(task)] == [str(terminal.pid)]
    terminal.interrupt()
    assert terminal.wait() == 130
