"""Batches really run their lines, every one once."""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually

from .asking import batch_line, begin_batch, ended, error, output_lines, upload
from .media_files import PNG
from .running import Running

PICTURE = f"data:image/png;base64,{b64encode(PNG).decode()}"
ECHO = {"model": "gpt-5", "instructions": "echo"}


def lines_for(texts: list[str]) -> list[Any]:
    return [batch_line(number, {**ECHO, "input": text}) for number, text in enumerate(texts)]


def test_lines_are_answered_like_requests(api: httpx.Client) -> None:
    lines = [*lines_for(["hé", "two"]), batch_line(7, {"model": "gpt-5", "input": 5})]
    begun = begin_batch(api, lines)
    assert (begun["status"], begun["object"]) == ("validating", "batch")
    assert begun["expires_at"] == begun["created_at"] + 86400
    batch = ended(api, begun)
    assert batch["status"] == "completed"
    assert batch["request_counts"] == {"total": 3, "completed": 2, "failed": 1}
    assert batch["model"] == "gpt-5"
    for moment in ("in_progress_at", "finalizing_at", "completed_at"):
        assert batch[moment] >= batch["created_at"]
    first, second = output_lines(api, batch["output_file_id"])
    assert set(first) == {"id", "custom_id", "response", "error"}
    assert first["id"].startswith("batch_req_")
    assert (first["custom_id"], second["custom_id"]) == ("line-0", "line-1")
    assert set(first["response"]) == {"status_code", "request_id", "body"}
    assert first["response"]["body"]["output"][0]["content"][0]["text"] == "hé"
    (failed,) = output_lines(api, batch["error_file_id"])
    assert failed["response"]["status_code"] == 400
    assert failed["response"]["body"]["error"]["param"] == "input"
    assert batch["usage"]["total_tokens"] > 0


def test_the_files_have_their_purpose(api: httpx.Client) -> None:
    batch = ended(api, begin_batch(api, lines_for(["x"])))
    file = api.get(f"files/{batch['output_file_id']}").json()
    assert file["purpose"] == "batch_output"
    assert batch["error_file_id"] is None


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [
        ("/v1/chat/completions", {"model": "m", "messages": [{"role": "user", "content": "x"}]}),
        ("/v1/embeddings", {"model": "m", "input": "x"}),
        ("/v1/completions", {"model": "m", "prompt": "x"}),
        ("/v1/moderations", {"input": "x"}),
        ("/v1/images/generations", {"prompt": "x", "size": "64x64"}),
        ("/v1/images/edits", {"prompt": "x", "images": [{"image_url": PICTURE}]}),
        ("/v1/videos", {"prompt": "x"}),
    ],
)
def test_every_endpoint_runs(api: httpx.Client, endpoint: str, body: Any) -> None:
    batch = ended(api, begin_batch(api, [batch_line(1, body, endpoint)], endpoint))
    assert batch["request_counts"] == {"total": 1, "completed": 1, "failed": 0}


def test_a_line_cannot_stream(api: httpx.Client) -> None:
    line = batch_line(1, {**ECHO, "input": "x", "stream": True})
    batch = ended(api, begin_batch(api, [line]))
    assert batch["request_counts"]["failed"] == 1


@pytest.mark.parametrize(
    ("lines", "code", "number"),
    [
        ([], "empty_file", None),
        (["\n\n"], "empty_file", None),
        (["{not json"], "invalid_json_line", 1),
        (['["list"]'], "invalid_json_line", 1),
        (
            [{**batch_line(1, {**ECHO, "input": "x"}), "custom_id": "\ud83d"}],
            "invalid_json_line",
            1,
        ),
        (["[" * 100_000], "invalid_json_line", 1),
        ([batch_line(1, {}), batch_line(1, {})], "duplicate_custom_id", 2),
        ([batch_line(1, {}, "/v1/embeddings")], "mismatched_endpoint", 1),
        ([batch_line(1, {}, method="GET")], "invalid_method", 1),
        ([batch_line(1, "text")], "missing_required_parameter", 1),
        ([{"method": "POST", "url": "/v1/responses", "body": {}}], "missing_required_parameter", 1),
    ],
)
def test_a_bad_file_fails_whole(
    api: httpx.Client, lines: list[Any], code: str, number: int | None
) -> None:
    batch = ended(api, begin_batch(api, lines))
    assert batch["status"] == "failed"
    assert batch["failed_at"] is not None
    (mistake,) = batch["errors"]["data"]
    assert set(mistake) == {"code", "message", "param", "line"}
    assert (mistake["code"], mistake["line"]) == (code, number)
    assert batch["output_file_id"] is None


