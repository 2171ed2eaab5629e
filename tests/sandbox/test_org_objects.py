"""Everything the administrator makes is made, listed, shown, changed and deleted alike."""

from __future__ import annotations

from typing import Any, NamedTuple

import httpx
import pytest

from oai.sandbox.requests.principal import DEFAULT_PROJECT

from ..support.org_samples import ALERT, PEM
from ..support.seed_stock import BUCKET
from .asking import error
from .organization import ADA, PROJECT_PATHS, new_account, new_project, ok, walk

ROLE = {"role_name": "Auditor", "permissions": ["api.read"]}


class Kind(NamedTuple):
    """One kind of object: where it is, what makes it, a change, and what it has then."""

    path: str
    body: dict[str, Any]
    change: dict[str, Any] | None = None
    changed: dict[str, Any] | None = None


KINDS = [
    Kind("admin_api_keys", {"name": "ci"}),
    Kind("certificates", {"name": "a", "certificate": PEM}, {"name": "b"}),
    Kind("groups", {"name": "Search"}, {"name": "Find"}),
    Kind("invites", {"email": "new@example.com", "role": "reader"}),
    Kind("roles", ROLE, {"role_name": "Reviewer"}, {"name": "Reviewer"}),
    Kind(
        "workload_identity_providers",
        {"name": "ci", "type": "oidc", "issuer": "https://ci.example", "audience": "oai"},
        {"description": "Ours", "enabled": False},
    ),
    Kind("external_storage", {"project_id": DEFAULT_PROJECT, "provider": BUCKET}),
    Kind("spend_alerts", ALERT, {**ALERT, "threshold_amount": 900}),
    Kind("projects/{project}/service_accounts", {"name": "bot"}, {"role": "owner"}),
    Kind("projects/{project}/spend_alerts", ALERT, {**ALERT, "threshold_amount": 900}),
    Kind("projects/{project}/users", {"user_id": ADA, "role": "member"}, {"role": "owner"}),
    Kind(f"{PROJECT_PATHS}/{{project}}/roles", ROLE, {"description": "Reads"}),
]


@pytest.fixture(scope="module")
def project(admin: httpx.Client) -> str:
    return new_project(admin)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_its_whole_life(admin: httpx.Client, project: str, kind: Kind) -> None:
    path = kind.path.replace("{project}", project)
    path = path if not path.startswith("/") else f"{admin.base_url.copy_with(path=path)}"
    before = [item["id"] for item in walk(admin, path, limit=100)]
    made = ok(admin.post(path, json=kind.body))
    item = f"{path}/{made['id']}"
    shown = ok(admin.get(item))
    assert {name: made[name] for name in shown} == shown
    assert {listed["id"] for listed in walk(admin, path, limit=1)} == {*before, made["id"]}
    if kind.change is not None:
        changed = ok(admin.post(item, json=kind.change))
        wanted = kind.changed or kind.change
        assert {name: changed[name] for name in wanted} == wanted
        assert ok(admin.get(item)) == {**shown, **changed}
    deleted = ok(admin.delete(item))
    assert deleted["id"] == made["id"]
    assert deleted["object"].endswith(".deleted")
    error(admin.get(item), 404)
    error(admin.delete(item), 404)
    assert [listed["id"] for listed in walk(admin, path, limit=100)] == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_what_makes_it_is_required(admin: httpx.Client, project: str, kind: Kind) -> None:
    path = kind.path.replace("{project}", project)
    path = path if not path.startswith("/") else f"{admin.base_url.copy_with(path=path)}"
    refusal = error(admin.post(path, json={}), 400)
    assert refusal["code"] == "missing_required_parameter"
    assert refusal["param"] in kind.body or refusal["param"] == "certificate"


@pytest.mark.parametrize("path", [kind.path for kind in KINDS if "{project}" in kind.path], ids=str)
def test_its_project_must_exist(admin: httpx.Client, path: str) -> None:
    path = path.replace("{project}", "proj_none")
    path = path if not path.startswith("/") else f"{admin.base_url.copy_with(path=path)}"
    assert "proj_none" in error(admin.get(path), 404)["message"]


def test_a_project_is_archived_and_then_closed(admin: httpx.Client) -> None:
    project = new_project(admin)
    renamed = ok(admin.post(f"projects/{project}", json={"name": "Lab", "description": "x"}))
    assert (renamed["name"], renamed["description"]) == ("Lab", "x")
    archived = ok(admin.post(f"projects/{project}/archive"))
    assert archived["status"] == "archived"
    assert archived["archived_at"] >= archived["created_at"]
    assert ok(admin.get(f"projects/{project}")) == archived
    for path in ("", "/archive", "/users", "/data_retention"):
        body = {"name": "x", "user_id": ADA, "role": "member", "retention_type": "none"}
        answer = admin.post(f"projects/{project}{path}", json=body)
        assert error(answer, 400)["code"] == "project_archived"
    assert project not in {item["id"] for item in walk(admin, "projects", limit=50)}
    everything = walk(admin, "projects", limit=50, include_archived=True)
    assert project in {item["id"] for item in everything}
    refusal = error(admin.post("projects/proj_sandbox_default/archive"), 400)
    assert refusal["code"] == "default_project"


