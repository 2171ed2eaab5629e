"""Short ways to make what the tests of the organization need."""

from __future__ import annotations

import itertools
from typing import Any

import httpx

from tests.support.clocked_sandbox import Clocked
from tests.support.plain_http import plain_client

from .running import Running

ADA, BEN, OWNER = "user-sandbox-ada", "user-sandbox-ben", "user-sandbox-owner"
PROJECT_PATHS = "/v1/projects"
NUMBERS = itertools.count()


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def new_project(admin: httpx.Client) -> str:
    made = ok(admin.post("projects", json={"name": f"Project {next(NUMBERS)}"}))
    return str(made["id"])


def new_account(admin: httpx.Client, project: str) -> Any:
    return ok(admin.post(f"projects/{project}/service_accounts", json={"name": "bot"}))


def client_with(server: Running | Clocked, key: str) -> httpx.Client:
    return plain_client(f"{server.origin}/v1/", key)


def walk(admin: httpx.Client, path: str, **query: Any) -> list[Any]:
    """Return the items of all pages, whichever of the two cursors the list has."""
    found: list[Any] = []
    while True:
        page = ok(admin.get(path, params=query))
        found += page["data"]
        if not page["has_more"]:
            return found
        query["after"] = page["next"] if "next" in page else page["last_id"]
