"""The official client uploads files, whole and in parts, and runs batches of requests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openai
import pytest
from openai import OpenAI

from tests.support.moments import eventually

from .agent_calls import jsonl
from .asking import batch_line

CONTENT = bytes(range(256)) * 8


def test_files(client: OpenAI) -> None:
    files = client.files
    made = [
        files.create(
            file=(f"{number}.txt", b"hello"),
            purpose="user_data",
            expires_after={"anchor": "created_at", "seconds": 3600},
        )
        for number in range(3)
    ]
    assert made[0].expires_at == made[0].created_at + 3600
    listed = files.list(purpose="user_data", limit=1, order="asc")
    ids = [file.id for file in made]
    assert [file.id for file in listed if file.id in ids] == ids
    assert files.wait_for_processing(made[0].id, poll_interval=0.01).filename == "0.txt"
    assert files.content(made[0].id).read() == b"hello"
    for file in made:
        assert files.delete(file.id).deleted
    with pytest.raises(openai.NotFoundError):
        files.retrieve(made[0].id)


def test_a_file_is_sent_in_parts(client: OpenAI, tmp_path: Path) -> None:
    file = tmp_path / "bytes.bin"
    file.write_bytes(CONTENT)
    checksum = hashlib.md5(CONTENT).hexdigest()
    upload = client.uploads.upload_file_chunked(
        file=file, mime_type="text/plain", purpose="user_data", part_size=300, md5=checksum
    )
    assert upload.status == "completed"
    assert upload.file is not None
    assert client.files.content(upload.file.id).read() == CONTENT


def test_an_upload_is_put_together_or_cancelled(client: OpenAI) -> None:
    uploads = client.uploads
    asked: Any = {"filename": "a.txt", "mime_type": "text/plain", "purpose": "user_data"}
    upload = uploads.create(bytes=10, **asked)
    last, first = (uploads.parts.create(upload.id, data=data).id for data in (b"world", b"hello"))
    done = uploads.complete(upload.id, part_ids=[first, last])
    assert done.file is not None
    assert client.files.content(done.file.id).text == "helloworld"
    other = uploads.create(bytes=10, **asked)
    assert uploads.cancel(other.id).status == "cancelled"
    with pytest.raises(openai.BadRequestError):
        uploads.parts.create(other.id, data=b"late")


def test_batches(client: OpenAI) -> None:
    lines = [batch_line(n, {"model": "gpt-5", "input": f"question {n}"}) for n in range(2)]
    file = client.files.create(file=("batch.jsonl", jsonl(lines)), purpose="batch")
    asked: Any = {
        "input_file_id": file.id,
        "endpoint": "/v1/responses",
        "completion_window": "24h",
    }
    batch = client.batches.create(**asked, metadata={"a": "b"}).id
    eventually(lambda: client.batches.retrieve(batch).status == "completed")
    done = client.batches.retrieve(batch)
    assert done.request_counts is not None
    assert (done.request_counts.total, done.request_counts.completed) == (2, 2)
    answers = client.files.content(done.output_file_id or "").text.splitlines()
    assert {json.loads(line)["custom_id"] for line in answers} == {"line-0", "line-1"}
    slow = client.batches.create(**asked, extra_headers={"X-Sandbox-Fault": "token-delay=3600"})
    assert client.batches.cancel(slow.id).status in ("cancelling", "cancelled")
    assert [one.id for one in client.batches.list(limit=1)][:2] == [slow.id, batch]
