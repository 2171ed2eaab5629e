"""Users, groups and roles: who belongs to what, and what goes with whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from .asking import error
from .organization import (
    ADA,
    BEN,
    OWNER,
    PROJECT_PATHS,
    client_with,
    new_account,
    new_project,
    ok,
    walk,
)
from .running import Running


@pytest.fixture
def own(tmp_path: Path) -> Iterator[httpx.Client]:
    """An administrator of an organization that nobody else changes."""
    with Running(tmp_path / "sandbox.sqlite3") as running:
        client = running.client()
        client.base_url = client.base_url.join("organization/")
        client.headers["Authorization"] = f"Bearer {running.here.admin_key}"
        with client:
            yield client


def ids(items: list[Any]) -> list[str]:
    return [item["id"] for item in items]


def roles_url(admin: httpx.Client, project: str, rest: str) -> str:
    return f"{admin.base_url.copy_with(path=f'{PROJECT_PATHS}/{project}/{rest}')}"


def test_there_are_an_owner_and_two_members(admin: httpx.Client) -> None:
    users = {user["id"]: user for user in walk(admin, "users", limit=2)}
    assert set(users) == {OWNER, ADA, BEN}
    assert users[OWNER]["role"] == "owner"
    assert ids(walk(admin, "users", **{"emails[]": ["ada@example.com"]})) == [ADA]


def test_one_owner_always_stays(own: httpx.Client) -> None:
    assert error(own.delete(f"users/{OWNER}"), 400)["code"] == "last_owner"
    assert error(own.post(f"users/{OWNER}", json={"role": "reader"}), 400)["code"] == "last_owner"
    role = next(role for role in walk(own, "roles") if role["name"] == "owner")
    assert ok(own.post(f"users/{BEN}", json={"role_id": role["id"]}))["role"] == "owner"
    assert ok(own.post(f"users/{OWNER}", json={"role": "reader"}))["role"] == "reader"
    error(own.post(f"users/{BEN}", json={"role_id": "role_none"}), 404)


def test_nobody_removes_himself(own: httpx.Client) -> None:
    ok(own.post(f"users/{BEN}", json={"role": "owner"}))
    assert error(own.delete(f"users/{OWNER}"), 400)["code"] == "cannot_remove_self"
    ok(own.delete(f"users/{BEN}"))


def test_who_goes_leaves_everything(own: httpx.Client) -> None:
    project, group = new_project(own), ok(own.post("groups", json={"name": "g"}))["id"]
    member = {"user_id": ADA, "role": "member"}
    ok(own.post(f"projects/{project}/users", json=member))
    ok(own.post(f"groups/{group}/users", json={"user_id": ADA}))
    assert ids(ok(own.get(f"users/{ADA}"))["projects"]["data"]) == [project]
    ok(own.delete(f"users/{ADA}"))
    assert ADA not in ids(walk(own, f"projects/{project}/users"))
    assert walk(own, f"groups/{group}/users") == []
    error(own.post(f"projects/{project}/users", json=member), 404)


def test_who_left_can_come_back(admin: httpx.Client) -> None:
    path = f"projects/{new_project(admin)}/users"
    by_email = {"email": "ben@example.com", "role": "member"}
    for _ in range(2):
        added = ok(admin.post(path, json=by_email))
        assert (added["id"], added["email"]) == (BEN, "ben@example.com")
        assert error(admin.post(path, json=by_email), 409)["code"] == "already_exists"
        ok(admin.delete(f"{path}/{BEN}"))
    error(admin.post(path, json={"email": "nobody@example.com", "role": "member"}), 404)
    assert error(admin.post(path, json={"role": "member"}), 400)["param"] == "user_id"


def test_keys_tell_whether_their_owner_is_still_there(own: httpx.Client) -> None:
    path = "projects/proj_sandbox_default"
    assert ids(walk(own, f"{path}/api_keys", owner_project_access="inactive")) == []
    ok(own.delete(f"{path}/users/{OWNER}"))
    assert ids(walk(own, f"{path}/api_keys", owner_project_access="inactive")) == ["key_sandbox"]
    assert ids(walk(own, f"{path}/api_keys", owner_project_access="active")) == []


def test_invitations_are_for_strangers_and_real_projects(admin: httpx.Client) -> None:
    body: dict[str, Any] = {"email": "ada@example.com", "role": "reader"}
    assert error(admin.post("invites", json=body), 400)["code"] == "user_already_in_organization"
    projects = [{"id": "proj_none", "role": "member"}]
    body = {"email": "x@example.com", "role": "reader", "projects": projects}
    error(admin.post("invites", json=body), 404)
    projects[0]["id"] = new_project(admin)
    invite = ok(admin.post("invites", json=body))
    assert (invite["status"], invite["projects"]) == ("pending", projects)
    assert invite["expires_at"] - invite["created_at"] == 7 * 86_400
    assert error(admin.post("invites", json={**body, "role": "king"}), 400)["param"] == "role"


def test_groups_have_users_and_projects(admin: httpx.Client) -> None:
    group = ok(admin.post("groups", json={"name": "Search"}))
    path = f"groups/{group['id']}/users"
    joined = ok(admin.post(path, json={"user_id": ADA}))
    assert joined == {"object": "group.user", "user_id": ADA, "group_id": group["id"]}
    assert walk(admin, path) == [{"id": ADA, "name": "Ada Member", "email": "ada@example.com"}]
    assert ok(admin.get(f"{path}/{ADA}"))["user_type"] == "user"
    project = new_project(admin)
    added = ok(
        admin.post(f"projects/{project}/groups", json={"group_id": group["id"], "role": "member"})
    )
    assert (added["project_id"], added["group_name"]) == (project, "Search")
    assert walk(admin, f"projects/{project}/groups") == [added]
    assert ok(admin.delete(f"{path}/{ADA}")) == {"object": "group.user.deleted", "deleted": True}
    ok(admin.delete(f"groups/{group['id']}"))
    assert walk(admin, f"projects/{project}/groups") == []


def test_predefined_roles_stay_as_they_are(admin: httpx.Client) -> None:
    role = walk(admin, "roles", limit=1)[0]
    assert role["predefined_role"] is True
    for answer in (
        admin.post(f"roles/{role['id']}", json={"role_name": "x"}),
        admin.delete(f"roles/{role['id']}"),
    ):
        assert error(answer, 400)["code"] == "predefined_role"


@pytest.mark.parametrize("level", ["organization", "project"])
@pytest.mark.parametrize("principal", ["user", "group"])
def test_roles_are_assigned(admin: httpx.Client, level: str, principal: str) -> None:
    project = new_project(admin)
    group = ok(admin.post("groups", json={"name": "g"}))["id"]
    holder = ADA if principal == "user" else group
    path, roles = f"{principal}s/{holder}/roles", "roles"
    if level == "project":
        body = {f"{principal}_id": holder, "role": "member"}
        error(admin.get(roles_url(admin, project, path)), 404)
        ok(admin.post(f"projects/{project}/{principal}s", json=body))
        path, roles = (roles_url(admin, project, rest) for rest in (path, roles))
    role = ok(admin.post(roles, json={"role_name": "Auditor", "permissions": ["api.read"]}))
    assigned = ok(admin.post(path, json={"role_id": role["id"]}))
    assert (assigned["object"], assigned["role"]) == (f"{principal}.role", role)
    assert assigned[principal]["id"] == holder
    assert error(admin.post(path, json={"role_id": role["id"]}), 409)["code"] == "already_exists"
    error(admin.post(path, json={"role_id": "role_none"}), 404)
    shown = ok(admin.get(f"{path}/{role['id']}"))
    source = {"principal_id": holder, "principal_type": principal}
    assert shown["assignment_sources"] == [source]
    assert (shown["name"], shown["created_by"]) == ("Auditor", OWNER)
    assert walk(admin, path) == [shown]
    deleted = {"object": f"{principal}.role.deleted", "deleted": True}
    assert ok(admin.delete(f"{path}/{role['id']}")) == deleted
    ok(admin.post(path, json={"role_id": role["id"]}))
    ok(admin.delete(f"{roles}/{role['id']}"))
    assert walk(admin, path) == []


def test_leaving_a_project_keeps_the_roles_in_the_organization(admin: httpx.Client) -> None:
    project = new_project(admin)
    role = ok(admin.post("roles", json={"role_name": "Kept", "permissions": []}))["id"]
    ok(admin.post(f"users/{BEN}/roles", json={"role_id": role}))
    ok(admin.post(f"projects/{project}/users", json={"user_id": BEN, "role": "member"}))
    ok(admin.delete(f"projects/{project}/users/{BEN}"))
    assert ids(walk(admin, f"users/{BEN}/roles")) == [role]


def test_an_admin_key_opens_until_it_is_deleted(server: Running, admin: httpx.Client) -> None:
    made = ok(admin.post("admin_api_keys", json={"name": "ci", "expires_in_seconds": 3600}))
    assert made["expires_at"] - made["created_at"] == 3600
    assert made["value"] not in admin.get("admin_api_keys").text
    assert made["redacted_value"].endswith(made["value"][-4:])
    with client_with(server, made["value"]) as client:
        ok(client.get("organization/users"))
        ok(client.get("models"))
        assert ok(admin.get(f"admin_api_keys/{made['id']}"))["last_used_at"] is not None
        ok(admin.delete(f"admin_api_keys/{made['id']}"))
        error(client.get("organization/users"), 401)


def test_an_expired_key_opens_nothing(server: Running, admin: httpx.Client) -> None:
    made = ok(admin.post("admin_api_keys", json={"name": "short", "expires_in_seconds": 3600}))
    assert made["expires_at"] == made["created_at"] + 3600
    with client_with(server, made["value"]) as client:
        ok(client.get("models"))
        age(server, made, 3600)
        error(client.get("models"), 401)
    assert ok(admin.get(f"admin_api_keys/{made['id']}"))["expires_at"] == made["created_at"]


def age(server: Running, made: Any, seconds: int) -> None:
    """Let a key have been made, and be over, some seconds earlier."""
    query = "UPDATE documents SET document = json_set(document, '$.expires_at', ?) WHERE id = ?"
    with sqlite3.connect(server.layout.state) as connection:
        connection.execute(query, (made["expires_at"] - seconds, made["id"]))
    connection.close()


def test_a_service_account_s_key_opens_the_api_alone(server: Running, admin: httpx.Client) -> None:
    project = new_project(admin)
    account = new_account(admin, project)
    path = f"projects/{project}/service_accounts/{account['id']}/api_keys"
    second = ok(admin.post(path, json={"name": "second"}))
    assert account["api_key"]["value"] != second["value"]
    for key in (account["api_key"], second):
        with client_with(server, key["value"]) as client:
            ok(client.get("models"))
            error(client.get("organization/users"), 401)
            error(client.get(f"{PROJECT_PATHS[4:]}/{project}/roles"), 401)
            ok(admin.delete(f"projects/{project}/api_keys/{key['id']}"))
            error(client.get("models"), 401)


def test_the_keys_of_an_archived_project_open_nothing(server: Running, admin: httpx.Client) -> None:
    project = new_project(admin)
    with client_with(server, new_account(admin, project)["api_key"]["value"]) as client:
        ok(client.get("models"))
        ok(admin.post(f"projects/{project}/archive"))
        assert error(client.get("models"), 401)["code"] == "project_archived"
