"""Only who shows a key is let in."""

from __future__ import annotations

import httpx

from tests.support.moments import PATIENCE

from .asking import error
from .running import Running


def ask(server: Running, path: str, authorization: str | None) -> httpx.Response:
    headers = {} if authorization is None else {"Authorization": authorization}
    return httpx.get(server.origin + path, headers=headers, timeout=PATIENCE)


def test_no_key(server: Running) -> None:
    for authorization in (None, "", "Bearer", "Basic sk-sandbox"):
        refusal = error(ask(server, "/v1/models", authorization), 401)
        assert refusal["type"] == "invalid_request_error"
        assert refusal["code"] is None


def test_wrong_key_is_not_repeated(server: Running) -> None:
    refusal = error(ask(server, "/v1/models", "Bearer sk-secret-0123456789"), 401)
    assert refusal["code"] == "invalid_api_key"
    assert "secret-012" not in refusal["message"]


def test_either_key_opens_the_api(server: Running) -> None:
    assert ask(server, "/v1/models", "Bearer sk-sandbox").status_code == 200
    assert ask(server, "/v1/models", "bearer sk-admin-sandbox").status_code == 200


def test_administration_needs_the_admin_key(server: Running) -> None:
    refusal = error(ask(server, "/v1/organization/users", "Bearer sk-sandbox"), 401)
    assert "no admin key" in refusal["message"]
    refusal = error(ask(server, "/v1/organization/users", "Bearer sk-wrong"), 401)
    assert "Incorrect API key" in refusal["message"]
    assert ask(server, "/v1/organization/users", "Bearer sk-admin-sandbox").status_code == 200


def test_the_sandbox_s_own_routes_need_a_key_but_health(server: Running) -> None:
    assert ask(server, "/sandbox/requests", None).status_code == 401
    assert ask(server, "/sandbox/health", None).json()["status"] == "ok"


def test_a_refused_upload_is_read_to_its_end(server: Running) -> None:
    body = b"x" * (8 << 20)
    error(httpx.post(f"{server.origin}/v1/files", content=body, timeout=PATIENCE), 401)
