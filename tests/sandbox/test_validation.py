"""Requests are checked as the API checks them, and refused in its words' form."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import error, respond

RESPONSE = {"model": "gpt-5", "input": "x"}
CHAT = {"model": "gpt-5", "messages": [{"role": "user", "content": "x"}]}


@pytest.mark.parametrize(
    ("path", "body", "param", "code"),
    [
        ("embeddings", {"model": "m"}, "input", "missing_required_parameter"),
        ("embeddings", {"model": "m", "input": 5}, "input", "invalid_type"),
        ("embeddings", {"model": "m", "input": ["a", 1]}, "input", "invalid_type"),
        ("embeddings", {"model": "m", "input": ["a"] * 2049}, "input", "array_above_max_length"),
        (
            "embeddings",
            {"model": "m", "input": "a", "dimensions": 0},
            "dimensions",
            "integer_below_min_value",
        ),
        ("responses", {"input": "x"}, "model", "missing_required_parameter"),
        ("responses", {"model": "m"}, "input", None),
        ("responses", {**RESPONSE, "temperature": 2.1}, "temperature", "decimal_above_max_value"),
        ("responses", {**RESPONSE, "temperature": True}, "temperature", "invalid_type"),
        ("responses", {**RESPONSE, "top_logprobs": 1.5}, "top_logprobs", "invalid_type"),
        ("responses", {**RESPONSE, "truncation": "some"}, "truncation", "invalid_value"),
        (
            "responses",
            {**RESPONSE, "safety_identifier": "x" * 65},
            "safety_identifier",
            "string_above_max_length",
        ),
        ("responses", {**RESPONSE, "text": {"verbosity": "x"}}, "text.verbosity", "invalid_value"),
        ("responses", {**RESPONSE, "prompt": {}}, "prompt.id", "missing_required_parameter"),
        ("responses", {**RESPONSE, "tools": {}}, "tools", "invalid_type"),
        ("responses", {**RESPONSE, "metadata": {"a": 1}}, "metadata.a", "invalid_type"),
        (
            "responses",
            {**RESPONSE, "metadata": {str(n): "" for n in range(17)}},
            "metadata",
            "object_above_max_length",
        ),
        ("chat/completions", {**CHAT, "n": 129}, "n", "integer_above_max_value"),
        (
            "chat/completions",
            {**CHAT, "max_tokens": 9**99},
            "max_tokens",
            "integer_above_max_value",
        ),
        ("chat/completions", {**CHAT, "messages": []}, "messages", "array_below_min_length"),
        ("chat/completions", {**CHAT, "stop": ["a"] * 5}, "stop", "array_above_max_length"),
        (
            "chat/completions",
            {"model": "m", "messages": [{"role": "king", "content": ""}]},
            "messages[0].role",
            "invalid_value",
        ),
        (
            "chat/completions",
            {"model": "m", "messages": [{"role": "user"}]},
            "messages[0].content",
            "missing_required_parameter",
        ),
        (
            "chat/completions",
            {"model": "m", "messages": [{"role": "user", "content": [5]}]},
            "messages[0].content",
            "invalid_type",
        ),
    ],
)
def test_a_wrong_body_is_refused(
    api: httpx.Client, path: str, body: Any, param: str, code: str | None
) -> None:
    refusal = error(api.post(path, json=body), 400)
    assert (refusal["param"], refusal["code"]) == (param, code)
    assert refusal["type"] == "invalid_request_error"
    assert param in refusal["message"] or "Supported values" in refusal["message"]


@pytest.mark.parametrize(
    ("query", "param", "code"),
    [
        ("limit=0", "limit", "integer_below_min_value"),
        ("limit=10001", "limit", "integer_above_max_value"),
        ("limit=many", "limit", "invalid_type"),
        ("order=up", "order", "invalid_value"),
        ("after=file-none", "after", "invalid_value"),
    ],
)
def test_a_wrong_query_is_refused(api: httpx.Client, query: str, param: str, code: str) -> None:
    refusal = error(api.get(f"files?{query}"), 400)
    assert (refusal["param"], refusal["code"]) == (param, code)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b"\xff",
        b"[" * 9999,
    ],
)
def test_what_is_no_json_object_is_refused(api: httpx.Client, content: bytes) -> None:
    assert error(api.post("responses", content=content), 400)["code"] == "invalid_json"


def test_no_body_says_as_much_as_an_empty_object(api: httpx.Client) -> None:
    refusal = error(api.post("responses"), 400)
    assert refusal == error(api.post("responses", json={}), 400)
    assert api.post("conversations").json()["object"] == "conversation"


def test_a_type_error_says_what_came(api: httpx.Client) -> None:
    refusal = error(api.post("responses", json={**RESPONSE, "input": 5}), 400)
    assert "expected a string or an array of objects" in refusal["message"]
    assert "got an integer" in refusal["message"]


def test_extensible_sets_are_not_enforced(api: httpx.Client) -> None:
    respond(api, "x", model="model-of-tomorrow", reasoning={"mode": "new"})


def test_unknown_fields_are_kept(api: httpx.Client) -> None:
    response = respond(api, "x", tomorrow={"deep": [1]})
    assert response["tomorrow"] == {"deep": [1]}
    assert api.get(f"responses/{response['id']}").json()["tomorrow"] == {"deep": [1]}


def test_an_unknown_field_changes_no_known_one(api: httpx.Client) -> None:
    assert respond(api, "x", id="mine", status="mine")["status"] == "completed"


@pytest.mark.parametrize(
    "path",
    [
        "models/none",
        "files/none",
        "files/none/content",
        "batches/none",
        "responses/none",
        "responses/none/input_items",
        "chat/completions/none",
        "chat/completions/none/messages",
    ],
)
def test_an_unknown_id_is_404(api: httpx.Client, path: str) -> None:
    assert "none" in error(api.get(path), 404)["message"]


def test_unknown_routes_and_methods(api: httpx.Client) -> None:
    assert error(api.get("nothing/here"), 404)["code"] == "unknown_url"
    assert error(api.get("files/"), 404)["code"] == "unknown_url"
    assert error(api.put("files"), 405)["code"] == "method_not_allowed"
    assert error(api.post("models", json={}), 405)["code"] == "method_not_allowed"


def test_every_answer_carries_the_api_s_headers(api: httpx.Client) -> None:
    answers = [api.get("models"), api.get("files/none"), api.get("nothing")]
    for answer in answers:
        assert answer.headers["openai-version"] == "2020-10-01"
        assert answer.headers["openai-processing-ms"].isdigit()
        for kind in ("requests", "tokens"):
            for part in ("limit", "remaining", "reset"):
                assert answer.headers[f"x-ratelimit-{part}-{kind}"]
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert len(ids) == 3
    assert all(identifier.startswith("req_") for identifier in ids)
