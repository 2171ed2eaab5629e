"""What is tried again and what is not, counted at the server; each wait is said in one line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from oai.cli.http.retries import RetryPolicy, Tries, server_delay
from oai.cli.notices import Notices
from tests.support.answers import Answer, Cut, Hangup, Playable, Reset, Silence, error_body
from tests.support.fault_server import FaultServer, refused_url
from tests.support.parallel import in_parallel
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.samples import command_lines, listing, response

GET = ["files", "list"]
POST = ["responses", "create", "Hi", "--model", "gpt-5"]
DELETE = ["files", "delete", "file-1", "--yes"]
FAST = {"retry-after-ms": "5"}
GOOD = Answer(json={**listing([]), **response("Hello")})


def refused(status: int, code: str | None = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json=error_body("No.", code=code), headers={**FAST, **named})


def run(
    oai: CommandLine, server: FaultServer, line: list[str], *answers: Playable, **more: str
) -> Result:
    server.script(*answers)
    return oai.run(*line, env={**server.env, **more})


def waits(result: Result) -> list[str]:
    return [line for line in result.err.splitlines() if "Trying again" in line]


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        (refused(400), 1),
        (refused(401), 1),
        (refused(404), 1),
        (refused(408), 3),
        (refused(409), 3),
        (refused(422), 1),
        (refused(429), 3),
        (refused(429, "insufficient_quota"), 1),
        (refused(500), 3),
        (refused(502), 3),
        (refused(503), 3),
        (refused(529), 3),
        (refused(400, x_should_retry="true"), 3),
        (refused(500, x_should_retry="false"), 1),
        (refused(429, x_should_retry="false"), 1),
    ],
    ids=lambda value: f"{value.status} {value.headers}" if isinstance(value, Answer) else "",
)
def test_statuses(answer: Answer, tries: int, oai: CommandLine) -> None:
    def check(line: list[str]) -> None:
        with FaultServer() as server:
            result = run(oai, server, line, answer)
        assert result.code != 0
        assert len(server.requests) == tries
        assert len(waits(result)) == tries - 1

    in_parallel(check, [GET, POST])


@pytest.mark.parametrize(
    ("answer", "line", "tries"),
    [
        (Reset(), GET, 2),
        (Reset(), POST, 2),
        (Hangup(), GET, 2),
        (Hangup(), POST, 2),
        (Silence(), GET, 2),
        (Silence(), POST, 1),
        (Silence(), DELETE, 1),
        (Cut(b"{}" * 50, 20), GET, 2),
        (Cut(b"{}" * 50, 20), POST, 1),
        (Cut(b"{}" * 50, 20), DELETE, 1),
    ],
    ids=str,
)
def test_connections_that_fail(
    answer: Playable, line: list[str], tries: int, oai: CommandLine, fault_server: FaultServer
) -> None:
    # Only silence waits for it: enough for the answers that come, however busy the machine is.
    is_silence_all = isinstance(answer, Silence) and tries == 1
    quick = ["--timeout", "0.5" if is_silence_all else "5", "--max-wait", "0.01"]
    result = run(oai, fault_server, [*line, *quick], answer, GOOD)
    assert len(fault_server.requests) == tries
    assert len(waits(result)) == tries - 1
    assert result.code == (0 if tries == 2 else 6)


def test_nobody_there_is_tried_again(oai: CommandLine) -> None:
    result = oai.run(*POST, "--base-url", refused_url(), "--max-wait", "0.01")
    assert result.code == 6
    assert [line[-7:] for line in waits(result)] == ["1 of 2.", "2 of 2."]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_max_retries(count: int, oai: CommandLine, fault_server: FaultServer) -> None:
    result = run(oai, fault_server, [*GET, "--max-retries", str(count)], refused(500))
    assert len(fault_server.requests) == count + 1
    assert [line[-7:] for line in waits(result)] == [f"{n + 1} of {count}." for n in range(count)]


def test_all_failures_of_one_request_count_together(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    cut = Cut(b"{}" * 50, 20)
    answers: list[Playable] = [refused(500), cut, Reset(), refused(503)]
    result = run(oai, fault_server, [*GET, "--max-retries", "3", "--max-wait", "0.01"], *answers)
    assert (result.code, len(fault_server.requests)) == (6, 4)


def test_a_wait_is_one_line_with_its_reason(oai: CommandLine, fault_server: FaultServer) -> None:
    result = run(oai, fault_server, GET, refused(500), GOOD)
    assert result.code == 0
    assert result.err == "The server answered 500 (No). Trying again in 0.0 s, 1 of 2.\n"


def later(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def date(seconds: float) -> str:
    return format_datetime(NOON + timedelta(seconds=seconds), usegmt=True)


DELAYS: list[tuple[dict[str, str], float | None]] = [
    ({"retry-after": "1"}, 1.0),
    ({"retry-after": "0"}, 0.0),
    ({"retry-after-ms": "300"}, 0.3),
    ({"retry-after-ms": "100", "retry-after": "9"}, 0.1),
    ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
    ({"retry-after": date(2)}, 2.0),
    ({"retry-after": date(0)}, 0.0),
    ({"retry-after": "soon"}, None),
    ({"retry-after": "-5"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), DELAYS)
def test_what_the_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert server_delay(headers, NOON.timestamp) == seconds


@pytest.mark.parametrize(("asked", "waited"), [(3.0, 3.0), (0.0, 0.0), (90.0, 60.0), (60.0, 60.0)])
def test_as_long_as_is_said_is_waited(
    asked: float, waited: float, capsys: pytest.CaptureFixture[str]
) -> None:
    slept: list[float] = []
    Tries(RetryPolicy(), Notices(set), slept.append).pause("No.", asked)
    assert slept == [waited]
    assert f"Trying again in {waited:.1f} s" in capsys.readouterr().err


def test_without_a_wish_the_waits_grow_to_a_ceiling() -> None:
    slept: list[float] = []
    tries = Tries(RetryPolicy(), Notices(set), slept.append)
    for _ in range(7):
        tries.pause("No.")
    longest = [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert all(0.75 * most <= one <= most for one, most in zip(slept, longest, strict=True))


SAID: list[tuple[dict[str, str], str]] = [
    ({"retry-after": "1"}, "1.0 s"),
    ({"retry-after-ms": "300"}, "0.3 s"),
    ({"retry-after-ms": "100", "retry-after": "9"}, "0.1 s"),
    ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, "0.0 s"),
    ({"retry-after": "soon"}, "0."),
    ({}, "0."),
]


def test_waits(oai: CommandLine) -> None:
    def check(case: tuple[dict[str, str], str]) -> None:
        headers, wait = case
        with FaultServer() as server:
            result = run(oai, server, GET, Answer(429, headers=headers), GOOD)
        assert result.code == 0
        assert f"Trying again in {wait}" in result.err

    in_parallel(check, SAID)


@pytest.mark.parametrize("asked", ["90", "3600", "a date"])
def test_no_wait_is_longer_than_max_wait(
    asked: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    told = later(3600) if asked == "a date" else asked
    answers = [Answer(429, headers={"retry-after": told}), GOOD]
    result = run(oai, fault_server, [*GET, "--max-wait", "0.2"], *answers)
    assert result.code == 0
    (said,) = waits(result)
    found = re.search(r"Trying again in 0\.2 s \(it asked for (\d+)[.\d]* s\), 1 of 2\.$", said)
    assert found
    # What is left of a date depends on how long all this has taken by now.
    assert int(found[1]) in (range(3000, 3601) if asked == "a date" else [int(asked)])


@pytest.mark.parametrize("given", ["inf", "nan", "1e300"])
def test_times_beyond_all_bounds(given: str, oai: CommandLine, fault_server: FaultServer) -> None:
    refusing = Answer(429, headers={"retry-after": "1e20"})
    fault_server.script(refusing)
    process = oai.start(*GET, "--max-wait", given, env=fault_server.env)
    process.stderr.wait_for("Trying again in 604800.0 s (it asked for 1e+20 s), 1 of 2.")
    process.interrupt()
    assert process.finish().code == 130
    if given == "1e300":
        assert run(oai, fault_server, [*GET, "--timeout", given], GOOD).code == 0


def test_the_wait_that_was_asked_for_is_told_in_the_end(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    refusing = Answer(429, json=error_body("Slow."), headers={"retry-after": "90"})
    result = run(oai, fault_server, [*GET, "--max-retries", "0"], refusing)
    assert result.code == 5
    assert "The server asks to wait 1 min 30 s" in result.err


def test_a_repeated_post_has_the_same_key_and_body(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    for _ in range(2):
        run(oai, fault_server, [*POST, "--max-wait", "0.01"], refused(500), Reset(), GOOD)
    keys = [request.headers["idempotency-key"] for request in fault_server.requests]
    assert [len(set(keys[:3])), len(set(keys[3:])), len(set(keys))] == [1, 1, 2]
    assert len({request.body for request in fault_server.requests}) == 1


def test_a_key_of_the_users_own_is_kept(oai: CommandLine, fault_server: FaultServer) -> None:
    run(oai, fault_server, [*POST, "--header", "idempotency-key: mine"], refused(500), GOOD)
    assert [r.headers["idempotency-key"] for r in fault_server.requests] == ["mine", "mine"]


def test_what_changes_nothing_has_no_key(oai: CommandLine, fault_server: FaultServer) -> None:
    run(oai, fault_server, GET, GOOD)
    assert "idempotency-key" not in fault_server.requests[0].headers


def test_a_repeated_upload_is_whole(
    oai: CommandLine, fault_server: FaultServer, tmp_path: Path
) -> None:
    line = command_lines(tmp_path)["upload"]
    result = run(oai, fault_server, line, refused(500), Answer(json={"id": "file-1"}))
    assert result.code == 0
    first, second = fault_server.requests
    assert first.parts() == second.parts()


def test_a_repeated_upload_from_standard_input_is_whole(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(refused(500), Answer(json={"id": "file-1"}))
    line = ["files", "upload", "-", "--purpose", "batch"]
    assert oai.run(*line, stdin=b"\x00piped\xff", env=fault_server.env).code == 0
    assert [r.parts()[-1].data for r in fault_server.requests] == [b"\x00piped\xff"] * 2


def test_a_wait_can_be_interrupted(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(429, headers={"retry-after": "3600"}))
    process = oai.start(*GET, "--max-wait", "3600", env=fault_server.env)
    process.stderr.wait_for("Trying again")
    process.interrupt()
    result = process.finish()
    assert (result.code, result.stdout) == (130, b"")
    assert result.err.splitlines()[-1] == "oai: Interrupted."
