"""Skills come as files or as a zip, in versions, and go out as a zip."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import httpx
import pytest

from .asking import error

KEYS = {"id", "object", "created_at", "name", "description", "default_version", "latest_version"}
VERSION_KEYS = {"id", "object", "created_at", "name", "description", "skill_id", "version"}


def manifest(name: str = "sums", description: str = "Adds numbers: fast.") -> bytes:
    return f"---\nname: {name}\ndescription: {description}\n---\n# How\n".encode()


def send(api: httpx.Client, files: dict[str, bytes], path: str = "skills", **form: Any) -> Any:
    parts = [("files[]", (name, content)) for name, content in files.items()]
    return api.post(path, data=form, files=parts)


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def skill(api: httpx.Client) -> Any:
    return send(api, {"sums/SKILL.md": manifest(), "sums/lib/add.py": b"+"}).json()


def test_a_folder(api: httpx.Client, skill: Any) -> None:
    assert set(skill) == KEYS
    assert (skill["name"], skill["description"]) == ("sums", "Adds numbers: fast.")
    answer = api.get(f"skills/{skill['id']}/content")
    assert answer.headers["content-type"] == "application/zip"
    assert "sums.zip" in answer.headers["content-disposition"]
    assert unzipped(answer.content) == {"sums/SKILL.md": manifest(), "sums/lib/add.py": b"+"}
    assert skill in api.get("skills", params={"limit": 100}).json()["data"]
    assert api.get(f"skills/{skill['id']}").json() == skill


def test_a_zip(api: httpx.Client) -> None:
    archive = zipped({"s/SKILL.md": manifest('"quoted"')})
    skill = api.post("skills", files={"files": ("s.zip", archive)}).json()
    assert skill["name"] == "quoted"
    assert api.get(f"skills/{skill['id']}/content").content == archive


def test_versions(api: httpx.Client, skill: Any) -> None:
    path = f"skills/{skill['id']}"
    second = send(api, {"s/SKILL.md": manifest("two")}, f"{path}/versions").json()
    assert set(second) == VERSION_KEYS
    assert (second["version"], second["skill_id"]) == ("2", skill["id"])
    third = send(api, {"s/SKILL.md": manifest("three")}, f"{path}/versions", default="true").json()
    now = api.get(path).json()
    assert (now["default_version"], now["latest_version"], now["name"]) == ("3", "3", "three")
    listed = api.get(f"{path}/versions").json()["data"]
    assert [version["version"] for version in listed] == ["3", "2", "1"]
    after = api.get(f"{path}/versions", params={"after": third["id"], "limit": 1}).json()
    assert (after["data"], after["has_more"]) == ([second], True)
    assert api.get(f"{path}/versions/2").json() == second
    assert unzipped(api.get(f"{path}/versions/2/content").content) == {
        "s/SKILL.md": manifest("two")
    }
    chosen = api.post(path, json={"default_version": "2"}).json()
    assert (chosen["default_version"], chosen["name"]) == ("2", "two")


def test_deletion(api: httpx.Client, skill: Any) -> None:
    path = f"skills/{skill['id']}"
    second = send(api, {"s/SKILL.md": manifest("two")}, f"{path}/versions").json()
    error(api.delete(f"{path}/versions/1"), 400)
    assert api.delete(f"{path}/versions/2").json() == {
        "object": "skill.version.deleted",
        "deleted": True,
        "id": second["id"],
        "version": "2",
    }
    assert api.get(path).json() == skill
    error(api.get(f"{path}/versions/2"), 404)
    error(api.post(path, json={"default_version": "2"}), 404)
    deleted = {"id": skill["id"], "object": "skill.deleted", "deleted": True}
    assert api.delete(path).json() == deleted
    for gone in (path, f"{path}/versions", f"{path}/versions/1", f"{path}/content"):
        error(api.get(gone), 404)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"s/a.md": b"x"}, "must have one SKILL.md, and has 0"),
        ({"s/SKILL.md": b"# no header"}, "a header that has a 'name'"),
        ({"s/SKILL.md": b"---\nname: a\n---\n"}, "a 'description'"),
        ({"s/SKILL.md": manifest(), "s/b/SKILL.md": manifest()}, "has 2"),
        ({"a.zip": zipped({"a": b"x"})}, "has 0"),
        ({"a.zip": zipped({"a": b"x"}).replace(b"ax", b"ay")}, "cannot be read"),
    ],
)
def test_what_is_no_skill(api: httpx.Client, files: dict[str, bytes], said: str) -> None:
    refusal = error(send(api, files), 400)
    assert said in refusal["message"]
    assert refusal["param"] == "files"


def test_nothing_to_send(api: httpx.Client) -> None:
    assert error(api.post("skills", json={}), 400)["param"] == "files"
