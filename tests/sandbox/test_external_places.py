"""Keys and storage in a cloud of one's own, and whose tokens are trusted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.support.moments import eventually
from tests.support.seed_stock import BUCKET

from .asking import error
from .organization import new_account, new_project, ok, walk

KEYS = {
    "aws": {"kms_arn": "arn:k", "role_arn": "arn:r", "external_id": "x"},
    "azure": {"vault_uri": "https://v.example", "key_name": "one", "tenant_id": "t"},
    "oci": {"vault_ocid": "ocid.v", "key_ocid": "ocid.k", "region": "eu"},
    "gcp": {
        "kms_project_id": "p",
        "kms_key_location": "eu",
        "kms_key_ring_name": "ring",
        "kms_key_name": "one",
        "workload_identity_project_number": "1",
        "workload_identity_pool_id": "pool",
        "workload_identity_provider_id": "wip",
        "audience": "oai",
    },
}
BUCKETS = {
    "aws": BUCKET,
    "azure": {
        "type": "azure",
        "account_name": "a",
        "container": "c",
        "resource_group": "g",
        "subscription_id": "s",
        "tenant_id": "t",
    },
    "gcp": {
        "type": "gcp",
        "bucket": "b",
        "workload_identity_pool_id": "pool",
        "workload_identity_project_number": "1",
        "workload_identity_provider_id": "wip",
    },
    "oci": {"type": "oci", "bucket": "b", "region": "eu", "tenancy_ocid": "ocid.t"},
}


def new_key(admin: httpx.Client, cloud: str = "aws", **more: Any) -> Any:
    return ok(admin.post("external_keys", json={"name": "k", "type": cloud, **KEYS[cloud], **more}))


@pytest.mark.parametrize("cloud", KEYS)
def test_a_key_is_kept_shown_validated_and_removed(admin: httpx.Client, cloud: str) -> None:
    made = new_key(admin, cloud)
    assert {name: made[name] for name in KEYS[cloud]} == KEYS[cloud]
    assert ok(admin.get(f"external_keys/{made['id']}")) == made
    assert ok(admin.post(f"external_keys/{made['id']}/validate")) == {"status": "valid"}
    assert ok(admin.delete(f"external_keys/{made['id']}")) == made
    error(admin.post(f"external_keys/{made['id']}/validate"), 404)


@pytest.mark.parametrize(
    ("cloud", "name"), [(cloud, name) for cloud, fields in KEYS.items() for name in fields]
)
def test_a_key_says_all_that_its_cloud_has_to_know(
    admin: httpx.Client, cloud: str, name: str
) -> None:
    given = {each: text for each, text in KEYS[cloud].items() if each != name}
    refused = error(admin.post("external_keys", json={"name": "k", "type": cloud, **given}), 400)
    assert (refused["param"], refused["code"]) == (name, "missing_required_parameter")


def test_keys_are_found_by_their_purpose(admin: httpx.Client) -> None:
    usual, other = new_key(admin)["id"], new_key(admin, purpose="psp_decryption")["id"]
    found = [key["id"] for key in walk(admin, "external_keys", purpose="psp_decryption", limit=1)]
    assert other in found
    assert usual not in found


def test_a_key_that_a_project_has_stays(admin: httpx.Client) -> None:
    key = new_key(admin)["id"]
    project = new_project(admin)
    ok(admin.post(f"projects/{project}", json={"external_key_id": key}))
    assert ok(admin.get(f"external_keys/{key}"))["api_project_ids"] == [project]
    refused = error(admin.delete(f"external_keys/{key}"), 400)
    assert refused["code"] == "external_key_in_use"
    assert project in refused["message"]


@pytest.mark.parametrize("cloud", BUCKETS)
def test_storage_is_pending_until_it_is_validated(quick_admin: httpx.Client, cloud: str) -> None:
    project = ok(quick_admin.post("organization/projects", json={"name": "p"}))["id"]
    body = {"project_id": project, "provider": BUCKETS[cloud]}
    made = ok(quick_admin.post("organization/external_storage", json=body))
    assert (made["status"], made["provider"]) == ("pending", BUCKETS[cloud])
    item = f"organization/external_storage/{made['id']}"
    eventually(lambda: ok(quick_admin.get(item))["status"] == "validated")
    assert ok(quick_admin.post(f"{item}/validate"))["status"] == "pending"
    eventually(lambda: ok(quick_admin.get(item))["status"] == "validated")
    listed = ok(quick_admin.get("organization/external_storage", params={"project_id": project}))
    assert [each["id"] for each in listed["data"]] == [made["id"]]


@pytest.mark.parametrize(
    ("provider", "param"),
    [
        ({"type": "ftp"}, "provider.type"),
        ({}, "provider.type"),
        ({"type": "oci", "bucket": "b", "region": "eu"}, "provider.tenancy_ocid"),
    ],
)
def test_storage_says_where_it_is(admin: httpx.Client, provider: Any, param: str) -> None:
    body = {"project_id": new_project(admin), "provider": provider}
    assert error(admin.post("external_storage", json=body), 400)["param"] == param


def test_a_federation_rule_is_for_a_service_account_that_there_is(admin: httpx.Client) -> None:
    given = {"name": "ci", "type": "oidc", "issuer": "https://ci.example", "audience": "oai"}
    provider = ok(admin.post("workload_identity_providers", json=given))["id"]
    rules = f"workload_identity_providers/{provider}/federation_rules"
    project = new_project(admin)
    account = new_account(admin, project)["id"]
    rule = {
        "attribute_matchers": {"repo": "ada/sums", "main": True},
        "project_id": project,
        "service_account_id": account,
    }
    made = ok(admin.post(rules, json=rule))
    assert made["workload_identity_provider_id"] == provider
    assert made["permissions"] == {"type": "service_account_default"}
    assert made["updated_at"] == made["created_at"]
    named = ok(admin.post(f"{rules}/{made['id']}", json={"name": "main", "description": "x"}))
    cleared = ok(admin.post(f"{rules}/{made['id']}", json={"description": None}))
    assert (named["description"], cleared["description"], cleared["name"]) == ("x", None, "main")
    found = walk(admin, rules, service_account_id=account)
    assert [each["id"] for each in found] == [made["id"]]
    assert walk(admin, rules, service_account_id="svc_acct_none") == []
    error(admin.post(rules, json={**rule, "service_account_id": "svc_acct_none"}), 404)
    ok(admin.delete(f"workload_identity_providers/{provider}"))
    error(admin.get(rules), 404)


def test_service_tiers_are_all_until_they_are_chosen(admin: httpx.Client) -> None:
    path = f"projects/{new_project(admin)}/service_tier_settings"
    usual = {"object": "project.service_tier_settings", "default": "standard"}
    assert ok(admin.get(path)) == {**usual, "enabled_tiers": "all"}
    assert ok(admin.post(path, json={"enabled_tiers": []}))["enabled_tiers"] == []
    fast = ok(admin.post(path, json={"default": "fast", "enabled_tiers": ["fast", "flex"]}))
    assert (
        ok(admin.get(path))
        == fast
        == {**usual, "default": "fast", "enabled_tiers": ["fast", "flex"]}
    )
    refused = error(admin.post(path, json={"enabled_tiers": ["slow"]}), 400)
    assert refused["code"] == "invalid_value"


def test_a_project_key_can_be_given_an_end(admin: httpx.Client) -> None:
    project = new_project(admin)
    account = new_account(admin, project)
    path = f"projects/{project}/api_keys/{account['api_key']['id']}"
    assert ok(admin.get(path))["expires_at"] is None
    changed = ok(admin.post(path, json={"expires_in_seconds": 3600, "scopes": ["api.read"]}))
    assert changed["expires_at"] > changed["created_at"]
    assert ok(admin.get(path)) == changed
    assert "scopes" not in changed
    more = {"name": "ci", "expires_in_seconds": 60}
    keys = f"projects/{project}/service_accounts/{account['id']}/api_keys"
    made = ok(admin.post(keys, json=more))
    assert made["expires_at"] == made["created_at"] + 60
