"""The audit log tells of every change, and of nothing else."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import error
from .organization import ADA, OWNER, new_account, new_project, ok, walk


def events(admin: httpx.Client, **query: Any) -> list[Any]:
    return walk(admin, "audit_logs", **query)


def types(found: list[Any]) -> list[str]:
    return [event["type"] for event in found]


@pytest.fixture(scope="module")
def project(admin: httpx.Client) -> str:
    """A project with a history of six changes."""
    project = new_project(admin)
    path = f"projects/{project}"
    account = new_account(admin, project)
    ok(admin.post(f"{path}/users", json={"user_id": ADA, "role": "member"}))
    ok(admin.post(f"{path}/rate_limits/rl-gpt-5", json={"max_tokens_per_1_minute": 5}))
    ok(admin.post(f"{path}/data_retention", json={"retention_type": "none"}))
    ok(admin.delete(f"{path}/service_accounts/{account['id']}"))
    return project


HISTORY = [
    "project.created",
    "service_account.created",
    "api_key.created",
    "user.added",
    "rate_limit.updated",
    "project.updated",
    "service_account.deleted",
    "api_key.deleted",
]


def test_each_change_is_an_event(admin: httpx.Client, project: str) -> None:
    found = events(admin, **{"project_ids[]": [project], "limit": 3})
    assert types(found) == HISTORY[::-1]
    created = found[-1]
    assert created["project.created"]["id"] == project
    assert created["project"] == {"id": project, "name": created["project.created"]["data"]["name"]}
    limit = found[-5]["rate_limit.updated"]
    assert limit == {"id": "rl-gpt-5", "changes_requested": {"max_tokens_per_1_minute": 5}}


def test_it_tells_who_did_it(admin: httpx.Client, project: str) -> None:
    event = events(admin, **{"project_ids[]": [project]})[0]
    key = {"type": "user", "id": "key_sandbox_admin"}
    user = {"id": OWNER, "email": "owner@example.com"}
    assert event["actor"] == {"type": "api_key", "api_key": {**key, "user": user}}


def test_reading_and_refusals_leave_no_event(admin: httpx.Client, project: str) -> None:
    before = len(events(admin, limit=100))
    ok(admin.get("users"))
    ok(admin.get(f"projects/{project}"))
    error(admin.post("groups", json={}), 400)
    error(admin.delete("groups/group_none"), 404)
    error(admin.post("projects/proj_none/archive"), 404)
    assert len(events(admin, limit=100)) == before


def test_filters(admin: httpx.Client, project: str) -> None:
    mine = {"project_ids[]": [project]}
    some = events(admin, **mine, **{"event_types[]": ["user.added", "api_key.created"]})
    assert types(some) == ["user.added", "api_key.created"]
    by_resource = events(admin, **mine, **{"resource_ids[]": [ADA]})
    assert types(by_resource) == ["user.added"]
    for name, known in (("actor_ids[]", OWNER), ("actor_emails[]", "owner@example.com")):
        assert types(events(admin, **mine, **{name: [known]})) == HISTORY[::-1]
        assert events(admin, **mine, **{name: ["nobody"]}) == []
    assert events(admin, **mine, tenant_only=True) == []


def test_a_range_of_time(admin: httpx.Client, project: str) -> None:
    mine = {"project_ids[]": [project]}
    moments = [event["effective_at"] for event in events(admin, **mine)]
    first, last = min(moments), max(moments)
    assert events(admin, **mine, **{"effective_at[lt]": first}) == []
    assert events(admin, **mine, **{"effective_at[gt]": last}) == []
    within = {"effective_at[gte]": first, "effective_at[lte]": last}
    assert types(events(admin, **mine, **within)) == HISTORY[::-1]
    refusal = error(admin.get("audit_logs", params={"effective_at[gt]": "soon"}), 400)
    assert refusal["param"] == "effective_at.gt"


def test_pages_go_both_ways(admin: httpx.Client, project: str) -> None:
    everything = events(admin, **{"project_ids[]": [project]})
    query = {"project_ids[]": [project], "limit": 2, "before": everything[5]["id"]}
    page = ok(admin.get("audit_logs", params=query))
    assert page["data"] == everything[3:5]
    assert (page["first_id"], page["last_id"]) == (everything[3]["id"], everything[4]["id"])
    assert page["has_more"] is True
