"""Lists have one shape, and their pages join without a gap or an overlap."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import upload

PURPOSE = "listed"


@pytest.fixture(scope="module")
def ids(api: httpx.Client) -> list[str]:
    return [upload(api, b"x", purpose=PURPOSE)["id"] for _ in range(7)]


def walk(api: httpx.Client, path: str, **query: Any) -> list[str]:
    found: list[str] = []
    while True:
        page = api.get(path, params=query).json()
        assert list(page) == ["object", "data", "first_id", "last_id", "has_more"]
        found += [item["id"] for item in page["data"]]
        assert page["first_id"] == page["data"][0]["id"]
        if not page["has_more"]:
            return found
        query["after"] = page["last_id"]


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_join(api: httpx.Client, ids: list[str], limit: int) -> None:
    assert walk(api, "files", purpose=PURPOSE, limit=limit, order="asc") == ids
    assert walk(api, "files", purpose=PURPOSE, limit=limit) == ids[::-1]


def test_an_empty_list_is_a_list(api: httpx.Client) -> None:
    page = api.get("files", params={"purpose": "none"}).json()
    assert page == {
        "object": "list",
        "data": [],
        "first_id": None,
        "last_id": None,
        "has_more": False,
    }


def test_a_cursor_survives_its_object(api: httpx.Client) -> None:
    made = [upload(api, b"x", purpose="cursor")["id"] for _ in range(3)]
    api.delete(f"files/{made[1]}")
    query = {"purpose": "cursor", "order": "asc", "after": made[1]}
    assert [file["id"] for file in api.get("files", params=query).json()["data"]] == [made[2]]