def test_rate_limits_are_there_by_model(admin: httpx.Client, project: str) -> None:
    path = f"projects/{project}/rate_limits"
    limits = ok(admin.get(path))["data"]
    assert {limit["model"] for limit in limits} >= {"gpt-5", "gpt-image-1", "whisper-1"}
    changed = ok(admin.post(f"{path}/rl-gpt-5", json={"max_requests_per_1_minute": 7}))
    assert (changed["model"], changed["max_requests_per_1_minute"]) == ("gpt-5", 7)
    assert changed in ok(admin.get(path))["data"]
    error(admin.post(f"{path}/rl-none", json={"max_requests_per_1_minute": 7}), 404)
    query = {"before": limits[4]["id"], "limit": 2}
    before = ok(admin.get(path, params=query))
    assert [limit["id"] for limit in before["data"]] == [limits[2]["id"], limits[3]["id"]]
    assert before["has_more"] is True


def test_a_certificate_tells_how_long_it_holds(admin: httpx.Client, project: str) -> None:
    made = ok(admin.post("certificates", json={"certificate": PEM}))
    assert made["certificate_details"] == {"valid_at": 1704067200, "expires_at": 2019686400}
    path = f"certificates/{made['id']}"
    whole = ok(admin.get(path, params={"include[]": "content"}))
    assert whole["certificate_details"]["content"] == PEM
    refusal = error(admin.post("certificates", json={"certificate": "hello"}), 400)
    assert (refusal["param"], refusal["code"]) == ("certificate", "invalid_certificate")


def test_a_certificate_is_active_by_level(admin: httpx.Client, project: str) -> None:
    made = ok(admin.post("certificates", json={"name": "tls", "certificate": PEM}))
    body = {"certificate_ids": [made["id"]]}
    for level, kind in (("", "organization"), (f"projects/{project}/", "organization.project")):
        activated = ok(admin.post(f"{level}certificates/activate", json=body))
        assert activated["object"] == f"{kind}.certificate.activation"
        assert [item["object"] for item in activated["data"]] == [f"{kind}.certificate"]
        assert is_active(admin, f"{level}certificates", made["id"])
        refusal = error(admin.delete(f"certificates/{made['id']}"), 400)
        assert refusal["code"] == "certificate_active"
        ok(admin.post(f"{level}certificates/deactivate", json=body))
        assert not is_active(admin, f"{level}certificates", made["id"])
    error(admin.post("certificates/activate", json={"certificate_ids": ["cert_none"]}), 404)
    assert ok(admin.delete(f"certificates/{made['id']}"))["object"] == "certificate.deleted"


def is_active(admin: httpx.Client, path: str, identifier: str) -> bool:
    found = [item for item in walk(admin, path, limit=100) if item["id"] == identifier]
    return bool(found[0]["active"])


SETTINGS = [
    ("data_retention", {"retention_type": "zero_data_retention"}, {"type": "zero_data_retention"}),
    ("hosted_tool_permissions", {"mcp": {"enabled": False}}, {"mcp": {"enabled": False}}),
    (
        "model_permissions",
        {"mode": "allow_list", "model_ids": ["gpt-5"]},
        {"mode": "allow_list", "model_ids": ["gpt-5"]},
    ),
]


@pytest.mark.parametrize(("name", "body", "wanted"), SETTINGS, ids=lambda value: str(value)[:20])
def test_a_setting_is_there_from_the_start(
    admin: httpx.Client, name: str, body: Any, wanted: Any
) -> None:
    path = f"projects/{new_project(admin)}/{name}"
    initial = ok(admin.get(path))
    changed = ok(admin.post(path, json=body))
    assert changed == {**initial, **wanted} != initial
    assert ok(admin.get(path)) == changed


def test_model_permissions_go_back_to_the_start(admin: httpx.Client, project: str) -> None:
    path = f"projects/{project}/model_permissions"
    initial = ok(admin.get(path))
    ok(admin.post(path, json={"mode": "allow_list", "model_ids": []}))
    deleted = {"object": "project.model_permissions.deleted", "deleted": True}
    assert ok(admin.delete(path)) == deleted
    assert ok(admin.get(path)) == initial


def test_the_organization_has_a_retention_too(admin: httpx.Client) -> None:
    body = {"retention_type": "enhanced_zero_data_retention"}
    changed = ok(admin.post("data_retention", json=body))
    assert changed == {
        "object": "organization.data_retention",
        "type": "enhanced_zero_data_retention",
    }


def test_a_spend_limit_is_none_until_it_is_set(admin: httpx.Client, project: str) -> None:
    path = f"projects/{project}/spend_limit"
    error(admin.get(path), 404)
    body = {"threshold_amount": 1000, "currency": "USD", "interval": "month"}
    limit = ok(admin.post(path, json=body))
    assert limit == {
        "object": "project.spend_limit",
        **body,
        "enforcement": {"status": "inactive"},
    }
    assert ok(admin.delete(path)) == {"object": "project.spend_limit.deleted", "deleted": True}
    error(admin.get(path), 404)


def test_a_service_account_can_come_without_a_key(admin: httpx.Client, project: str) -> None:
    path = f"projects/{project}/service_accounts"
    bare = ok(admin.post(path, json={"name": "bot", "create_service_account_only": True}))
    assert bare["api_key"] is None
    account = new_account(admin, project)
    key = ok(admin.get(f"projects/{project}/api_keys/{account['api_key']['id']}"))
    assert key["owner"]["service_account"]["id"] == account["id"]
    assert "value" not in key
    ok(admin.delete(f"{path}/{account['id']}"))
    error(admin.get(f"projects/{project}/api_keys/{key['id']}"), 404)
