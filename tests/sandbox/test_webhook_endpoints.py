"""Webhook endpoints: made, changed, and given other secrets, which no list shows."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from .asking import error
from .organization import ok

BODY = {"name": "ci", "url": "https://example.com/hook", "event_types": ["batch.completed"]}
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{32}")


@pytest.fixture
def endpoint(api: httpx.Client) -> Any:
    return ok(api.post("webhook_endpoints", json=BODY))


def test_the_secret_is_shown_when_it_is_made_and_never_again(
    api: httpx.Client, endpoint: Any
) -> None:
    secret = endpoint.pop("signing_secret")
    assert SECRET.fullmatch(secret)
    assert endpoint["signing_secret_hint"] != secret
    assert secret.endswith(endpoint["signing_secret_hint"][-4:])
    path = f"webhook_endpoints/{endpoint['id']}"
    assert ok(api.get(path)) == endpoint
    changed = ok(api.post(path, json={"name": "other"}))
    listed = ok(api.get("webhook_endpoints", params={"limit": 100}))["data"]
    assert changed in listed
    assert all("signing_secret" not in each for each in [changed, *listed])


@pytest.mark.parametrize("body", [{}, {"keep_old_secret_active_for_24_hours": True}])
def test_a_secret_is_replaced(api: httpx.Client, endpoint: Any, body: Any) -> None:
    path = f"webhook_endpoints/{endpoint['id']}"
    rotated = ok(api.post(f"{path}/rotate_secret", json=body))
    assert SECRET.fullmatch(rotated["signing_secret"])
    assert rotated["signing_secret"] != endpoint["signing_secret"]
    assert ok(api.get(path))["signing_secret_hint"] == rotated["signing_secret_hint"]


def test_a_change_that_changes_nothing_leaves_the_date(api: httpx.Client, endpoint: Any) -> None:
    same = {name: BODY[name] for name in BODY}
    path = f"webhook_endpoints/{endpoint['id']}"
    assert ok(api.post(path, json=same))["updated_at"] == endpoint["updated_at"]


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"url": "example.com"}, "url"),
        ({"url": "ftp://example.com"}, "url"),
        ({"event_types": ["batch.eaten"]}, "event_types"),
    ],
)
def test_what_cannot_be_told_is_refused(
    api: httpx.Client, endpoint: Any, change: Any, param: str
) -> None:
    assert error(api.post("webhook_endpoints", json={**BODY, **change}), 400)["param"] == param
    path = f"webhook_endpoints/{endpoint['id']}"
    assert error(api.post(path, json=change), 400)["param"] == param


def test_it_is_tested_with_each_event_that_there_is(api: httpx.Client, endpoint: Any) -> None:
    kinds = ok(api.get("webhook_event_types"))
    assert kinds["object"] == "list"
    assert "safety.alert.created" in kinds["data"]
    for kind in kinds["data"]:
        told = ok(api.post(f"webhook_endpoints/{endpoint['id']}/test", json={"event_type": kind}))
        assert (told["event_type"], told["status_code"], told["success"]) == (kind, 200, True)
        assert told["webhook_endpoint_id"] == endpoint["id"]


def test_it_is_deleted(api: httpx.Client, endpoint: Any) -> None:
    path = f"webhook_endpoints/{endpoint['id']}"
    gone = {"id": endpoint["id"], "object": "webhook_endpoint.deleted", "deleted": True}
    assert ok(api.delete(path)) == gone
    error(api.get(path), 404)
    error(api.post(f"{path}/rotate_secret", json={}), 404)
    error(api.post(f"{path}/test", json={"event_type": "batch.failed"}), 404)