def test_what_cannot_be_a_batch(api: httpx.Client) -> None:
    other = upload(api, b"{}")["id"]
    body = {"input_file_id": other, "endpoint": "/v1/responses", "completion_window": "24h"}
    assert error(api.post("batches", json=body), 400)["param"] == "input_file_id"
    error(api.post("batches", json={**body, "input_file_id": "file-none"}), 404)
    assert (
        error(api.post("batches", json={**body, "endpoint": "/v1/x"}), 400)["param"] == "endpoint"
    )
    refusal = error(api.post("batches", json={**body, "completion_window": "1h"}), 400)
    assert refusal["param"] == "completion_window"


def test_cancelling_keeps_what_was_done(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    begun = begin_batch(api, lines_for(["x"] * 50), delay=1)
    path = f"batches/{begun['id']}"
    clocked.clock.pass_over(1)
    clocked.clock.pass_over(1)
    eventually(lambda: api.get(path).json()["request_counts"]["completed"] == 2)
    assert api.post(f"{path}/cancel").json()["status"] == "cancelling"
    with clocked.clock.going():
        batch = ended(api, begun)
    assert batch["status"] == "cancelled"
    assert batch["cancelling_at"] <= batch["cancelled_at"]
    done = batch["request_counts"]["completed"]
    assert done == 2
    assert len(output_lines(api, batch["output_file_id"])) == done
    assert error(api.post(f"{path}/cancel"), 409)


def test_it_is_in_progress_meanwhile_and_listed(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    begin_batch(api, lines_for(["x"]))
    begun = begin_batch(api, lines_for(["x"] * 5), delay=1)
    eventually(lambda: api.get(f"batches/{begun['id']}").json()["status"] == "in_progress")
    newest = api.get("batches", params={"limit": 1}).json()
    assert newest["data"][0]["id"] == begun["id"]
    assert newest["has_more"] is True
    for _ in range(5):
        clocked.clock.pass_over(1)
    assert ended(api, begun)["status"] == "completed"


def test_deleting_the_input_does_not_disturb_it(still: httpx.Client, clocked: Clocked) -> None:
    begun = begin_batch(still, lines_for(["x"] * 5), delay=1)
    assert still.delete(f"files/{begun['input_file_id']}").status_code == 200
    for _ in range(5):
        clocked.clock.pass_over(1)
    assert ended(still, begun)["request_counts"]["completed"] == 5
    connection = sqlite3.connect(clocked.layout.state)
    left = "SELECT 1 FROM chunks WHERE id NOT IN (SELECT chunk FROM segments)"
    assert connection.execute(left).fetchall() == []
    connection.close()


def test_the_output_s_expiry(api: httpx.Client) -> None:
    file = upload(api, json.dumps(lines_for(["x"])[0]).encode(), purpose="batch")
    body = {
        "input_file_id": file["id"],
        "endpoint": "/v1/responses",
        "completion_window": "24h",
        "output_expires_after": {"anchor": "created_at", "seconds": 3600},
    }
    batch = ended(api, api.post("batches", json=body).json())
    output = api.get(f"files/{batch['output_file_id']}").json()
    assert output["expires_at"] == output["created_at"] + 3600


def test_a_crash_repeats_no_line(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    texts = [str(number) for number in range(30)]
    with Running(state) as first, first.client() as api:
        begun = begin_batch(api, lines_for(texts), delay=0.01)
        path = f"batches/{begun['id']}"
        eventually(lambda: api.get(path).json()["request_counts"]["completed"] >= 5)
        first.kill()
    with Running(state) as second, second.client() as api:
        batch = ended(api, begun)
        assert batch["request_counts"] == {"total": 30, "completed": 30, "failed": 0}
        ids = [line["custom_id"] for line in output_lines(api, batch["output_file_id"])]
        assert ids == [f"line-{text}" for text in texts]


def test_a_batch_whose_day_is_over_expires(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    with Clocked(state) as first, first.client() as api:
        begun = begin_batch(api, lines_for(["x"] * 30), delay=1)
        path = f"batches/{begun['id']}"
        first.clock.pass_over(1)
        eventually(lambda: api.get(path).json()["request_counts"]["completed"] == 1)
    connection = sqlite3.connect(state)
    with connection:
        connection.execute(
            "UPDATE documents SET document = json_set(document, '$.expires_at', 1) WHERE id = ?",
            (begun["id"],),
        )
    connection.close()
    with Running(state) as second, second.client() as api:
        batch = ended(api, begun)
        assert batch["status"] == "expired"
        assert len(output_lines(api, batch["output_file_id"])) == 1
