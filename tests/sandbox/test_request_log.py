"""Tests can see what really was sent, and no secret with it."""

from __future__ import annotations

import threading

import httpx

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually

from .running import Running


def test_what_is_noted(api: httpx.Client, control: httpx.Client, server: Running) -> None:
    control.delete("requests")
    headers = {"Idempotency-Key": "again", "OpenAI-Organization": "org-1", "X-Secret": "hidden"}
    api.get("files", params={"limit": 3}, headers=headers)
    api.post("embeddings", content=b'{"model": "m"}')
    api.get("models", headers={"X-Sandbox-Fault": "status=503"})
    answer = control.get("requests")
    first, second, third = answer.json()["data"]
    assert (first["method"], first["path"], first["query"]) == ("GET", "/v1/files", "limit=3")
    assert first["headers"]["idempotency-key"] == "again"
    assert first["headers"]["openai-organization"] == "org-1"
    assert {"authorization", "x-secret"} <= set(first["header_names"])
    assert first["status"] == 200
    assert (second["status"], second["body_bytes"]) == (400, 14)
    assert third["status"] == 503
    assert first["client_port"] == second["client_port"] == third["client_port"]
    assert server.here.key not in answer.text
    assert "hidden" not in answer.text


def test_it_is_cleared_and_keeps_a_thousand(api: httpx.Client, control: httpx.Client) -> None:
    assert control.delete("requests").status_code == 204
    assert control.get("requests").json()["data"] == []
    for number in range(1005):
        api.get("models/none", params={"n": number})
    entries = control.get("requests").json()["data"]
    assert len(entries) == 1000
    assert entries[-1]["query"] == "n=1004"


def test_what_began_before_it_was_cleared_is_not_noted_after(
    clocked: Clocked, still: httpx.Client
) -> None:
    def linger() -> None:
        with clocked.client() as client:
            client.get("models/slow", headers={"X-Sandbox-Fault": "delay=1"})

    thread = threading.Thread(target=linger)
    thread.start()
    eventually(lambda: clocked.clock.sleepers)
    with clocked.control() as control:
        control.delete("requests")
        clocked.clock.move(1)
        thread.join()
        still.get("models/quick")
        entries = control.get("requests").json()["data"]
    assert [entry["path"] for entry in entries] == ["/v1/models/quick"]
