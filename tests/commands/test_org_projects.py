"""`oai org projects`: what goes over the wire, with which key, and what is asked beforehand."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.commands.org_projects_calls import CALLS, ORGANIZATION, SEVERE, Call, Severe
from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

LIST = {"object": "list", "data": [], "has_more": False}


@pytest.fixture
def projects(oai: CommandLine, fault_server: FaultServer) -> CommandLine:
    """Give `oai org projects`, whose server answers everything with an empty list."""
    fault_server.script(Answer(json=LIST))
    oai.env.update(fault_server.env)
    oai.command += ["org", "projects"]
    return oai


def named(item: Call | Severe) -> str:
    return " ".join(word for word in item.line.split(" -")[0].split() if "_" not in word)


@pytest.mark.parametrize("call", CALLS, ids=named)
def test_request(projects: CommandLine, fault_server: FaultServer, call: Call) -> None:
    result = projects(*shlex.split(call.line))
    assert (result.code, result.err) == (0, "")
    (request,) = fault_server.requests
    sent = json.loads(request.body) if request.body else None
    assert (request.method, request.path, request.query) == (call.method, call.path, call.query)
    assert sent == call.body
    assert request.headers["authorization"] == f"Bearer {fault_server.admin_key}"


def test_needs_the_admin_key(projects: CommandLine, fault_server: FaultServer) -> None:
    result = projects("list", env={"OPENAI_ADMIN_KEY": None, "OPENAI_BASE_URL": None})
    assert (result.code, result.stdout) == (3, b"")
    assert "OPENAI_ADMIN_KEY" in result.err


@pytest.mark.parametrize("severe", SEVERE, ids=named)
@pytest.mark.parametrize("given", [[], ["--yes"], ["--confirm", "proj_other"]], ids=" ".join)
def test_severe_is_refused(
    projects: CommandLine, fault_server: FaultServer, severe: Severe, given: list[str]
) -> None:
    result = projects(*severe.line.split(), *given)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    expected = f"'proj_other' is not '{severe.id}'" if "--confirm" in given else severe.id
    assert expected in result.err


@pytest.mark.parametrize("severe", SEVERE, ids=named)
def test_severe_with_the_right_id(
    projects: CommandLine, fault_server: FaultServer, severe: Severe
) -> None:
    assert projects(*severe.line.split(), "--confirm", severe.id).code == 0
    (request,) = fault_server.requests
    assert request.method == severe.method
    assert request.path == f"{ORGANIZATION}/proj_1{severe.path}"


@pytest.mark.parametrize(("typed", "code", "requests"), [("key_2", 0, 1), ("y", 2, 0)])
def test_severe_asks_on_a_terminal(
    projects: CommandLine, fault_server: FaultServer, typed: str, code: int, requests: int
) -> None:
    terminal = projects.terminal("api-keys", "delete", "proj_1", "key_2")
    terminal.output.wait_for("Type key_2 to go on: ")
    assert not fault_server.requests
    terminal.send(f"{typed}\n")
    assert (terminal.wait(), len(fault_server.requests)) == (code, requests)


def test_taking_something_away_needs_yes(projects: CommandLine, fault_server: FaultServer) -> None:
    result = projects("spend-limit", "delete", "proj_1")
    assert (result.code, fault_server.requests) == (2, [])
    assert "--yes" in result.err


def test_groups_are_paged_by_next(projects: CommandLine, fault_server: FaultServer) -> None:
    pages = [
        {"object": "list", "data": [{"group_id": "group_1"}], "has_more": True, "next": "c1"},
        {"object": "list", "data": [{"group_id": "group_2"}], "has_more": False, "next": None},
    ]
    fault_server.script(*(Answer(json=page) for page in pages))
    result = projects("groups", "list", "proj_1", "--all")
    assert [item["group_id"] for item in result.json()["data"]] == ["group_1", "group_2"]
    assert [request.query.get("after") for request in fault_server.requests] == [None, ["c1"]]
    fault_server.script(*(Answer(json=page) for page in pages))
    assert projects("groups", "list", "proj_1", "--all", "-q").text == "group_1\ngroup_2\n"


def test_limit_of_a_list_that_says_next(projects: CommandLine, fault_server: FaultServer) -> None:
    page = {"data": [{"id": "role_1"}, {"id": "role_2"}], "has_more": False, "next": None}
    fault_server.script(Answer(json=page))
    document = projects("roles", "list", "proj_1", "--limit", "1").json()
    assert document == {"data": [{"id": "role_1"}], "has_more": True, "next": "role_1"}


def test_body_is_stronger_than_what_we_assume(
    projects: CommandLine, fault_server: FaultServer
) -> None:
    body = {"threshold_amount": 7, "currency": "EUR"}
    assert projects("spend-limit", "set", "proj_1", "--body", json.dumps(body)).code == 0
    assert fault_server.requests[0].json() == {**body, "interval": "month"}


@pytest.mark.parametrize(
    ("line", "answer", "text"),
    [
        (
            "service-accounts create proj_1 --name ci",
            {"id": "svc_2", "name": "ci", "api_key": {"id": "key_3", "value": "sk-made-4"}},
            "sk-made-4\n",
        ),
        (
            "service-accounts create proj_1 --name ci --create-service-account-only",
            {"id": "svc_2", "name": "ci", "api_key": None},
            "svc_2\n",
        ),
        (
            "service-accounts api-keys create proj_1 svc_2",
            {"id": "key_3", "value": "sk-made-4"},
            "sk-made-4\n",
        ),
        (
            "groups roles create proj_1 group_2 --role-id role_3",
            {"object": "group.role", "group": {"id": "group_2"}, "role": {"id": "role_3"}},
            "role_3\n",
        ),
        ("data-retention get proj_1", {"object": "x", "type": "none"}, "none\n"),
        (
            "certificates activate proj_1 cert_2 cert_3",
            {"object": "x", "data": [{"id": "cert_2"}, {"id": "cert_3"}]},
            "cert_2\ncert_3\n",
        ),
    ],
)
def test_text_is_the_point(
    projects: CommandLine, fault_server: FaultServer, line: str, answer: Any, text: str
) -> None:
    fault_server.script(Answer(json=answer))
    assert projects(*line.split(), "-t").text == text


@pytest.mark.parametrize(
    ("line", "item", "headings", "row"),
    [
        (
            "list",
            {"id": "proj_1", "name": "Lab", "status": "active", "created_at": 1700000000},
            "Id Name Status Residency Created Archived",
            "proj_1 Lab active - 2023-11-14 22:13 -",
        ),
        (
            "groups list proj_1",
            {"group_id": "group_2", "group_name": "Search", "group_type": "group"},
            "Group id Group name Group type Created",
            "group_2 Search group -",
        ),
        (
            "certificates activate proj_1 cert_2",
            {"id": "cert_2", "name": "edge", "active": True},
            "Id Name Active Expires Created",
            "cert_2 edge yes - -",
        ),
    ],
)
def test_table(
    projects: CommandLine,
    fault_server: FaultServer,
    line: str,
    item: dict[str, Any],
    headings: str,
    row: str,
) -> None:
    fault_server.script(Answer(json={**LIST, "data": [item]}))
    result = projects(*line.split(), "--format", "table", env={"TZ": "UTC"})
    assert [" ".join(text.split()) for text in result.lines] == [headings, row]
