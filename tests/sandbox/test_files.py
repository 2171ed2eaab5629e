"""Files come back byte for byte, whole or in part."""

from __future__ import annotations

import random
import sqlite3
from urllib.parse import quote

import httpx
import pytest

from .asking import error, upload
from .running import Running

KEYS = ["object", "id", "purpose", "filename", "bytes", "created_at", "expires_at"]
CONTENT = random.Random(1).randbytes((5 << 20) + 17)


@pytest.fixture(scope="module")
def big(api: httpx.Client) -> str:
    return str(upload(api, CONTENT, "big.bin")["id"])


def test_an_object_has_exactly_the_api_s_keys(api: httpx.Client) -> None:
    file = upload(api, b"hello", "a b.txt")
    assert list(file) == [*KEYS, "status", "status_details"]
    assert (file["filename"], file["bytes"], file["status"]) == ("a b.txt", 5, "processed")
    assert api.get(f"files/{file['id']}").json() == file


@pytest.mark.parametrize("content", [b"", b"x", b"\r\n--b\r\n\r\n", bytes(range(256)) * 5000])
def test_what_was_uploaded_comes_back(api: httpx.Client, content: bytes) -> None:
    file = upload(api, content)
    assert file["bytes"] == len(content)
    answer = api.get(f"files/{file['id']}/content")
    assert answer.content == content
    assert answer.headers["content-length"] == str(len(content))


@pytest.mark.parametrize("name", ['q"uote.txt', "äöü €.txt", "percent%20.txt", "semi;colon.txt"])
def test_names_survive(api: httpx.Client, name: str) -> None:
    file = upload(api, b"x", name)
    assert file["filename"] == name
    disposition = api.get(f"files/{file['id']}/content").headers["content-disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.endswith(f"filename*=UTF-8''{quote(name, safe='')}")


def test_a_name_has_no_folder(api: httpx.Client) -> None:
    assert upload(api, b"x", "../../etc/passwd")["filename"] == "passwd"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=1048570-1048580", 1048570, 1048581),
        (f"bytes={len(CONTENT) - 3}-", len(CONTENT) - 3, len(CONTENT)),
        ("bytes=-5", len(CONTENT) - 5, len(CONTENT)),
        ("bytes=7-99999999999", 7, len(CONTENT)),
    ],
)
def test_a_range(api: httpx.Client, big: str, asked: str, start: int, stop: int) -> None:
    answer = api.get(f"files/{big}/content", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == CONTENT[start:stop]
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(CONTENT)}"
    assert answer.headers["content-length"] == str(stop - start)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=5-3"])
def test_a_range_outside(api: httpx.Client, big: str, asked: str) -> None:
    error(api.get(f"files/{big}/content", headers={"Range": asked}), 416)


def test_if_range_guards_against_another_file(api: httpx.Client, big: str) -> None:
    tag = api.get(f"files/{big}/content").headers["etag"]
    headers = {"Range": "bytes=0-9", "If-Range": tag}
    assert api.get(f"files/{big}/content", headers=headers).status_code == 206
    headers["If-Range"] = '"other"'
    answer = api.get(f"files/{big}/content", headers=headers)
    assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


def test_delete(api: httpx.Client, server: Running) -> None:
    file = upload(api, b"gone")
    deleted = {"id": file["id"], "object": "file", "deleted": True}
    assert api.delete(f"files/{file['id']}").json() == deleted
    error(api.get(f"files/{file['id']}"), 404)
    error(api.get(f"files/{file['id']}/content"), 404)
    error(api.delete(f"files/{file['id']}"), 404)
    assert rows(server, "SELECT * FROM segments WHERE owner = ?", file["id"]) == []


def test_expiry(api: httpx.Client, server: Running) -> None:
    hour = {"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"}
    file = upload(api, b"short", **hour)
    assert file["expires_at"] == file["created_at"] + 3600
    rows(server, "UPDATE documents SET expires_at = 1 WHERE id = ?", file["id"])
    error(api.get(f"files/{file['id']}"), 404)
    assert file["id"] not in api.get("files").text


def test_a_form_is_checked(api: httpx.Client) -> None:
    file = {"file": ("a", b"x")}
    assert error(api.post("files", files=file), 400)["param"] == "purpose"
    plain = {"purpose": "user_data", "file": "x"}
    assert error(api.post("files", data=plain), 400)["message"].startswith("The Content-Type")
    early = {"purpose": "user_data", "expires_after[seconds]": "60"}
    refusal = error(api.post("files", data=early, files=file), 400)
    assert refusal["param"] == "expires_after.anchor"
    early["expires_after[anchor]"] = "created_at"
    refusal = error(api.post("files", data=early, files=file), 400)
    assert (refusal["param"], refusal["code"]) == (
        "expires_after.seconds",
        "integer_below_min_value",
    )


def test_a_form_that_breaks_off_leaves_nothing(api: httpx.Client, server: Running) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    error(api.post("files", content=body + b"x" * (3 << 20), headers=headers), 400)
    error(api.post("files", content=b"nonsense", headers=headers), 400)
    assert rows(server, "SELECT * FROM segments WHERE owner LIKE ?", "incoming%") == []


def rows(server: Running, query: str, value: str) -> list[object]:
    connection = sqlite3.connect(server.layout.state)
    try:
        with connection:
            return connection.execute(query, (value,)).fetchall()
    finally:
        connection.close()
