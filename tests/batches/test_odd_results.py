"""What a server may say of a batch, in ways that the sandbox never does."""

from __future__ import annotations

import json

import pytest

from tests.batches.lines import request, results, write
from tests.support.answers import Answer

POLL = ("--poll-interval", "0.1")
LINES = 4
GOOD = {"status_code": 200, "request_id": "req_1", "body": {"object": "list"}}
LIMIT = {"code": "token_limit_exceeded", "message": "Too many tokens wait.", "line": None}


def one_batch(output="", **facts):
    """Answer each request as if there were one batch, which has ended."""
    files = {"output_file_id": "file-out"} if output else {}
    batch = {"id": "batch_1", "object": "batch", "status": "completed", **files, **facts}

    def answer(asked):
        if asked.path.endswith("/content"):
            return Answer(body=output.encode())
        return Answer(json=batch if "batches" in asked.path else {"id": "file-in"})

    return answer


def result(number, response):
    return json.dumps({"id": "x", "custom_id": f"r-{number}", "response": response})


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "in.jsonl", [request(n) for n in range(LINES)])


@pytest.fixture
def done(scripted, path, tmp_path):
    def run():
        return scripted("batches", "run", path, "-o", tmp_path / "out.jsonl", *POLL)

    return run


def test_results_of_any_shape_are_counted(done, fault_server, tmp_path):
    odd = [
        None,
        "x",
        {"status_code": "200", "body": {}},
        {"status_code": 200, "body": {"usage": 5}},
    ]
    lines = [result(number, response) for number, response in enumerate(odd)]
    fault_server.handle(one_batch("\n".join(lines)))
    found = done()
    assert (found.code, found.json()["completed"], found.json()["failed"]) == (7, 1, 3), found.err
    assert [line["response"] for line in results(tmp_path / "out.jsonl")] == odd


def test_other_line_ends_orders_and_ids(done, fault_server, tmp_path):
    lines = [result(n, GOOD) for n in (3, 1, 99, 1, 0)]
    fault_server.handle(one_batch("\r\n".join(lines)))
    found = done()
    assert (found.code, found.json()["completed"]) == (7, 3)
    codes = [(line.get("error") or {}).get("code") for line in results(tmp_path / "out.jsonl")]
    assert codes == [None, None, "missing_result", None]


def test_why_a_batch_failed_is_said_and_stands_at_each_line(done, fault_server, tmp_path):
    fault_server.handle(one_batch(status="failed", errors={"data": [LIMIT]}))
    found = done()
    assert found.code == 7
    assert "batch_1 has ended as failed: Too many tokens wait." in found.err
    told = [line["error"]["code"] for line in results(tmp_path / "out.jsonl")]
    assert told == ["token_limit_exceeded"] * LINES
