"""Failures among a batch's lines: how many, the commonest reason, and exit code 7, everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oai.commands.batches.runner.counts import Counts
from oai.commands.batches.runner.reasons import MOST_REASONS, TIMES, failure_of, incompletion_of
from tests.batches.lines import request, results, write
from tests.support.answers import Answer, Cut, Playable, error_body
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Request

POLL = ("--poll-interval", "0.1")
REFUSED = error_body("Unsupported parameter.", code="unsupported", param="top_p")
BUSY = error_body("Too fast.", code="rate_limit_exceeded")
GOOD = {"object": "list", "data": []}
INCOMPLETE = {
    "id": "resp_1",
    "status": "incomplete",
    "incomplete_details": {"reason": "max_output_tokens"},
}
COUNTS = {"total": 3, "completed": 0, "failed": 3}


def line(number: int, status: int, body: Any) -> dict[str, Any]:
    response = {"status_code": status, "request_id": "req_1", "body": body}
    return {"id": "x", "custom_id": f"r-{number}", "response": response, "error": None}


def answered(status: int, body: Any) -> dict[str, Any]:
    return line(0, status, body)


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (answered(200, GOOD), None),
        (answered(201, {"id": "x", "error": None}), None),
        (answered(400, REFUSED), "400: Unsupported parameter"),
        (answered(400, {"error": {"message": "abc " * 100}}), f"400: {'abc ' * 48}ab…"),
        (answered(404, {"detail": "Not Found"}), "404: Not Found"),
        (answered(502, "<html>Bad"), "502: <html>Bad"),
        (answered(503, None), "503: Service Unavailable"),
        (answered(599, {}), "599"),
        (answered(200, "not JSON"), "200: not JSON"),
        (answered(200, REFUSED), "200: Unsupported parameter"),
        (answered(200, {"error": "It broke."}), "200: It broke"),
        (answered(200, {"object": "error", "message": "No."}), "200: No"),
        (
            answered(200, {"id": "r", "status": "failed", "error": {"message": "It broke."}}),
            "200: It broke",
        ),
        (
            answered(200, {"id": "r", "status": "failed", "error": None}),
            "200: its answer is failed",
        ),
        (answered(200, {"id": "r", "error": {"code": "x"}}), "200: x"),
        ({"error": {"code": "batch_expired", "message": "Too late."}}, "batch_expired: Too late"),
        ({"error": {"code": "x", "message": None}, "response": None}, "x"),
        ({"error": "no", "response": None}, "no"),
        ({"response": None}, "there is no answer"),
        ({"response": {"status_code": "200", "body": {}}}, "there is no answer"),
        ({"response": {"status_code": True, "body": {}}}, "there is no answer"),
        ("x", "there is no answer"),
    ],
)
def test_why_a_line_failed(result: Any, reason: str | None) -> None:
    assert failure_of(result) == reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (INCOMPLETE, "max_output_tokens"),
        ({"status": "incomplete", "incomplete_details": None}, "no reason given"),
        ({"status": "completed", "incomplete_details": {"reason": "x"}}, None),
        ({"choices": [{"finish_reason": "stop"}, {"finish_reason": "length"}]}, "length"),
        ({"choices": [{"finish_reason": ["length"]}]}, None),
        ({"choices": 5}, None),
        (None, None),
    ],
)
def test_why_an_answer_is_incomplete(body: Any, reason: str | None) -> None:
    assert incompletion_of(answered(200, body)) == reason


def test_reasons_that_are_all_different_do_not_fill_the_memory() -> None:
    tally = Counts()
    for number in range(MOST_REASONS * 2):
        tally.add(answered(400, error_body(f"Line {number} is wrong.")))
        tally.add(answered(429, BUSY) if number > 10 else answered(200, GOOD))
    summary = tally.summary("")
    assert len(tally.failures) <= MOST_REASONS
    assert summary["failures"][0] == {"reason": "429: Too fast", "lines": MOST_REASONS * 2 - 11}


class Batch:
    """A server of one batch of three lines, which has ended, and its files."""

    def __init__(self, *lines: dict[str, Any], **facts: Any) -> None:
        good = [each for each in lines if each["response"]["status_code"] < 300]
        files = {"output": good, "error": [each for each in lines if each not in good]}
        self.answers: dict[str, Playable] = {}
        batch: dict[str, Any] = {"id": "batch_1", "object": "batch", "status": "completed"}
        batch["input_file_id"] = "file-in"
        for name, kept in files.items():
            if kept:
                batch[f"{name}_file_id"] = f"file-{name}"
                text = "".join(json.dumps(each) + "\n" for each in kept)
                self.answers[f"/v1/files/file-{name}/content"] = Answer(body=text.encode())
        text = "".join(json.dumps(request(number)) + "\n" for number in range(3))
        self.answers["/v1/files/file-in/content"] = Answer(body=text.encode())
        self.answers["/v1/files"] = Answer(json={"id": "file-in"})
        self.batch = {**batch, **facts}

    def __call__(self, asked: Request) -> Playable:
        return self.answers.get(asked.path, Answer(json=self.batch))


def bad(number: int) -> dict[str, Any]:
    return line(number, 400, REFUSED)


ALL = f"3 of 3 lines failed: 3 {TIMES} 400: Unsupported parameter."
MOST = f"2 of 3 lines failed: 1 {TIMES} 400: Unsupported parameter, and 1 for other reasons."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "in.jsonl", [request(number) for number in range(3)])


Ended = Callable[..., Result]


@pytest.fixture(params=["results", "results -o", "results -t", "run", "run again"])
def ended(
    request: pytest.FixtureRequest, scripted: CommandLine, path: Path, tmp_path: Path
) -> Ended:
    """Give every way to the results of a batch."""
    out = ("-o", tmp_path / "out.jsonl")

    def run() -> Result:
        if request.param.startswith("results"):
            more = {"results": (), "results -o": out, "results -t": ("-t",)}[request.param]
            return scripted("batches", "results", "batch_1", *more)
        result = scripted("batches", "run", path, *out, *POLL)
        if request.param == "run again":
            result = scripted("batches", "run", path, *out, *POLL)
        return result

    return run


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([bad(0), bad(1), bad(2)], ALL),
        ([bad(0), line(1, 429, BUSY), line(2, 200, GOOD)], MOST),
        ([bad(0), line(1, 200, BUSY), line(2, 200, GOOD)], MOST),
    ],
    ids=["all", "some", "an error in a 200"],
)
def test_how_many_and_the_commonest_reason(
    lines: list[dict[str, Any]], says: str, ended: Ended, fault_server: FaultServer
) -> None:
    fault_server.handle(Batch(*lines))
    result = ended()
    assert result.code == 7
    assert says in result.err
    assert result.stdout


def test_answers_that_are_incomplete_are_told_and_are_answers(
    ended: Ended, fault_server: FaultServer
) -> None:
    fault_server.handle(Batch(*[line(n, 200, INCOMPLETE if n else GOOD) for n in range(3)]))
    result = ended()
    assert result.code == 0
    assert f"2 answers are not complete: 2 {TIMES} max_output_tokens." in result.err


def test_all_is_well(ended: Ended, fault_server: FaultServer) -> None:
    fault_server.handle(Batch(*[line(n, 200, GOOD) for n in range(3)]))
    result = ended()
    assert result.code == 0
    assert "failed" not in result.err
    assert "not complete" not in result.err


@pytest.mark.parametrize("input_file_id", ["file-gone", None, 5])
def test_a_batch_that_failed_and_has_no_line(
    input_file_id: Any, scripted: CommandLine, fault_server: FaultServer
) -> None:
    errors = {"data": [{"code": "x", "message": "The file is empty.", "line": None}]}
    batch = Batch(status="failed", errors=errors, input_file_id=input_file_id)
    batch.answers["/v1/files/file-gone/content"] = Answer(404, json=error_body("Gone."))
    fault_server.handle(batch)
    result = scripted("batches", "results", "batch_1")
    assert (result.code, result.json()["data"]) == (7, [])
    assert "batch_1 has ended as failed: The file is empty." in result.err


def test_at_once(scripted: CommandLine, fault_server: FaultServer, path: Path) -> None:
    answers = {"text 0": Answer(400, json=REFUSED), "text 1": Answer(json=REFUSED)}
    fault_server.handle(lambda asked: answers.get(asked.json()["input"], Answer(json=GOOD)))
    out = path.with_name("out.jsonl")
    for _ in range(2):
        result = scripted("batches", "run", path, "--now", "-o", out)
        assert (result.code, result.json()["failed"]) == (7, 2)
        assert MOST in result.err
    fault_server.handle(lambda _: Answer(json=INCOMPLETE))
    result = scripted("batches", "run", path, "--now", "-o", out, "--retry-failed")
    assert (result.code, result.json()["failed"]) == (0, 0)
    assert f"2 answers are not complete: 2 {TIMES} max_output_tokens." in result.err


WAIT = ("batches", "wait", "batch_1")
CREATE = (
    *("batches", "create", "--input-file-id", "file-in", "--endpoint", "/v1/embeddings"),
    "--wait",
)


@pytest.mark.parametrize("words", [WAIT, CREATE])
def test_a_waiting_that_ends(
    words: tuple[str, ...], scripted: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(Batch(*map(bad, range(3)), request_counts=COUNTS))
    result = scripted(*words, *POLL)
    assert result.code == 7
    assert f"3 failed): 3 {TIMES} 400: Unsupported parameter." in result.err
    assert "See: oai batches results batch_1" in result.err


@pytest.mark.parametrize("answer", [Answer(404), Answer(403), Answer(body=b"what?\n")])
def test_a_waiting_that_ends_without_a_reason(
    answer: Playable, scripted: CommandLine, fault_server: FaultServer
) -> None:
    batch = Batch(*map(bad, range(3)), request_counts=COUNTS)
    batch.answers["/v1/files/file-error/content"] = answer
    fault_server.handle(batch)
    result = scripted(*WAIT, *POLL)
    assert (result.code, result.json()) == (7, batch.batch)
    assert "3 failed). See:" in result.err


# Results that come in two connections are of one file, as every download is.

BIG = "".join(json.dumps(line(number, 200, GOOD)) + "\n" for number in range(3)).encode()
OTHER = BIG.replace(b"req_1", b"req_2")


@pytest.mark.parametrize("etag", [None, 'W/"1"', '"1"'])
@pytest.mark.parametrize("is_later", [False, True])
def test_results_are_never_of_two_files(
    is_later: bool, etag: str | None, scripted: CommandLine, fault_server: FaultServer, path: Path
) -> None:
    """The server gives any range that it is asked for; a strong tag alone makes us ask."""
    headers = {"etag": etag} if etag else {}
    content = BIG if etag == '"1"' else OTHER
    asked: list[str | None] = []

    def output(request: Request) -> Playable:
        asked.append(request.headers.get("range"))
        if len(asked) == 1:
            return Cut(BIG, 200, headers=headers)
        if asked[-1] is None:
            return Answer(body=content, headers=headers)
        place = {"content-range": f"bytes 200-{len(content) - 1}/{len(content)}"}
        return Answer(206, content[200:], headers={**headers, **place})

    batch = Batch(*[line(number, 200, GOOD) for number in range(3)])
    fault_server.handle(lambda req: output(req) if "file-output" in req.path else batch(req))
    out = path.with_name("out.jsonl")
    words = ("batches", "run", path, "-o", out, *POLL, "--max-wait", "0")
    result = scripted(*words, *(("--max-retries", "0") if is_later else ()))
    if is_later:
        assert result.code == 6
        result = scripted(*words)
    assert result.code == 0, result.err
    assert asked == [None, "bytes=200-" if etag == '"1"' else None]
    said = "of an earlier run are dropped" if is_later else "Starting from byte 0"
    assert (said in result.err) == (etag != '"1"')
    assert [each["response"]["request_id"] for each in results(out)] == [
        "req_1" if etag == '"1"' else "req_2"
    ] * 3
