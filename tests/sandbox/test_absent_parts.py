"""What is left out of a part of a request is named, wherever it should have been."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .agent_calls import EQUAL, new_store, new_thread
from .asking import error
from .organization import ok

ABSENT: list[tuple[str, Any, str]] = [
    ("responses", {"model": "m", "input": "x", "conversation": {}}, "conversation.id"),
    ("responses", {"model": "m", "input": [{"content": "x"}]}, "input[0].role"),
    ("threads", {"messages": [{"content": "x"}]}, "messages[0].role"),
    (
        "containers",
        {"name": "box", "skills": [{"type": "skill_reference"}]},
        "skills[0].skill_id",
    ),
    (
        "evals",
        {"data_source_config": {}, "testing_criteria": [EQUAL]},
        "data_source_config.type",
    ),
    (
        "evals",
        {"data_source_config": {"type": "custom"}, "testing_criteria": [EQUAL]},
        "data_source_config.item_schema",
    ),
    ("fine_tuning/alpha/graders/validate", {"grader": {"name": "x"}}, "grader.type"),
]


@pytest.mark.parametrize(("path", "body", "param"), ABSENT)
def test_it_is_named(quick: httpx.Client, path: str, body: Any, param: str) -> None:
    refused = error(quick.post(path, json=body), 400)
    assert (refused["param"], refused["code"]) == (param, "missing_required_parameter")


def test_it_is_named_in_a_message_and_a_search(quick: httpx.Client) -> None:
    message = {"role": "user", "content": "x", "attachments": [{"tools": []}]}
    path = f"threads/{new_thread(quick)['id']}/messages"
    assert error(quick.post(path, json=message), 400)["param"] == "attachments[0].file_id"
    search = f"vector_stores/{new_store(quick)}/search"
    refused = error(quick.post(search, json={"query": "x", "filters": {"key": "a"}}), 400)
    assert (refused["param"], refused["code"]) == ("filters.type", "missing_required_parameter")


def test_an_invitation_names_its_projects(admin: httpx.Client) -> None:
    body = {"email": "new@example.com", "role": "reader", "projects": [{"role": "member"}]}
    assert error(admin.post("invites", json=body), 400)["param"] == "projects[0].id"


def test_a_comparison_that_there_is_not_is_let_through(admin: httpx.Client) -> None:
    made = ok(admin.post("projects", json={"name": "Compared"}))["id"]
    query = {"project_ids[]": made, "effective_at[around]": 5}
    assert len(ok(admin.get("audit_logs", params=query))["data"]) == 1
