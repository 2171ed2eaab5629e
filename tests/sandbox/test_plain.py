"""A row is enough: what is plain is served without a handler of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from oai.api.operations import Operation, operations, read_operation
from oai.sandbox.app import create_app
from oai.sandbox.requests.call import Sandbox
from oai.sandbox.requests.operations import load_operations

ITEM = ["id", "object", "created_at", "name", "colour"]
PAGE = {"fields": ["object", "data", "has_more", "next"], "item_fields": ITEM}
BODY = [{"name": "name", "type": "string", "required": True}]
COLOUR = {"name": "colour", "type": "string", "default": "red"}
LIMIT = {"name": "limit", "type": "integer", "default": 2}
ASKED = [LIMIT, {"name": "colour", "type": "string"}, {"name": "after", "type": "string"}]


def row(method: str, path: str, answer: Any, query: Any = (), body: Any = None) -> Operation:
    """Return a row that nobody has a handler for."""
    request = {"application/json": {"fields": body}} if body else {}
    answers = {"200": {"application/json": answer}}
    head = {"command": f"{method} {path}", "method": method, "path": path}
    rest = {"path_params": [], "query": list(query), "body": request, "responses": answers}
    rest["admin_key"] = path.startswith("/organization")
    return read_operation(json.dumps({**head, **rest}).encode())


def rows(collection: str) -> list[Operation]:
    """Return the rows of a plain resource."""
    item = collection + "/{one_id}"
    return [
        row("POST", collection, {"fields": [*ITEM, "secret"]}, body=[*BODY, COLOUR]),
        row("GET", collection, PAGE, ASKED),
        row("GET", item, {"fields": ITEM}),
        row("POST", item, {"fields": ITEM}, body=[COLOUR]),
        row("DELETE", item, {"fields": ["id", "object", "deleted"]}),
        row("POST", f"{item}/spin", {"fields": ITEM}),
    ]


Ask = Callable[..., Awaitable[httpx.Response]]


def served(folder: Path, collection: str, walk: Callable[[Ask], Awaitable[None]]) -> None:
    """Let a walk ask a sandbox that has these rows too."""
    sandbox = Sandbox(folder / "sandbox.sqlite3", key="sk-sandbox", admin_key="sk-admin")
    app = create_app(sandbox, load_operations([*operations(), *rows(collection)]))

    async def run() -> None:
        transport = httpx.ASGITransport(app)
        headers = {"authorization": "Bearer sk-admin"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://sandbox/v1", headers=headers, trust_env=False
        ) as client:
            await walk(client.request)

    asyncio.run(run())
    sandbox.close()


def test_a_plain_resource_needs_no_handler(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        made = (await ask("POST", "/spinning_tops", json={"name": "a", "new": 1})).json()
        assert set(made) == {*ITEM, "secret", "new"}
        assert made["id"].startswith("spinning_top_")
        assert (made["object"], made["colour"], made["new"]) == ("spinning_top", "red", 1)
        shown = (await ask("GET", f"/spinning_tops/{made['id']}")).json()
        assert shown == {name: value for name, value in made.items() if name != "secret"}
        changed = await ask("POST", f"/spinning_tops/{made['id']}", json={"colour": "blue"})
        assert changed.json() == {**shown, "colour": "blue"}
        gone = await ask("DELETE", f"/spinning_tops/{made['id']}")
        assert gone.json() == {"id": made["id"], "object": "spinning_top.deleted", "deleted": True}
        assert (await ask("GET", f"/spinning_tops/{made['id']}")).status_code == 404

    served(tmp_path, "/spinning_tops", walk)


def test_its_requests_are_checked(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        refused = (await ask("POST", "/spinning_tops", json={})).json()["error"]
        assert (refused["param"], refused["code"]) == ("name", "missing_required_parameter")

    served(tmp_path, "/spinning_tops", walk)


def test_its_list_has_the_row_s_pages(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        for name, colour in (("a", "red"), ("b", "blue"), ("c", "red"), ("d", "red")):
            await ask("POST", "/spinning_tops", json={"name": name, "colour": colour})
        page = (await ask("GET", "/spinning_tops", params={"colour": "red"})).json()
        assert set(page) == set(PAGE["fields"])
        assert [one["name"] for one in page["data"]] == ["d", "c"]
        query = {"colour": "red", "after": page["next"]}
        last = (await ask("GET", "/spinning_tops", params=query)).json()
        assert [one["name"] for one in last["data"]] == ["a"]
        assert (last["has_more"], last["next"]) == (False, None)

    served(tmp_path, "/spinning_tops", walk)


def test_what_it_is_in_must_be_there(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        body = {"name": "a"}
        assert (await ask("POST", "/threads/none/tops", json=body, headers=BETA)).status_code == 404
        thread = (await ask("POST", "/threads", json={}, headers=BETA)).json()["id"]
        made = await ask("POST", f"/threads/{thread}/tops", json=body)
        assert made.json()["object"] == "thread.top"
        assert (await ask("GET", f"/threads/{thread}/tops")).json()["data"][0]["name"] == "a"

    served(tmp_path, "/threads/{thread_id}/tops", walk)


BETA = {"openai-beta": "assistants=v2"}


def test_what_is_not_plain_is_not_served(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        made = (await ask("POST", "/spinning_tops", json={"name": "a"})).json()
        spun = await ask("POST", f"/spinning_tops/{made['id']}/spin")
        assert spun.status_code == 501

    served(tmp_path, "/spinning_tops", walk)


def test_the_audit_log_tells_of_a_change_of_the_organization_s(tmp_path: Path) -> None:
    async def walk(ask: Ask) -> None:
        await ask("POST", "/organization/tops", json={"name": "a"})
        assert len((await ask("GET", "/organization/tops")).json()["data"]) == 1
        (event,) = (await ask("GET", "/organization/audit_logs")).json()["data"]
        assert (event["type"], event["actor"]["type"]) == ("organization.updated", "api_key")

    served(tmp_path, "/organization/tops", walk)
