"""Uploads are put together in the order of their parts, and only when all is right."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

import httpx
import pytest

from .asking import error
from .running import Running

KEYS = ["id", "object", "bytes", "created_at", "filename", "purpose", "status", "expires_at"]


def begin(api: httpx.Client, size: int, **fields: Any) -> Any:
    body = {"filename": "a.jsonl", "purpose": "user_data", "bytes": size, "mime_type": "text/plain"}
    answer = api.post("uploads", json={**body, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def add(api: httpx.Client, upload: Any, data: bytes) -> str:
    answer = api.post(f"uploads/{upload['id']}/parts", files={"data": data})
    assert answer.status_code == 200, answer.text
    part = answer.json()
    assert set(part) == {"id", "object", "created_at", "upload_id"}
    assert (part["object"], part["upload_id"]) == ("upload.part", upload["id"])
    return str(part["id"])


def complete(api: httpx.Client, upload: Any, parts: list[str], **fields: str) -> httpx.Response:
    return api.post(f"uploads/{upload['id']}/complete", json={"part_ids": parts, **fields})


def test_parts_are_joined_in_the_order_that_is_named(api: httpx.Client) -> None:
    contents = [b"a" * 1_500_000, b"b" * 10, b"c" * 2_000_000]
    upload = begin(api, 3_500_010, mime_type="text/plain")
    assert list(upload) == [*KEYS, "file"]
    assert (upload["status"], upload["file"]) == ("pending", None)
    assert upload["expires_at"] == upload["created_at"] + 3600
    parts = [add(api, upload, content) for content in contents]
    whole = contents[2] + contents[0] + contents[1]
    digest = hashlib.md5(whole).hexdigest()
    done = complete(api, upload, [parts[2], parts[0], parts[1]], md5=digest).json()
    assert done["status"] == "completed"
    file = api.get(f"files/{done['file']['id']}").json()
    assert file == done["file"]
    assert (file["filename"], file["bytes"]) == ("a.jsonl", 3_500_010)
    assert api.get(f"files/{file['id']}/content").content == whole


def test_completing_needs_exactly_the_bytes(api: httpx.Client) -> None:
    upload = begin(api, 5)
    parts = [add(api, upload, b"abc")]
    refusal = error(complete(api, upload, parts), 400)
    assert "3 bytes" in refusal["message"]
    parts.append(add(api, upload, b"de"))
    assert complete(api, upload, parts).json()["status"] == "completed"


def test_a_wrong_md5_is_refused_and_can_be_corrected(api: httpx.Client) -> None:
    upload = begin(api, 3)
    parts = [add(api, upload, b"abc")]
    assert error(complete(api, upload, parts, md5="0" * 32), 400)["param"] == "md5"
    good = hashlib.md5(b"abc").hexdigest().upper()
    assert complete(api, upload, parts, md5=good).status_code == 200


def test_unnamed_parts_are_dropped(api: httpx.Client, server: Running) -> None:
    upload = begin(api, 2)
    unused, used = add(api, upload, b"xx"), add(api, upload, b"ab")
    done = complete(api, upload, [used]).json()
    assert api.get(f"files/{done['file']['id']}/content").content == b"ab"
    assert execute(server, "SELECT 1 FROM segments WHERE owner = ?", unused) == []


def test_parts_that_cannot_be(api: httpx.Client) -> None:
    upload, other = begin(api, 2), begin(api, 2)
    mine, stranger = add(api, upload, b"a"), add(api, other, b"b")
    assert error(complete(api, upload, [mine, stranger]), 400)["code"] == "part_not_found"
    assert error(complete(api, upload, [mine, mine]), 400)["code"] == "duplicate_part"


@pytest.mark.parametrize("ending", ["complete", "cancel"])
def test_an_ended_upload_stays_as_it_is(api: httpx.Client, ending: str) -> None:
    upload = begin(api, 1)
    part = add(api, upload, b"x")
    body = {"part_ids": [part]} if ending == "complete" else None
    ended = api.post(f"uploads/{upload['id']}/{ending}", json=body)
    assert ended.json()["status"] == {"complete": "completed", "cancel": "cancelled"}[ending]
    error(complete(api, upload, [part]), 400)
    error(api.post(f"uploads/{upload['id']}/cancel"), 400)
    error(api.post(f"uploads/{upload['id']}/parts", files={"data": b"y"}), 400)


def test_an_upload_expires_after_an_hour(api: httpx.Client, server: Running) -> None:
    upload = begin(api, 1)
    query = "UPDATE documents SET document = json_set(document, '$.expires_at', 1) WHERE id = ?"
    execute(server, query, upload["id"])
    refusal = error(api.post(f"uploads/{upload['id']}/parts", files={"data": b"y"}), 400)
    assert "expired" in refusal["message"]


@pytest.mark.parametrize("size", [0, -1, (8 << 30) + 1])
def test_sizes_that_cannot_be(api: httpx.Client, size: int) -> None:
    body = {"filename": "a", "purpose": "user_data", "bytes": size, "mime_type": "text/plain"}
    assert error(api.post("uploads", json=body), 400)["param"] == "bytes"


def test_a_part_has_at_most_64_mb(api: httpx.Client) -> None:
    upload = begin(api, 65 << 20)
    data = {"data": bytes((64 << 20) + 1)}
    refusal = error(api.post(f"uploads/{upload['id']}/parts", files=data), 400)
    assert refusal["code"] == "part_too_large"


def test_the_file_s_expiry_is_remembered(api: httpx.Client) -> None:
    upload = begin(api, 1, expires_after={"anchor": "created_at", "seconds": 7200})
    file = complete(api, upload, [add(api, upload, b"x")]).json()["file"]
    assert file["expires_at"] == file["created_at"] + 7200


def execute(server: Running, query: str, value: str) -> list[object]:
    connection = sqlite3.connect(server.layout.state)
    try:
        with connection:
            return connection.execute(query, (value,)).fetchall()
    finally:
        connection.close()
