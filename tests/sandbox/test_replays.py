"""A request that comes again with its idempotency key makes nothing new."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import error

BODY: Any = {"model": "m", "input": "x"}
AGAIN = {"Idempotency-Key": "one"}


def test_the_same_request_has_the_same_answer(api: httpx.Client) -> None:
    first = api.post("responses", json=BODY, headers=AGAIN)
    second = api.post("responses", json=BODY, headers=AGAIN)
    assert second.json() == first.json()
    assert second.headers["x-request-id"] != first.headers["x-request-id"]
    others = (
        api.post("responses", json=BODY, headers={"Idempotency-Key": "two"}),
        api.post("responses", json=BODY),
        api.post("conversations", json={}, headers=AGAIN),
    )
    assert len({first.json()["id"], *(other.json()["id"] for other in others)}) == 4


def test_a_file_is_kept_once(api: httpx.Client) -> None:
    form: Any = {"data": {"purpose": "user_data"}, "files": {"file": ("again.txt", b"again")}}
    ids = {api.post("files", **form, headers=AGAIN).json()["id"] for _ in range(2)}
    (identifier,) = ids
    listed = [file["id"] for file in api.get("files").json()["data"]]
    assert listed.count(identifier) == 1
    assert api.get(f"files/{identifier}/content").content == b"again"


def test_it_says_again_that_it_was_made(api: httpx.Client) -> None:
    body = {"data_source_config": {"type": "custom", "item_schema": {}}, "testing_criteria": []}
    first, second = (api.post("evals", json=body, headers=AGAIN) for _ in range(2))
    assert (second.status_code, second.json()) == (201, first.json())


def test_a_key_is_for_one_request(api: httpx.Client) -> None:
    headers = {"Idempotency-Key": "three"}
    api.post("responses", json=BODY, headers=headers)
    refused = error(api.post("responses", json={**BODY, "input": "y"}, headers=headers), 400)
    assert refused["code"] == "idempotency_key_reused"


def test_a_refusal_is_not_kept(api: httpx.Client) -> None:
    headers = {"Idempotency-Key": "four"}
    error(api.post("responses", json={"model": "m"}, headers=headers), 400)
    assert api.post("responses", json=BODY, headers=headers).status_code == 200


def test_what_was_done_but_not_heard_is_not_done_again(api: httpx.Client) -> None:
    form: Any = {"data": {"purpose": "user_data"}, "files": {"file": ("lost.txt", b"lost")}}
    headers = {"Idempotency-Key": "five"}
    with pytest.raises(httpx.RemoteProtocolError):
        api.post("files", **form, headers={**headers, "X-Sandbox-Fault": "cut=5"})
    made = api.post("files", **form, headers=headers).json()
    names = [file["filename"] for file in api.get("files").json()["data"]]
    assert (made["filename"], names.count("lost.txt")) == ("lost.txt", 1)
