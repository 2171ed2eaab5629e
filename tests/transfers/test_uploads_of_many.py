"""Several files in one command: patterns, failures, order."""

from __future__ import annotations

import os
import re
import threading

import pytest

from tests.support.answers import Answer, Playable, Silence, error_body
from tests.support.fault_server import FaultServer
from tests.support.memory import measured
from tests.support.moments import PATIENCE
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

from .conftest import IN_PARTS, noise

UPLOAD = ("files", "upload")
PURPOSE = ("--purpose", "user_data")


def test_patterns_that_the_shell_left_alone(oai: CommandLine, sandbox: SandboxServer) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (oai.home / name).write_text(name)
    (oai.home / "d.txt").mkdir()
    result = oai.run(*UPLOAD, "*.txt", *PURPOSE, env=sandbox.env)
    assert [file["filename"] for file in result.json()["data"]] == ["a.txt", "b.txt"]


def test_patterns_reach_into_folders(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "deep" / "er").mkdir(parents=True)
    (oai.home / "deep" / "er" / "one.md").write_text("1")
    (oai.home / "deep" / "two.md").write_text("2")
    result = oai.run(*UPLOAD, "deep/**/*.md", *PURPOSE, env=sandbox.env)
    assert {file["filename"] for file in result.json()["data"]} == {"one.md", "two.md"}


def test_a_name_that_exists_is_no_pattern(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "[a].txt").write_text("literal")
    (oai.home / "a.txt").write_text("a")
    result = oai.run(*UPLOAD, "[a].txt", *PURPOSE, env=sandbox.env)
    assert result.json()["filename"] == "[a].txt"


def test_a_pattern_that_matches_nothing(oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai.run(*UPLOAD, "*.none", *PURPOSE, env=fault_server.env)
    assert result.code == 2
    assert "no file matches '*.none'" in result.err
    assert not fault_server.requests


def test_a_name_is_for_one_file(oai: CommandLine, fault_server: FaultServer) -> None:
    (oai.home / "a.txt").write_text("a")
    line = (*UPLOAD, "a.txt", "-", *PURPOSE, "--filename", "b.txt")
    result = oai.run(*line, stdin=b"piped", env=fault_server.env)
    assert result.code == 2
    assert "--filename names one file" in result.err
    assert not fault_server.requests


def test_one_that_fails_does_not_stop_the_others(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    names = [f"{number}.txt" for number in range(6)]
    last_came = threading.Event()
    for name in names:
        (oai.home / name).write_text(name)

    def answer(request: Request) -> Answer:
        name = request.parts()[-1].filename
        if name == "3.txt":
            return Answer(400, json=error_body("Not this one."))
        if name == names[-1]:
            last_came.set()
        # The first one takes longest: the list is in the order of the command line all the same.
        delay = last_came if name == names[0] else 0
        return Answer(json={"id": f"file-{name}", "object": "file"}, delay=delay)

    fault_server.handle(answer)
    result = oai.run(*UPLOAD, *names, *PURPOSE, env=fault_server.env)
    assert result.code == 7
    done = [file["id"] for file in result.json()["data"]]
    assert done == [f"file-{name}" for name in names if name != "3.txt"]
    assert "3.txt: Not this one." in result.err
    assert "1 of 6 files were not uploaded: 3.txt." in result.err


@pytest.mark.skipif(not os.path.exists("/proc/version"), reason="Linux has such files")
def test_a_file_that_is_longer_than_it_says_is_not_sent_short(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(json={"id": "file-1"}))
    result = oai.run(*UPLOAD, "/proc/version", *PURPOSE, env=fault_server.env)
    assert (result.code, result.stdout) == (2, b"")
    assert "/proc/version changed while it was read" in result.err


def test_ctrl_c_says_which_are_left(oai: CommandLine, fault_server: FaultServer) -> None:
    names = [f"{number}.txt" for number in range(4)]
    for name in names:
        (oai.home / name).write_text(name)

    def answer(request: Request) -> Playable:
        name = request.parts()[-1].filename
        return Silence() if name == "1.txt" else Answer(json={"id": f"file-{name}"})

    fault_server.handle(answer)
    process = oai.start(*UPLOAD, *names, *PURPOSE, env=fault_server.env)
    for name in ("0.txt", "2.txt", "3.txt"):
        process.stderr.wait_for(f"as file-{name}.")
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    done = [file["id"].removeprefix("file-") for file in result.json()["data"]]
    left = re.findall(r"\d\.txt", result.err.splitlines()[-1])
    assert "Not uploaded: " in result.err
    assert "1.txt" in left
    # One whose answer came at that very moment may be told by its receipt alone.
    assert sorted(done + left) == names


def test_small_files_go_up_side_by_side(oai: CommandLine, fault_server: FaultServer) -> None:
    names = [f"{number}.txt" for number in range(4)]
    for name in names:
        (oai.home / name).write_text(name)
    together = threading.Barrier(4, timeout=PATIENCE)

    class Meeting(Answer):
        def play(self, channel: object) -> None:
            together.wait()
            super().play(channel)  # type: ignore[arg-type]

    fault_server.script(Meeting(json={"id": "file-1"}))
    result = oai.run(*UPLOAD, *names, *PURPOSE, "--concurrency", "4", env=fault_server.env)
    assert result.code == 0


def test_large_and_small_together(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "large.bin").write_bytes(noise(2_000_000))
    (oai.home / "small.bin").write_bytes(noise(1_000))
    result = oai.run(*UPLOAD, "large.bin", "small.bin", *IN_PARTS, env=sandbox.env)
    assert [file["bytes"] for file in result.json()["data"]] == [2_000_000, 1_000]


def test_a_wrong_count_of_bytes_is_a_failure(oai: CommandLine, fault_server: FaultServer) -> None:
    (oai.home / "a.txt").write_text("abc")
    fault_server.script(Answer(json={"id": "file-1", "bytes": 2}))
    result = oai.run(*UPLOAD, "a.txt", *PURPOSE, env=fault_server.env)
    assert (result.code, result.stdout) == (7, b"")
    assert "3 bytes were sent, but the server has 2" in result.err


def test_what_a_pipe_gives_is_sent_whole(oai: CommandLine, sandbox: SandboxServer) -> None:
    oai.env.update(sandbox.env)
    result = oai.shell("oai files upload <(printf 'from a pipe') --purpose user_data --filename p")
    assert result.code == 0
    stored = oai.run("files", "download", result.json()["id"], "-o", "-").stdout
    assert stored == b"from a pipe"


@pytest.mark.real_process
def test_memory_does_not_grow_with_the_file(oai: CommandLine, sandbox: SandboxServer) -> None:
    (oai.home / "big.bin").write_bytes(noise(1_000_000) * 40)
    oai.env.update(sandbox.env)
    for line in (
        ["files", "upload", "big.bin", *PURPOSE],
        ["files", "upload", "big.bin", *PURPOSE, "--part-threshold", "1MB"],
    ):
        result, peak = measured(oai, *line)
        assert result.code == 0
        assert peak < 55 << 20
    _, peak = measured(oai, "files", "download", result.json()["id"])
    assert peak < 55 << 20
