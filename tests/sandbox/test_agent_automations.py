"""Automations: kept, paused, resumed, and set off."""

from __future__ import annotations

from typing import Any

import pytest

from .agent_calls import delete, get, ids, post, wait_for
from .session_calls import ECHO, NOWHERE, new_session, rested, within, words

DAILY = {"name": "daily", "type": "periodic", "expression": "0 9 * * *", "timezone": "UTC"}
ASKED = [{"role": "user", "content": [{"type": "input_text", "text": "Report"}]}]


def existing(session: Any) -> Any:
    return {"type": "existing_session", "session_id": session["id"], "instructions": "Report"}


def invoked(api: Any, automation: Any) -> Any:
    """Set an automation off, and return the invocation when it is over."""
    path = f"agents/automations/{automation['id']}/invocations"
    made = post(api, path)
    assert (made["status"], made["source"], made["scheduled_at"]) == (
        "queued",
        {"type": "manual"},
        None,
    )
    return wait_for(api, f"{path}/{made['id']}", "completed", "failed")


def test_it_tells_a_session_that_is_there(quick):
    session = new_session(quick)
    automation = post(quick, "agents/automations", **DAILY, target=existing(session))
    assert (automation["status"], automation["run_at"]) == ("active", None)
    assert invoked(quick, automation)["session_id"] == session["id"]
    rested(quick, session)
    spoken = words(within(quick, session, "items"))
    assert spoken == [("user", "Report"), ("assistant", "Report")]


def test_it_begins_a_new_session_each_time(quick):
    target = {"type": "new_session", "agent": ECHO, "environment": NOWHERE, "input": ASKED}
    automation = post(quick, "agents/automations", **DAILY, target=target)
    assert automation["target"]["input"][0]["content"] == ASKED[0]["content"]
    made = {invoked(quick, automation)["session_id"] for _ in range(2)}
    assert len(made) == 2
    for identifier in made:
        rested(quick, {"id": identifier})
        spoken = words(within(quick, {"id": identifier}, "items"))
        assert spoken == [("user", "Report"), ("assistant", "Report")]
    path = f"agents/automations/{automation['id']}/invocations"
    assert {one["session_id"] for one in get(quick, path)["data"]} == made


def test_what_is_secret_in_its_environment_is_not_shown(quick):
    environment = {"type": "openai_hosted", "env": {"TOKEN": "tell-nobody"}}
    target = {"type": "new_session", "agent": ECHO, "environment": environment, "input": ASKED}
    automation = post(quick, "agents/automations", **DAILY, target=target)
    assert automation["target"]["environment"] == {"type": "openai_hosted"}
    assert "tell-nobody" not in str(get(quick, f"agents/automations/{automation['id']}"))


def test_an_invocation_fails_where_its_session_is_gone(quick):
    session = new_session(quick)
    automation = post(quick, "agents/automations", **DAILY, target=existing(session))
    delete(quick, f"agents/sessions/{session['id']}")
    failed = invoked(quick, automation)
    assert (failed["status"], failed["session_id"]) == ("failed", None)
    assert session["id"] in failed["error"]["message"]


def test_it_is_paused_resumed_changed_and_deleted(quick):
    session = new_session(quick)
    path = "agents/automations/"
    path += post(quick, "agents/automations", **DAILY, target=existing(session))["id"]
    assert post(quick, f"{path}/pause")["status"] == "paused"
    assert get(quick, path)["status"] == "paused"
    assert post(quick, f"{path}/resume")["status"] == "active"
    changed = post(quick, path, expression="0 7 * * *", name="early")
    assert (changed["expression"], changed["timezone"]) == ("0 7 * * *", "UTC")
    listed = get(quick, "agents/automations", session_id=session["id"])
    assert listed["data"] == [changed]
    assert ids(get(quick, "agents/automations", session_id="sess_none")) == []
    assert delete(quick, path)["object"] == "agent.automation.deleted"
    assert quick.post(f"{path}/invocations").status_code == 404


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"expression": None}, "expression"),
        ({"timezone": None}, "timezone"),
        ({"type": "once"}, "run_at"),
        ({"expression": "0 9 * *"}, "expression"),
        ({"timezone": "Moon/Base"}, "timezone"),
        ({"target": {"type": "other"}}, "target.type"),
        ({"target": {"type": "existing_session", "session_id": "s"}}, "target.instructions"),
        ({"target": {"type": "new_session", "input": ASKED}}, "target.environment"),
    ],
)
def test_one_that_could_not_go_off_is_refused(changes, param, quick):
    given = {**DAILY, "target": existing(new_session(quick)), **changes}
    body = {name: value for name, value in given.items() if value is not None}
    answer = quick.post("agents/automations", json=body)
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)


def test_one_whose_time_has_come_goes_off_once(quick):
    session = new_session(quick)
    once = {"name": "soon", "type": "once", "run_at": 1, "target": existing(session)}
    path = f"agents/automations/{post(quick, 'agents/automations', **once)['id']}"
    wait_for(quick, path, "completed")
    (invocation,) = get(quick, f"{path}/invocations")["data"]
    assert (invocation["scheduled_at"], invocation["source"]["type"]) == (1, "automation")
    wait_for(quick, f"{path}/invocations/{invocation['id']}", "completed")
    rested(quick, session)
    assert len(within(quick, session, "turns")) == 1
    assert quick.post(f"{path}/resume").json()["error"]["code"] == "invalid_status"
