"""Vaults: their credentials are listed and renewed, and no secret is ever seen or kept."""

from __future__ import annotations

from typing import Any

import pytest

from .agent_calls import agent_client, delete, get, ids, post
from .running import Running

SERVER = "https://mcp.example.com"
REFRESH = {
    "client_id": "app",
    "refresh_token": "tell-nobody",
    "token_endpoint": "https://auth.example.com",
    "token_endpoint_auth": {"type": "client_secret_basic", "client_secret": "tell-nobody"},
}
OAUTH = {
    "type": "mcp_oauth",
    "mcp_server_url": SERVER,
    "access_token": "tell-nobody",
    "expires_at": "2030-01-01T00:00:00Z",
    "refresh": REFRESH,
}
LIMITED = {"type": "limited", "allowed_hosts": ["example.com"]}
SECRETS: list[tuple[Any, Any, Any]] = [
    (
        {"type": "static_bearer", "mcp_server_url": SERVER, "token": "tell-nobody"},
        {"type": "static_bearer", "mcp_server_url": SERVER},
        {"type": "static_bearer", "token": "tell-nobody"},
    ),
    (
        OAUTH,
        {
            "type": "mcp_oauth",
            "mcp_server_url": SERVER,
            "expires_at": "2030-01-01T00:00:00Z",
            "refresh": {
                "client_id": "app",
                "resource": None,
                "scope": None,
                "token_endpoint": "https://auth.example.com",
                "token_endpoint_auth": {"type": "client_secret_basic"},
            },
        },
        {"type": "mcp_oauth", "access_token": "tell-nobody", "refresh": {"refresh_token": "t"}},
    ),
    (
        {
            "type": "environment_variable",
            "secret_name": "TOKEN",
            "secret_value": "tell-nobody",
            "networking": LIMITED,
        },
        {"type": "environment_variable", "secret_name": "TOKEN", "networking": LIMITED},
        {"type": "environment_variable", "secret_value": "tell-nobody"},
    ),
]


@pytest.mark.parametrize(("given", "shown", "renewed"), SECRETS)
def test_a_secret_is_in_no_answer_and_not_in_the_file(given, shown, renewed, tmp_path):
    state = tmp_path / "sandbox.sqlite3"
    with Running(state, pace=0.01) as running, agent_client(running) as api:
        vault = post(api, "vaults", name="tools")["id"]
        path = f"vaults/{vault}/credentials"
        made = post(api, path, name="one", auth={**given, "future": "tell-nobody"})
        assert (made["auth"], made["vault_id"]) == (shown, vault)
        changed = post(api, f"{path}/{made['id']}", auth=renewed, metadata={"a": "b"})
        assert (changed["auth"], changed["metadata"]) == (shown, {"a": "b"})
        assert get(api, f"{path}/{made['id']}") == changed
        assert get(api, path)["data"] == [changed]
    kept = [file for file in tmp_path.iterdir() if file.is_file()]
    assert kept
    assert not any(b"tell-nobody" in file.read_bytes() for file in kept)


@pytest.mark.parametrize(
    ("auth", "param"),
    [
        ({"type": "password"}, "auth.type"),
        ({}, "auth.type"),
        ({"type": "static_bearer", "token": "t"}, "auth.mcp_server_url"),
        ({**OAUTH, "refresh": {**REFRESH, "token_endpoint": None}}, "auth.refresh.token_endpoint"),
    ],
)
def test_a_secret_that_says_too_little_is_refused(auth, param, quick):
    path = f"vaults/{post(quick, 'vaults')['id']}/credentials"
    answer = quick.post(path, json={"name": "one", "auth": auth})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)


def test_a_credential_keeps_its_type(quick):
    path = f"vaults/{post(quick, 'vaults')['id']}/credentials"
    path += "/" + post(quick, path, name="one", auth=SECRETS[0][0])["id"]
    answer = quick.post(path, json={"auth": SECRETS[1][2]})
    assert answer.json()["error"]["param"] == "auth.type"


def test_lists_are_of_what_is_active_or_archived(quick):
    vault = post(quick, "vaults", name="one", metadata={"team": "vaults-list"})["id"]
    mine = {"metadata[team]": "vaults-list"}
    assert ids(get(quick, "vaults", **mine)) == [vault]
    for status, expected in (("active", [vault]), ("archived", [])):
        assert ids(get(quick, "vaults", **{**mine, "status[]": status})) == expected
        assert ids(get(quick, "vaults", **{**mine, "status": status})) == expected
    both = quick.get(
        "vaults", params=[*mine.items(), ("status[]", "active"), ("status[]", "archived")]
    )
    assert ids(both.json()) == [vault]


def test_a_deleted_vault_takes_its_credentials_with_it(quick):
    vault = post(quick, "vaults", name="one")["id"]
    assert post(quick, f"vaults/{vault}", name="two")["name"] == "two"
    post(quick, f"vaults/{vault}/credentials", name="one", auth=SECRETS[0][0])
    assert delete(quick, f"vaults/{vault}")["object"] == "vault.deleted"
    assert quick.get(f"vaults/{vault}/credentials").status_code == 404
