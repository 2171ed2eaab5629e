"""What an administrator sets low is kept to: rates, spending, and which models and tools."""

from __future__ import annotations

from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from .asking import error
from .organization import ok

MODEL = "gpt-5-mini"
BODY: Any = {"model": MODEL, "input": "x"}


@pytest.fixture
def project(admin: httpx.Client) -> Any:
    """Give a project of the test's own, so that nothing else is limited."""
    return ok(admin.post("projects", json={"name": "Limited"}))["id"]


@pytest.fixture
def ask(api: httpx.Client, project: str) -> Any:
    def ask(**fields: Any) -> httpx.Response:
        return api.post("responses", json={**BODY, **fields}, headers={"OpenAI-Project": project})

    return ask


def limit(admin: httpx.Client, project: str, **limits: int) -> None:
    ok(admin.post(f"projects/{project}/rate_limits/rl-{MODEL}", json=limits))


def test_a_rate_that_was_set_is_kept(admin: httpx.Client, project: str, ask: Any) -> None:
    assert ask().headers["x-ratelimit-limit-requests"] == "10000"
    limit(admin, project, max_requests_per_1_minute=2)
    assert ask().headers["x-ratelimit-remaining-requests"] == "1"
    assert ask().headers["x-ratelimit-remaining-requests"] == "0"
    late = ask()
    assert error(late, 429)["code"] == "rate_limit_exceeded"
    assert 0 < int(late.headers["retry-after"]) <= 30
    assert int(late.headers["retry-after-ms"]) <= 30_000
    assert late.headers["x-ratelimit-limit-requests"] == "2"
    assert ask(model="gpt-5").status_code == 200
    limit(admin, project, max_requests_per_1_minute=10_000)
    assert ask().status_code == 200


def ask_often(client: OpenAI) -> None:
    for _ in range(200):
        client.responses.create(**BODY)


def test_it_goes_on_when_the_time_has_come(admin: httpx.Client, project: str, api: Any) -> None:
    limit(admin, project, max_requests_per_1_minute=20)
    headers = {"OpenAI-Project": project}
    address = {"base_url": str(api.base_url), "api_key": "sk-sandbox"}
    with OpenAI(**address, default_headers=headers, max_retries=0) as client:
        with pytest.raises(openai.RateLimitError):
            ask_often(client)
        patient = client.with_options(max_retries=3)
        assert patient.responses.create(**BODY).status == "completed"


def test_tokens_are_limited_too(admin: httpx.Client, project: str, ask: Any) -> None:
    limit(admin, project, max_tokens_per_1_minute=100)
    assert ask().status_code == 200
    refused = error(ask(input="word " * 200), 429)
    assert "tokens per min" in refused["message"]
    assert ask().status_code == 200


def test_what_is_spent_ends_at_the_limit(
    admin: httpx.Client, api: httpx.Client, project: str, ask: Any
) -> None:
    path = f"projects/{project}/spend_limit"
    wanted = {"threshold_amount": 1, "currency": "USD", "interval": "month"}
    ok(admin.post(path, json=wanted))
    picture = {"model": "gpt-image-1", "prompt": "a fox", "size": "64x64"}
    paid = api.post("images/generations", json=picture, headers={"OpenAI-Project": project})
    assert paid.status_code == 200
    refused = error(ask(), 429)
    assert (refused["type"], refused["code"]) == ("insufficient_quota", "insufficient_quota")
    assert ok(admin.get(path))["enforcement"] == {"status": "enforcing"}
    ok(admin.post(path, json={**wanted, "threshold_amount": 500}))
    assert ask().status_code == 200


def test_models_may_be_forbidden(admin: httpx.Client, project: str, ask: Any) -> None:
    path = f"projects/{project}/model_permissions"
    ok(admin.post(path, json={"mode": "deny_list", "model_ids": [MODEL]}))
    assert error(ask(), 403)["code"] == "model_not_found"
    assert ask(model="gpt-5").status_code == 200
    ok(admin.post(path, json={"mode": "allow_list", "model_ids": [MODEL]}))
    assert ask().status_code == 200
    assert error(ask(model="gpt-5"), 403)["param"] == "model"


def test_tools_may_be_forbidden(admin: httpx.Client, project: str, ask: Any) -> None:
    path = f"projects/{project}/hosted_tool_permissions"
    ok(admin.post(path, json={"web_search": {"enabled": False}}))
    refused = error(ask(tools=[{"type": "web_search"}]), 403)
    assert (refused["param"], refused["code"]) == ("tools", "tool_not_allowed")
    assert ask(tools=[{"type": "image_generation"}]).status_code == 200
