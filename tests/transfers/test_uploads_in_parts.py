"""Large files go up in parts, and any run goes on where the last one stopped."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.answers import Answer, Counting, error_body
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import IN_PARTS, ONE_BY_ONE, PARTS, PartsServer, Uploading, noise

BreakOff = Callable[[], Uploading]


def test_a_large_file_arrives_whole(uploading: Uploading) -> None:
    result = uploading.run()
    assert result.code == 0
    assert result.json()["bytes"] == uploading.size
    assert len(uploading.asked("/parts")) == uploading.parts
    assert uploading.stored(result) == uploading.content
    assert not list((uploading.oai.home / "state" / "uploads").iterdir())


def test_parts_under_one_key_of_the_user_are_not_one_request(uploading: Uploading) -> None:
    result = uploading.run("--header", "Idempotency-Key: mine")
    assert result.code == 0, result.err
    assert uploading.stored(result) == uploading.content


def test_a_small_file_goes_up_in_one_request(uploading: Uploading) -> None:
    uploading.path.write_bytes(b"x" * 1000)
    assert uploading.run().code == 0
    assert [request["path"] for request in uploading.sandbox.requests()] == ["/v1/files"]


def test_after_sigkill_only_the_missing_parts_are_sent(broken_off: BreakOff) -> None:
    uploading = broken_off()
    result = uploading.run()
    assert result.code == 0
    assert "going on where it stopped: 3 of 8 parts are there." in result.err
    assert len(uploading.asked("/parts", status=None)) == uploading.parts - 3
    assert not uploading.asked("/uploads")
    assert uploading.stored(result) == uploading.content


def test_the_journal_is_private(broken_off: BreakOff) -> None:
    folder = broken_off().oai.home / "state" / "uploads"
    (path,) = folder.glob("*.json")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_ctrl_c_says_how_to_go_on(uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path=PARTS, skip=2, delay=3600)
    process = uploading.oai.start(*uploading.line)
    uploading.wait_for_parts(2)
    process.interrupt()
    result = process.finish()
    assert (result.code, result.stdout) == (130, b"")
    assert "The same command goes on from here until" in result.err
    assert "2 of 8 parts are there" in result.err
    uploading.sandbox.clear()
    result = uploading.run()
    assert len(uploading.asked("/parts", status=None)) == 6
    assert uploading.stored(result) == uploading.content


def test_a_lost_connection_is_retried_for_its_part_alone(uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path=PARTS, skip=4, cut=0)
    result = uploading.run("--max-wait", "0")
    assert result.code == 0
    assert result.err.count("Trying again") == 1
    assert len(uploading.asked("/parts", status=None)) == uploading.parts + 1
    assert uploading.stored(result) == uploading.content


def test_a_lost_connection_without_tries_left_is_gone_on_with(uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path=PARTS, skip=4, status=500)
    result = uploading.run("--max-retries", "0")
    assert result.code == 6
    assert "The same command goes on from here" in result.err
    uploading.sandbox.clear()
    assert uploading.run().code == 0
    assert len(uploading.asked("/parts", status=None)) == uploading.parts - 4


@pytest.mark.parametrize("is_away", [False, True])
def test_a_lost_answer_makes_no_second_file(is_away: bool, uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path="/v1/uploads/*/complete", cut=0)
    if is_away:
        uploading.sandbox.fault(method="GET", path="/v1/files", status=503, should_retry=False)
        assert uploading.run().code == 6
    result = uploading.run()
    assert result.code == 0
    assert not uploading.asked("/uploads")[1:]
    listed = uploading.oai.run("files", "list", "--purpose", "batch", "--all").json()["data"]
    assert [file["id"] for file in listed if file["bytes"] == uploading.size].count(
        result.json()["id"]
    ) == 1
    assert uploading.stored(result) == uploading.content


@pytest.mark.parametrize(("fault", "code"), [({"cut": 0}, 0), ({"garbage": True}, 6)])
def test_what_another_run_uploaded_just_before_is_not_taken_for_it(
    fault: dict[str, Any], code: int, uploading: Uploading
) -> None:
    before = uploading.run().json()["id"]
    rewrite(uploading)
    uploading.sandbox.fault(method="POST", path="/v1/uploads/*/complete", **fault)
    result = uploading.run()
    assert result.code == code
    if code:
        result = uploading.run()
    assert result.json()["id"] != before
    assert uploading.stored(result) == uploading.content


def rewrite(uploading: Uploading) -> str:
    uploading.content = noise(uploading.size - 1) + b"!"
    uploading.path.write_bytes(uploading.content)
    return "the file has changed since"


def rewrite_unnoticed(uploading: Uploading) -> str:
    facts = uploading.path.stat()
    rewrite(uploading)
    os.utime(uploading.path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    return "what was sent of the file has changed since"


def expire(uploading: Uploading) -> str:
    (path,) = (uploading.oai.home / "state" / "uploads").glob("*.json")
    path.write_text(json.dumps({**uploading.journal(), "expires_at": time.time() - 60}))
    return "the upload expired at"


def cancel(uploading: Uploading) -> str:
    uploading.oai.run("uploads", "cancel", uploading.journal()["id"], "--yes")
    return "is cancelled"


@pytest.mark.parametrize("spoil", [rewrite, rewrite_unnoticed, expire, cancel])
def test_it_says_why_it_starts_over(
    spoil: Callable[[Uploading], str], broken_off: BreakOff
) -> None:
    uploading = broken_off()
    reason = spoil(uploading)
    uploading.sandbox.clear()
    result = uploading.run()
    assert result.code == 0
    assert "starting over: " in result.err
    assert reason in result.err
    assert len(uploading.asked("/parts")) == uploading.parts
    assert uploading.stored(result) == uploading.content


def test_a_journal_that_cannot_be_read_is_no_obstacle(broken_off: BreakOff) -> None:
    uploading = broken_off()
    (path,) = (uploading.oai.home / "state" / "uploads").glob("*.json")
    path.write_bytes(b'{"id": 7')
    result = uploading.run()
    assert result.code == 0
    assert uploading.stored(result) == uploading.content


def test_a_file_that_changes_while_it_is_read_is_refused(
    uploading: Uploading, fault_server: FaultServer
) -> None:
    server = PartsServer(uploading.size, answered=2)
    fault_server.handle(server)
    process = uploading.oai.start(*uploading.line, env=fault_server.env)
    uploading.wait_for_parts(2)
    with uploading.path.open("ab") as file:
        file.write(b"more")
    server.released.set()
    result = process.finish()
    assert result.code == 2
    assert "changed while it was read" in result.err
    asked = [request.path.rpartition("/")[2] for request in fault_server.requests]
    assert (asked.count("cancel"), asked.count("complete")) == (1, 0)
    assert not list((uploading.oai.home / "state" / "uploads").iterdir())


def test_two_runs_do_not_send_the_same_file_at_once(uploading: Uploading) -> None:
    uploading.sandbox.fault(method="POST", path=PARTS, skip=1, delay=3600)
    first = uploading.oai.start(*uploading.line)
    uploading.wait_for_parts(1)
    second = uploading.run()
    assert second.code == 2
    assert "Another run is uploading data.jsonl" in second.err
    first.kill()


def test_standard_input_goes_up_in_parts(uploading: Uploading) -> None:
    line = ["files", "upload", "-", "--filename", "dump.jsonl", *IN_PARTS]
    result = uploading.oai.run(*line, stdin=uploading.content)
    assert result.code == 0
    assert result.json()["filename"] == "dump.jsonl"
    assert len(uploading.asked("/parts")) == uploading.parts
    assert uploading.stored(result) == uploading.content


def test_parts_share_the_connections_that_are_asked_for(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    (oai.home / "data.bin").write_bytes(noise(3_000_000))
    server = PartsServer(3_000_000)
    together = Counting(Answer(json={"id": "part_1"}), 4)
    fault_server.handle(
        lambda request: together if request.path.endswith("/parts") else server(request)
    )
    line = ["files", "upload", "data.bin", "--purpose", "batch", "--part-threshold", "1MB"]
    line += ["--part-size", "250kB", "--concurrency", "4"]
    assert oai.run(*line, env=fault_server.env).code == 0
    parts = [request for request in fault_server.requests if request.path.endswith("/parts")]
    assert len(parts) == 12
    assert len({part.connection for part in parts}) == 4
    assert b"".join(sorted((p.parts()[0].data for p in parts), key=noise(3_000_000).find)) == (
        noise(3_000_000)
    )


def test_a_wrong_count_of_bytes_is_a_failure(oai: CommandLine, fault_server: FaultServer) -> None:
    (oai.home / "data.bin").write_bytes(noise(2_000_000))
    fault_server.handle(PartsServer(1_999_999, answered=99))
    result = oai.run("files", "upload", "data.bin", *ONE_BY_ONE, env=fault_server.env)
    assert (result.code, result.stdout) == (7, b"")
    assert "2,000,000 bytes were sent, but the server has 1,999,999" in result.err


def test_a_purpose_without_parts_goes_up_in_one_request(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    (oai.home / "data.bin").write_bytes(noise(2_000_000))
    refusal = Answer(400, json=error_body("Invalid purpose.", param="purpose"))
    fault_server.script(refusal, Answer(json={"id": "file-1", "bytes": 2_000_000}))
    result = oai.run("files", "upload", "data.bin", *ONE_BY_ONE, env=fault_server.env)
    assert result.code == 0
    assert "sending it in one request" in result.err
    assert fault_server.requests[1].parts()[-1].data == noise(2_000_000)


def test_a_dry_run_shows_how_it_would_begin(oai: CommandLine) -> None:
    (oai.home / "data.jsonl").write_bytes(noise(2_000_000))
    line = ["files", "upload", "data.jsonl", *ONE_BY_ONE, "--dry-run"]
    shown = oai.run(*line, env={"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}).json()
    assert shown["url"].endswith("/uploads")
    assert shown["body"] == {
        "purpose": "batch",
        "filename": "data.jsonl",
        "bytes": 2_000_000,
        "mime_type": "text/jsonl",
    }


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--part-size", "65MiB", "--part-size: a part has between"),
        ("--part-size", "0", "--part-size: a part has between"),
        ("--part-size", "many", "'many' is not a size"),
        ("--part-threshold", "-1", "'-1' is not a size"),
        ("--concurrency", "0", "--concurrency"),
    ],
)
def test_sizes_are_checked(option: str, value: str, says: str, oai: CommandLine) -> None:
    (oai.home / "a.txt").write_text("a")
    result = oai.run("files", "upload", "a.txt", "--purpose", "batch", option, value)
    assert result.code == 2
    assert says in result.err
