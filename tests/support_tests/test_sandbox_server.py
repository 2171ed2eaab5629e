"""The sandbox of the tests is a real server that can be emptied and asked for faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.support.plain_http import plain_client
from tests.support.sandbox_server import SandboxServer


@contextmanager
def client(sandbox: SandboxServer) -> Iterator[httpx.Client]:
    env = sandbox.env
    with plain_client(env["OPENAI_BASE_URL"], env["OPENAI_API_KEY"]) as client:
        yield client


def upload(sandbox: SandboxServer) -> None:
    files = {"file": ("a.txt", b"content")}
    with client(sandbox) as http:
        answer = http.post("/files", data={"purpose": "user_data"}, files=files)
    assert answer.status_code == 200, answer.text


def stored(sandbox: SandboxServer) -> int:
    with client(sandbox) as http:
        return len(http.get("/files").json()["data"])


def test_reset_empties_it(sandbox: SandboxServer) -> None:
    upload(sandbox)
    assert stored(sandbox) >= 1
    sandbox.reset()
    assert stored(sandbox) == 0


def test_faults_and_log_last_until_cleared(sandbox: SandboxServer) -> None:
    sandbox.fault(status=429, retry_after=1, path="/v1/models", times=2)
    with client(sandbox) as http:
        refused = http.get("/models")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert [entry["path"] for entry in sandbox.requests()] == ["/v1/models"]
        sandbox.clear()
        assert sandbox.requests() == []
        assert http.get("/models").status_code == 200
