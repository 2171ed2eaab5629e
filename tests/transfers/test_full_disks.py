"""A disk that is full, and folders that take no file: said in words, and nothing half is left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.channel import Channel
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .conftest import Uploading, noise
from .ranges import FileServer

CONTENT = noise(1_700_000)
# What a process may write to one file, in KiB: it meets that limit as it would a full disk.
FULL = "ulimit -f 1500; "
LIMIT = 1500 << 10
SMALL_FROM = LIMIT - 100_000
TAG = '"v1"'
DOWNLOAD = "oai files download file-1 -o data.bin"


@dataclass(frozen=True)
class Trickle:
    """An answer whose later pieces are so small that a file waits with them in memory."""

    body: bytes

    def play(self, channel: Channel) -> None:
        """Send most of what fits, then bit by bit."""
        channel.head(200, {"content-length": str(len(self.body)), "etag": TAG}, {})
        channel.send(self.body[:SMALL_FROM])
        for start in range(SMALL_FROM, len(self.body), 1500):
            channel.wait(0.001)
            channel.send(self.body[start : start + 1500])


@pytest.fixture
def trickling(oai: CommandLine, fault_server: FaultServer) -> FaultServer:
    """Give a server that sends a file bit by bit, and the rest of it at once."""
    oai.env.update(fault_server.env)
    server = FileServer(CONTENT, etag=TAG)

    def answer(request: Request) -> object:
        return server(request) if "range" in request.headers else Trickle(CONTENT)

    fault_server.handle(answer)  # type: ignore[arg-type]
    return fault_server


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_fitted_is_kept(oai: CommandLine, trickling: FaultServer, tmp_path: Path) -> None:
    folder = tmp_path / "down"
    folder.mkdir()
    result = oai.shell(FULL + DOWNLOAD, cwd=folder)
    assert (result.code, result.stdout) == (2, b"")
    assert "Cannot write data.bin: File too large." in result.err
    assert "The same command goes on from here: 1.5 MB of 1.7 MB are kept." in result.err
    assert not (folder / "data.bin").exists()
    assert oai.shell(DOWNLOAD, cwd=folder).code == 0
    assert trickling.requests[-1].headers["range"] == f"bytes={LIMIT}-"
    assert (folder / "data.bin").read_bytes() == CONTENT
    assert files_in(folder) == ["data.bin"]


@pytest.mark.usefixtures("trickling")
@pytest.mark.parametrize(
    "line",
    [
        "oai audio speech Hi --model tts-1 --voice alloy -o data.bin",
        "oai api GET /files/file-1/content --format raw -o data.bin",
    ],
)
def test_what_cannot_be_gone_on_with_is_removed(
    line: str, oai: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "down"
    folder.mkdir()
    result = oai.shell(FULL + line, cwd=folder)
    assert (result.code, result.stdout) == (2, b"")
    assert "Cannot write data.bin: File too large." in result.err
    assert not [name for name in files_in(folder) if not name.startswith(".oai-")]


@pytest.fixture
def no_state(oai: CommandLine) -> Path:
    """Let the state folder be one that cannot be made."""
    in_the_way = oai.home / "file"
    in_the_way.write_text("")
    oai.env["OAI_STATE_DIR"] = str(in_the_way)
    return in_the_way


def test_an_upload_of_which_nothing_can_be_noted(uploading: Uploading, no_state: Path) -> None:
    result = uploading.run()
    assert result.code == 0
    assert f"Cannot write {no_state}/uploads (" in result.err
    assert "if this breaks off, it cannot be gone on with" in result.err
    assert uploading.stored(result) == uploading.content


@pytest.mark.usefixtures("no_state")
def test_nothing_is_promised_of_what_cannot_be_noted(uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path="/v1/uploads/*/parts", skip=2, status=500)
    result = uploading.run("--max-retries", "0")
    assert result.code == 6
    assert "The same command goes on" not in result.err


@pytest.mark.usefixtures("no_state", "trickling")
def test_a_download_of_which_nothing_can_be_noted(oai: CommandLine, tmp_path: Path) -> None:
    result = oai.shell(FULL + DOWNLOAD, cwd=tmp_path)
    assert result.code == 2
    assert "if this breaks off, it cannot be gone on with" in result.err
    assert "goes on from here" not in result.err
    assert files_in(tmp_path) == ["home"]
    assert oai.shell(DOWNLOAD, cwd=tmp_path).code == 0
    assert (tmp_path / "data.bin").read_bytes() == CONTENT
