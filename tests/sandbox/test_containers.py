"""Containers hold files, and expire."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import httpx

from .asking import error, upload
from .running import Running

KEYS = {
    "id", "object", "name", "created_at", "status", "last_active_at", "expires_after",
    "memory_limit", "network_policy",
}  # fmt: skip
FILE_KEYS = {"id", "object", "container_id", "created_at", "bytes", "path", "source"}


def create(api: httpx.Client, name: str = "box", **fields: Any) -> Any:
    answer = api.post("containers", json={"name": name, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_container(api: httpx.Client) -> None:
    box = create(api, "only one", memory_limit="4g", metadata={"a": "b"})
    assert set(box) == {*KEYS, "metadata"}
    assert (box["status"], box["memory_limit"], box["metadata"]) == ("running", "4g", {"a": "b"})
    assert api.get(f"containers/{box['id']}").json()["id"] == box["id"]
    named = api.get("containers", params={"name": "only one"}).json()["data"]
    assert [item["id"] for item in named] == [box["id"]]
    deleted = {"id": box["id"], "object": "container.deleted", "deleted": True}
    assert api.delete(f"containers/{box['id']}").json() == deleted
    error(api.get(f"containers/{box['id']}"), 404)


def test_files(api: httpx.Client, server: Running) -> None:
    source = upload(api, b"table", "table.csv")["id"]
    box = create(api, file_ids=[source])
    path = f"containers/{box['id']}/files"
    (copied,) = api.get(path).json()["data"]
    sent = api.post(path, files={"file": ("a b.txt", b"hello")}).json()
    assert set(sent) == set(copied) == FILE_KEYS
    assert (sent["path"], sent["bytes"], sent["source"]) == ("/mnt/data/a b.txt", 5, "user")
    named = api.post(path, json={"file_id": source}).json()
    assert api.delete(f"files/{source}").status_code == 200
    for file, content in ((copied, b"table"), (sent, b"hello"), (named, b"table")):
        assert api.get(f"{path}/{file['id']}").json() == file
        assert api.get(f"{path}/{file['id']}/content").content == content
    page = api.get(path, params={"order": "asc", "limit": 2}).json()
    assert ([item["id"] for item in page["data"]], page["has_more"]) == (
        [copied["id"], sent["id"]],
        True,
    )
    assert api.delete(f"{path}/{sent['id']}").json()["object"] == "container.file.deleted"
    error(api.get(f"{path}/{sent['id']}"), 404)
    api.delete(f"containers/{box['id']}")
    error(api.get(f"{path}/{named['id']}"), 404)
    owners = (copied["id"], sent["id"], named["id"])
    query = "SELECT count(*) FROM segments WHERE owner IN (?, ?, ?)"
    with sqlite3.connect(server.layout.state) as connection:
        assert connection.execute(query, owners).fetchone() == (0,)
    connection.close()


def test_what_is_not_there(api: httpx.Client) -> None:
    error(api.post("containers", json={"name": "x", "file_ids": ["file-none"]}), 404)
    skill = {"type": "skill_reference", "skill_id": "skill_none"}
    error(api.post("containers", json={"name": "x", "skills": [skill]}), 404)
    error(api.get("containers/cntr_none/files"), 404)
    box = create(api)["id"]
    assert error(api.post(f"containers/{box}/files", json={}), 400)["param"] == "file"
    assert error(api.post("containers", json={}), 400)["param"] == "name"


def test_expiry(api: httpx.Client, server: Running) -> None:
    box = create(api, expires_after={"anchor": "last_active_at", "minutes": 1})
    path = f"containers/{box['id']}"
    age(server, box, 50)
    assert api.get(path).json()["last_active_at"] > box["last_active_at"] - 50
    age(server, box, 60)
    assert api.get(path).json()["status"] == "expired"
    listed = {item["id"]: item["status"] for item in api.get("containers?limit=100").json()["data"]}
    assert listed[box["id"]] == "expired"
    refusal = error(api.post(f"{path}/files", files={"file": ("a", b"x")}), 400)
    assert refusal["code"] == "container_expired"


def age(server: Running, box: Any, seconds: int) -> None:
    """Let a container have been left alone for some seconds."""
    older = json.dumps({**box, "last_active_at": box["last_active_at"] - seconds})
    with sqlite3.connect(server.layout.state) as connection:
        connection.execute("UPDATE documents SET document = ? WHERE id = ?", (older, box["id"]))
    connection.close()
