"""Downloads go on after a break, and no file has its name before it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.answers import Answer, error_body
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

from .conftest import noise, only, wait_for_bytes
from .ranges import FileServer

SIZE = 3_000_000
CONTENT = noise(SIZE)
DOWNLOAD = ("files", "download", "file-1")
AT_ONCE = ("--max-wait", "0")


@pytest.fixture(autouse=True)
def _pointed(oai: CommandLine, fault_server: FaultServer) -> None:
    oai.env.update(fault_server.env)


@pytest.fixture
def folder(oai: CommandLine) -> Path:
    """Give an empty folder for what is downloaded."""
    path = oai.home / "down"
    path.mkdir()
    return path


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize("cuts", [(0,), (1,), (SIZE - 1,), (700_000, 1_500_001), (5, 5)])
def test_a_break_is_gone_on_with(
    cuts: tuple[int, ...], oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    server = FileServer(CONTENT, cuts)
    fault_server.handle(server)
    result = oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder)
    assert result.code == 0
    assert (folder / "data.bin").read_bytes() == CONTENT
    assert result.err.count("Trying again") == len(cuts)
    assert server.asked[0] is None
    assert server.asked[-1] == (f"bytes={sum(cuts)}-" if sum(cuts) else None)
    assert only(folder).name == "data.bin"


def test_without_a_place_for_notes_it_comes_all_the_same(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    fault_server.handle(FileServer(CONTENT, (700_000,)))
    nowhere = {"OAI_STATE_DIR": "/dev/null/state"}
    result = oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder, env=nowhere)
    assert result.code == 0
    assert only(folder).read_bytes() == CONTENT


def test_long_ways_with_many_breaks_get_there(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    content = noise(6_500_000)
    fault_server.handle(FileServer(content, [1_100_000] * 5))
    assert oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder).code == 0
    assert (folder / "data.bin").read_bytes() == content


def test_standard_output_gets_each_byte_once(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(FileServer(CONTENT, (700_000, 900_000)))
    result = oai.run(*DOWNLOAD, "-o", "-", *AT_ONCE)
    assert (result.code, result.stdout) == (0, CONTENT)


def test_standard_output_from_a_server_without_ranges(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(FileServer(CONTENT, (700_000,), ranges=False))
    result = oai.run(*DOWNLOAD, "-o", "-", *AT_ONCE)
    assert (result.code, result.stdout) == (0, CONTENT)


@pytest.mark.parametrize("etag", ['"v1"', None])
def test_a_server_that_ignores_ranges_starts_over(
    etag: str | None, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    fault_server.handle(FileServer(CONTENT, (2_000_000,), etag=etag, ranges=False))
    assert oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder).code == 0
    assert (folder / "data.bin").read_bytes() == CONTENT


def test_a_file_that_has_changed_meanwhile_is_fetched_anew(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    old, new = FileServer(CONTENT, (2_000_000,)), FileServer(CONTENT[::-1], etag='"v2"')
    fault_server.handle(lambda request: (new if old.asked else old)(request))
    assert oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder).code == 0
    assert (folder / "data.bin").read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize(
    "line", [(*DOWNLOAD,), (*DOWNLOAD, "-o", "x.bin"), (*DOWNLOAD, "-o", "./")]
)
def test_the_next_run_goes_on_where_the_tries_ended(
    line: tuple[str, ...], oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    server = FileServer(CONTENT, (1_200_000,), name="y.bin")
    fault_server.handle(server)
    result = oai.run(*line, "--max-retries", "0", cwd=folder)
    assert (result.code, result.stdout) == (6, b"")
    assert "The same command goes on from here: 1.2 MB of 3.0 MB are kept." in result.err
    assert files_in(folder) == []
    assert only(folder).stat().st_mode & 0o777 == 0o600
    assert oai.run(*line, cwd=folder).code == 0
    assert server.asked == [None, "bytes=1200000-"]
    assert only(folder).name in ("x.bin", "y.bin")
    assert only(folder).read_bytes() == CONTENT
    assert not list((oai.home / "state" / "downloads").iterdir())


@pytest.mark.parametrize("signal", ["kill", "interrupt"])
def test_the_next_run_goes_on_after_a_signal(
    signal: str, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    server = FileServer(CONTENT, pause_at=2_000_000)
    fault_server.handle(server)
    process = oai.start(*DOWNLOAD, "-o", "data.bin", cwd=folder)
    wait_for_bytes(folder, 1_500_000)
    if signal == "kill":
        process.kill()
    else:
        process.interrupt()
        assert process.wait() == 130
        assert "The same command goes on from here" in process.stderr.finish().decode()
    assert files_in(folder) == []
    assert oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder).code == 0
    (asked,) = server.asked[1:]
    assert asked is not None
    assert 1_500_000 <= int(asked[6:-1]) <= 2_000_000
    assert only(folder).read_bytes() == CONTENT


def test_what_the_server_no_longer_has_is_forgotten(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    fault_server.handle(FileServer(CONTENT, (1_200_000,)))
    oai.run(*DOWNLOAD, "-o", "data.bin", "--max-retries", "0", cwd=folder)
    fault_server.script(Answer(404, json=error_body("No such file.")))
    assert oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder).code == 4
    assert list(folder.iterdir()) == []


def test_what_is_not_worth_keeping_is_removed(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    fault_server.handle(FileServer(CONTENT[:1000], (500,)))
    assert oai.run(*DOWNLOAD, "--max-retries", "0", cwd=folder).code == 6
    assert list(folder.iterdir()) == []


def test_two_runs_do_not_write_the_same_file(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    server = FileServer(CONTENT, pause_at=2_000_000)
    fault_server.handle(server)
    first = oai.start(*DOWNLOAD, "-o", "data.bin", cwd=folder)
    wait_for_bytes(folder, 1_500_000)
    server.pause_at = None
    assert oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder).code == 0
    assert server.asked == [None, None]
    assert (folder / "data.bin").read_bytes() == CONTENT
    first.kill()


def test_many_at_once_into_a_folder(oai: CommandLine, sandbox: SandboxServer, folder: Path) -> None:
    oai.env.update(sandbox.env)
    for number in range(5):
        (oai.home / f"{number}.txt").write_bytes(noise(100_000 + number))
    made = oai.run("files", "upload", "?.txt", "--purpose", "user_data").json()["data"]
    contents = {file["id"]: (oai.home / file["filename"]).read_bytes() for file in made}
    result = oai.run("files", "download", *contents, "-o", f"{folder}/new/")
    assert result.code == 0
    rows = result.json()["data"]
    assert [row["file_id"] for row in rows] == list(contents)
    for row in rows:
        assert Path(row["path"]).parent == folder / "new"
        assert Path(row["path"]).read_bytes() == contents[row["file_id"]]
        assert row["bytes"] == len(contents[row["file_id"]])


def test_one_of_many_fails(oai: CommandLine, fault_server: FaultServer, folder: Path) -> None:
    name = "../../escape.txt"

    def answer(request: Request) -> Answer:
        if "file-2" in request.path:
            return Answer(404, json=error_body("No such file."))
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Answer(body=request.path.encode(), headers=headers)

    fault_server.handle(answer)
    ids = ["file-1", "file-2", "file-3"]
    result = oai.run("files", "download", *ids, "-o", "in/", "--format", "jsonl", cwd=folder)
    assert result.code == 7
    assert len(result.lines) == 2
    assert "file-2: No such file." in result.err
    assert "1 of 3 files were not downloaded: file-2." in result.err
    assert files_in(folder / "in") == ["escape-1.txt", "escape.txt"]
    assert files_in(folder) == ["in"]


def test_ctrl_c_says_which_are_left(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    stuck = FileServer(CONTENT, pause_at=2_000_000, name="same.bin")
    done = FileServer(CONTENT[:1000], name="same.bin")
    fault_server.handle(lambda asked: (stuck if "file-2" in asked.path else done)(asked))
    ids = ["file-1", "file-2", "file-3"]
    process = oai.start("files", "download", *ids, "-o", "in/", cwd=folder)
    eventually((folder / "in" / "same-1.bin").exists)
    wait_for_bytes(folder / "in", 1_500_000)
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    # The last one may be there and not counted yet.
    saved = [row["file_id"] for row in result.json()["data"]]
    left, saying, _ = result.err.partition(". Of a large one, what is there is kept.")
    assert "Not downloaded: file-2" in left
    assert saying
    assert saved == ([ids[0]] if "file-3" in left else [ids[0], ids[2]])
    stuck.pause_at = None
    assert oai.run("files", "download", "file-2", "-o", "in/", cwd=folder).code == 0
    assert files_in(folder / "in") == ["same-1.bin", "same-2.bin", "same.bin"]
    assert (folder / "in" / "same-2.bin").read_bytes() == CONTENT
    assert stuck.asked[1] is not None


def test_several_files_do_not_fit_in_one(oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai.run("files", "download", "file-1", "file-2", "-o", "one.bin")
    assert result.code == 2
    assert "-o one.bin/" in result.err
    assert not fault_server.requests


def test_a_dry_run_shows_each(oai: CommandLine) -> None:
    shown = oai.run("files", "download", "file-1", "file-2", "--dry-run").json()
    assert [request["url"].rpartition("/files/")[2] for request in shown] == [
        "file-1/content",
        "file-2/content",
    ]
