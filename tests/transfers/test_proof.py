"""Bytes of two answers are joined only if it is proved that they belong to the same file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine

from .changing import ChangingServer, Headers, State
from .conftest import noise, only, wait_for_bytes

SIZE, CUT = 3_000_000, 1_200_000
OLD, NEW = noise(SIZE), noise(SIZE + 1)[:SIZE]
AT_ONCE = ("--max-wait", "0")
DOWNLOAD = ("files", "download", "file-1")
DOWNLOADS = [
    DOWNLOAD,
    ("files", "download", "file-1", "file-1", "--concurrency", "1"),
    ("containers", "files", "download", "cntr_1", "cfile_1"),
    ("skills", "download", "skill_1"),
    ("skills", "versions", "download", "skill_1", "1"),
    ("videos", "download", "video_1"),
]
SENT = "Wed, 21 Oct 2026 07:28:00 GMT"
DATE = {"date": SENT}
LONG_AGO = {"last-modified": "Tue, 20 Oct 2026 07:28:00 GMT"}
PROOFS: dict[str, Headers] = {
    "strong etag": {"etag": '"v1"'},
    "strong etag, and a date": {"etag": '"v1"', **LONG_AGO, **DATE},
    "strong date": {**LONG_AGO, **DATE},
}
NO_PROOFS: dict[str, Headers] = {
    "nothing": {},
    "weak etag": {"etag": 'W/"v1"'},
    "weak etag with a strong date": {"etag": 'W/"v1"', **LONG_AGO, **DATE},
    "etag without quotes": {"etag": "v1"},
    "two etags": {"etag": '"v1", "v1"'},
    "date of just now": {"last-modified": "Wed, 21 Oct 2026 07:27:30 GMT", **DATE},
    "date later than the answer": {"last-modified": "Thu, 22 Oct 2026 07:28:00 GMT", **DATE},
    "date, and no clock": LONG_AGO,
    "dates that are none": {"last-modified": "yesterday", "date": "today"},
    "date beyond all calendars": {"last-modified": "Wed, 21 Oct 99999999999999 07:28:00", **DATE},
}
CHANGED: dict[str, tuple[Headers, Headers]] = {
    "another etag": ({"etag": '"v1"'}, {"etag": '"v2"'}),
    "a weak etag of the same letters": ({"etag": '"v1"'}, {"etag": 'W/"v1"'}),
    "no etag any more": ({"etag": '"v1"'}, {}),
    "a date instead of the etag": ({"etag": '"v1"'}, {**LONG_AGO, **DATE}),
    "another date": (
        {**LONG_AGO, **DATE},
        {"last-modified": "Tue, 20 Oct 2026 07:28:01 GMT", **DATE},
    ),
    "no date any more": ({**LONG_AGO, **DATE}, DATE),
}


@pytest.fixture(autouse=True)
def _pointed(oai: CommandLine, fault_server: FaultServer) -> None:
    oai.env.update(fault_server.env)


@pytest.fixture
def folder(oai: CommandLine) -> Path:
    """Give an empty folder for what is downloaded."""
    path = oai.home / "down"
    path.mkdir()
    return path


@pytest.mark.parametrize("name", NO_PROOFS)
def test_without_proof_all_is_fetched_anew(
    name: str, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    headers = NO_PROOFS[name]
    server = ChangingServer(State(OLD, headers, CUT), State(NEW, headers), careless=True)
    fault_server.handle(server)
    result = oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder)
    assert result.code == 0
    assert server.asked == [{}, {}]
    assert "Starting from byte 0: the server sent no strong ETag or date" in result.err
    assert only(folder).read_bytes() == NEW


@pytest.mark.parametrize("name", PROOFS)
def test_with_proof_it_is_gone_on_with(
    name: str, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    headers = PROOFS[name]
    server = ChangingServer(State(OLD, headers, CUT), State(OLD, headers))
    fault_server.handle(server)
    result = oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder)
    assert result.code == 0
    validator = headers.get("etag", headers.get("last-modified"))
    assert server.asked == [{}, {"range": f"bytes={CUT}-", "if-range": validator}]
    assert "byte 0" not in result.err
    assert only(folder).read_bytes() == OLD


@pytest.mark.parametrize("name", CHANGED)
@pytest.mark.parametrize("careless", [False, True])
def test_what_has_changed_is_never_joined(
    name: str, careless: bool, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    before, after = CHANGED[name]
    server = ChangingServer(State(OLD, before, CUT), State(NEW, after), careless=careless)
    fault_server.handle(server)
    result = oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder)
    assert result.code == 0
    assert "Starting from byte 0: " in result.err
    assert only(folder).read_bytes() == NEW


@pytest.mark.parametrize("total", [SIZE - 1, SIZE + 1, SIZE * 2])
def test_a_range_of_another_whole_is_not_joined(
    total: int, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    etag = {"etag": '"v1"'}
    lying = State(NEW, etag, total=total)
    server = ChangingServer(State(OLD, etag, CUT), lying, State(NEW, etag))
    fault_server.handle(server)
    assert oai.run(*DOWNLOAD, "-o", "data.bin", *AT_ONCE, cwd=folder).code == 0
    assert server.asked[2] == {}
    assert only(folder).read_bytes() == NEW


@pytest.mark.parametrize("line", DOWNLOADS, ids=" ".join)
@pytest.mark.parametrize("headers", [{"etag": 'W/"v1"'}, {"etag": '"v1"'}])
def test_every_command_that_downloads(
    line: tuple[str, ...],
    headers: Headers,
    oai: CommandLine,
    fault_server: FaultServer,
    folder: Path,
) -> None:
    is_proved = headers.get("etag") == '"v1"'
    rest = State(OLD if is_proved else NEW, headers)
    server = ChangingServer(State(OLD, headers, CUT), rest, careless=True)
    fault_server.handle(server)
    assert oai.run(*line, "-o", "in/", *AT_ONCE, cwd=folder).code == 0
    for path in (folder / "in").iterdir():
        assert path.read_bytes() == rest.content
    assert ("range" in server.asked[1]) == is_proved


# Standard output cannot take back what it has: what comes again is compared.


def to_stdout(oai: CommandLine, fault_server: FaultServer, *states: State) -> Result:
    fault_server.handle(ChangingServer(*states, careless=True))
    return oai.run(*DOWNLOAD, "-o", "-", *AT_ONCE)


@pytest.mark.parametrize("headers", [{}, {"etag": '"v1"'}])
@pytest.mark.parametrize("cuts", [(CUT,), (CUT, 700_000), (CUT, 0)])
def test_standard_output_goes_on_with_the_same(
    cuts: tuple[int, ...], headers: Headers, oai: CommandLine, fault_server: FaultServer
) -> None:
    states = [State(OLD, headers, cut) for cut in cuts]
    result = to_stdout(oai, fault_server, *states, State(OLD, headers))
    assert (result.code, result.stdout == OLD) == (0, True)


@pytest.mark.parametrize("again", [(), (700_000,)])
def test_standard_output_never_gets_parts_of_two_files(
    again: tuple[int, ...], oai: CommandLine, fault_server: FaultServer
) -> None:
    states = [State(NEW, {"etag": '"v2"'}, cut) for cut in again]
    first, last = State(OLD, {}, CUT), State(NEW, {"etag": '"v2"'})
    result = to_stdout(oai, fault_server, first, *states, last)
    assert (result.code, result.stdout == OLD[:CUT]) == (6, True)
    assert "changed on the server since" in result.err


def test_standard_output_when_only_the_rest_has_changed(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    mixed = OLD[:CUT] + NEW[CUT:]
    result = to_stdout(oai, fault_server, State(OLD, {}, CUT), State(mixed, {}))
    assert (result.code, result.stdout == mixed) == (0, True)


def test_standard_output_when_the_file_is_shorter_now(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    result = to_stdout(oai, fault_server, State(OLD, {}, CUT), State(OLD[: CUT - 1], {}))
    assert (result.code, result.stdout == OLD[:CUT]) == (6, True)


# What an earlier run has left is used if it is proved, and else thrown away.


@pytest.mark.parametrize("name", ["nothing", "weak etag", "date of just now"])
def test_what_a_killed_run_left_is_thrown_away(
    name: str, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    headers = NO_PROOFS[name]
    server = ChangingServer(State(OLD, headers, CUT, stuck=True), State(NEW, headers))
    fault_server.handle(server)
    process = oai.start(*DOWNLOAD, "-o", "data.bin", cwd=folder)
    wait_for_bytes(folder, 1_000_000)
    process.kill()
    result = oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder)
    assert result.code == 0
    assert server.asked == [{}, {}]
    (line,) = result.err.splitlines()
    assert "data.bin: 1" in line
    assert "MB of an earlier run are dropped" in line
    assert only(folder).read_bytes() == NEW
    assert not list((oai.home / "state" / "downloads").glob("*.json"))


def test_what_cannot_be_proved_later_is_not_kept(
    oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    fault_server.handle(ChangingServer(State(OLD, {"etag": 'W/"v1"'}, CUT)))
    result = oai.run(*DOWNLOAD, "-o", "data.bin", "--max-retries", "0", cwd=folder)
    assert result.code == 6
    assert "What came is not kept" in result.err
    assert "The same command" not in result.err
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "note",
    [
        {"name": "data.bin", "etag": '"v1"', "total": SIZE},
        {"name": "data.bin", "validator": None, "total": SIZE},
        {"name": "data.bin", "validator": 7, "total": SIZE},
    ],
)
def test_what_a_note_does_not_prove_is_thrown_away(
    note: dict[str, object], oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    headers = {"etag": '"v1"'}
    server = ChangingServer(State(OLD, headers, CUT), State(NEW, headers), careless=True)
    fault_server.handle(server)
    oai.run(*DOWNLOAD, "-o", "data.bin", "--max-retries", "0", cwd=folder)
    (path,) = (oai.home / "state" / "downloads").glob("*.json")
    path.write_text(json.dumps(note))
    result = oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder)
    assert (result.code, server.asked) == (0, [{}, {}])
    assert "of an earlier run are dropped" in result.err
    assert only(folder).read_bytes() == NEW


@pytest.mark.parametrize("total", ["soon", True, -1, None])
def test_a_damaged_size_in_a_note_does_no_harm(
    total: object, oai: CommandLine, fault_server: FaultServer, folder: Path
) -> None:
    server = ChangingServer(State(OLD, {"etag": '"v1"'}, CUT), State(OLD, {"etag": '"v1"'}))
    fault_server.handle(server)
    oai.run(*DOWNLOAD, "-o", "data.bin", "--max-retries", "0", cwd=folder)
    (path,) = (oai.home / "state" / "downloads").glob("*.json")
    path.write_text(json.dumps({"name": "data.bin", "validator": '"v1"', "total": total}))
    assert oai.run(*DOWNLOAD, "-o", "data.bin", cwd=folder).code == 0
    assert server.asked[1] == {"range": f"bytes={CUT}-", "if-range": '"v1"'}
    assert only(folder).read_bytes() == OLD
