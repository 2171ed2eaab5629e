"""`oai org`: what goes over the wire, with which key, what is asked beforehand and shown after."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time

import pytest

from ..support.answers import Answer
from ..support.terminal import Size

ORGANIZATION = "/v1/organization"
EMPTY = {"object": "list", "data": [], "has_more": False}
ALERT = {
    "threshold_amount": 150_000,
    "notification_channel": {"type": "email", "recipients": ["a@x.org", "b@x.org"]},
    "currency": "USD",
    "interval": "month",
}
CHANNEL = "--notification-channel type=email --notification-channel recipients=a@x.org,b@x.org"
SENT = [
    (
        "admin-api-keys create --name ci --expires-in-seconds 60",
        "POST /admin_api_keys",
        {"name": "ci", "expires_in_seconds": 60},
    ),
    (
        "certificates activate cert_1 cert_2",
        "POST /certificates/activate",
        {"certificate_ids": ["cert_1", "cert_2"]},
    ),
    (
        "data-retention update --retention-type none_at_all",
        "POST /data_retention",
        {"retention_type": "none_at_all"},
    ),
    ("groups update group_1 --name Büro", "POST /groups/group_1", {"name": "Büro"}),
    (
        "groups roles create group_1 --role-id role_1",
        "POST /groups/group_1/roles",
        {"role_id": "role_1"},
    ),
    (
        "groups users create group_1 --user-id user_1",
        "POST /groups/group_1/users",
        {"user_id": "user_1"},
    ),
    (
        'invites create --email a@x.org --role reader --projects \'[{"id":"p","role":"member"}]\'',
        "POST /invites",
        {"email": "a@x.org", "role": "reader", "projects": [{"id": "p", "role": "member"}]},
    ),
    (
        "roles create --role-name Auditor --permissions a.read --permissions b.read",
        "POST /roles",
        {"role_name": "Auditor", "permissions": ["a.read", "b.read"]},
    ),
    (f"spend-alerts create --threshold-amount 150000 {CHANNEL}", "POST /spend_alerts", ALERT),
    (
        f"spend-alerts update alert_1 --threshold-amount 150000 {CHANNEL}",
        "POST /spend_alerts/alert_1",
        ALERT,
    ),
    (
        "spend-limit set --threshold-amount 500",
        "POST /spend_limit",
        {"threshold_amount": 500, "currency": "USD", "interval": "month"},
    ),
    ("users update user_1 --role owner", "POST /users/user_1", {"role": "owner"}),
    ("users roles delete user_1 role_1 --yes", "DELETE /users/user_1/roles/role_1", None),
    ("groups users delete group_1 user_1 --yes", "DELETE /groups/group_1/users/user_1", None),
    ("invites delete invite_1 --yes", "DELETE /invites/invite_1", None),
    ("spend-limit delete --yes", "DELETE /spend_limit", None),
    ("users delete user_1 --confirm user_1", "DELETE /users/user_1", None),
]
SEVERE = [
    "users delete user_1",
    "admin-api-keys delete key_1",
    "certificates delete cert_1",
    "certificates deactivate cert_1",
]


@pytest.fixture
def org(oai, fault_server):
    """Give `oai org`, whose server answers everything with an empty list."""
    fault_server.script(Answer(json=EMPTY))
    oai.env.update(fault_server.env)
    oai.command += ["org"]
    return oai


@pytest.mark.parametrize(("line", "route", "body"), SENT, ids=lambda value: str(value)[:40])
def test_a_request_is_sent_with_the_admin_key(line, route, body, org, fault_server):
    result = org(*shlex.split(line))
    assert (result.code, result.err) == (0, "")
    (request,) = fault_server.requests
    assert f"{request.method} {request.path}" == route.replace(" ", f" {ORGANIZATION}")
    assert (request.json() if request.body else None) == body
    assert request.headers["authorization"] == f"Bearer {fault_server.admin_key}"


def test_without_an_admin_key_nothing_is_sent(org, fault_server):
    result = org("users", "list", env={"OPENAI_ADMIN_KEY": None, "OPENAI_BASE_URL": None})
    assert (result.code, result.stdout) == (3, b"")
    assert "OPENAI_ADMIN_KEY" in result.err
    assert not fault_server.requests


@pytest.mark.parametrize("line", SEVERE)
def test_what_ends_a_user_a_key_or_a_certificate_wants_its_id(line, org, fault_server):
    identity = line.split()[-1]
    for more in ([], ["--yes"], ["--confirm", "other"]):
        result = org(*line.split(), *more)
        assert (result.code, result.stdout) == (2, b"")
        assert identity in result.err
    assert not fault_server.requests
    assert org(*line.split(), "--confirm", identity).code == 0
    assert len(fault_server.requests) == 1


@pytest.mark.parametrize(
    "line", ["groups delete group_1", "roles delete role_1", "spend-limit delete"]
)
def test_other_deletions_want_a_yes(line, org, fault_server):
    result = org(*line.split())
    assert result.code == 2
    assert "--yes" in result.err
    assert not fault_server.requests


def test_a_certificate_is_read_from_standard_input_to_the_byte(org, fault_server):
    pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    result = org("certificates", "create", "--name", "edge", "--certificate", "-", stdin=pem)
    assert result.code == 0, result.err
    assert fault_server.requests[0].json() == {"certificate": pem, "name": "edge"}


def test_the_text_of_a_new_admin_key_is_its_value(org, fault_server):
    fault_server.script(Answer(json={"id": "key_1", "value": "the-new-value"}))
    assert org("admin-api-keys", "create", "--name", "ci", "-t").text == "the-new-value\n"


def test_audit_logs_are_picked_by_time_kind_and_person(org, fault_server):
    words = "--effective-at gte=7d --effective-at lt=1735689600 --actor-emails a@x.org"
    earliest = int(time.time()) - 7 * 86_400
    result = org("audit-logs", *words.split(), "--event-types", "login.failed", "--limit", "3")
    assert result.code == 0, result.err
    query = fault_server.requests[0].query
    latest = int(time.time()) - 7 * 86_400
    assert int(query["effective_at[gte]"][0]) in range(earliest, latest + 1)
    assert query["effective_at[lt]"] == ["1735689600"]
    assert query["actor_emails[]"] == ["a@x.org"]
    assert query["event_types[]"] == ["login.failed"]
    assert query["limit"] == ["3"]


def test_a_bad_time_names_the_option_and_its_key(org, fault_server):
    result = org("audit-logs", "--effective-at", "gte=someday")
    assert result.code == 2
    assert "--effective-at gte" in result.err
    assert "'someday'" in result.err
    assert not fault_server.requests


def test_audit_logs_are_a_table_of_who_did_what(org, fault_server):
    log = {
        "id": "audit_1",
        "type": "api_key.created",
        "effective_at": 1_735_689_600,
        "actor": {"type": "session", "session": {"user": {"email": "a@x.org"}}},
        "project": {"id": "proj_1", "name": "Search"},
        "api_key.created": {"id": "key_1", "data": {"scopes": ["all"]}},
    }
    fault_server.script(Answer(json={**EMPTY, "data": [log]}))
    terminal = org.terminal("audit-logs", size=Size(120, 24))
    assert terminal.wait() == 0
    heading, _, row = [line for line in terminal.screen() if line]
    assert re.split(r" {2,}", heading.strip()) == [
        "Effective",
        "Type",
        "Actor type",
        "Email",
        "Project name",
        "Id",
    ]
    for text in ("api_key.created", "a@x.org", "Search", "audit_1"):
        assert text in row


def test_groups_are_paged_by_the_cursor_that_the_server_names(org, fault_server):
    first = {"object": "list", "data": [{"id": "g1"}], "has_more": True, "next": "cursor_2"}
    last = {"object": "list", "data": [{"id": "g2"}], "has_more": False, "next": None}
    fault_server.script(Answer(json=first), Answer(json=last))
    assert org("groups", "list", "--all", "-q").lines == ["g1", "g2"]
    assert [request.query for request in fault_server.requests] == [
        {"limit": ["1000"]},
        {"limit": ["1000"], "after": ["cursor_2"]},
    ]


def test_the_help_of_org_imports_none_of_its_modules(oai):
    code = (
        "import sys\n"
        "from oai.cli.main import main\n"
        "try: main(['org', '--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('oai.commands.')],"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=oai.env, capture_output=True, text=True, check=True
    )
    assert "audit-logs" in done.stdout
    assert "spend-limit" in done.stdout
    assert done.stderr.strip() == "['oai.commands.org']"
