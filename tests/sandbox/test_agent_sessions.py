"""Sessions of agents: turn by turn, streamed, told more, cancelled, and what they leave behind."""

from __future__ import annotations

import threading
from itertools import groupby
from typing import Any

import httpx
import pytest

from tests.support.moments import eventually

from .agent_calls import agent_client, delete, get, ids, post
from .running import Running
from .session_calls import (
    ECHO,
    FUNCTION,
    HOSTED,
    TURN,
    new_session,
    rested,
    said,
    session_events,
    streamed,
    tell,
    within,
    words,
)

WITH_FUNCTION = {**ECHO, "tools": [FUNCTION]}
TEAM = {**ECHO, "multi_agent": {"enabled": True}}
CANCEL = {"type": "agent.session.input.cancel"}
WHOLE_TURN = [
    "agent.session.created",
    "agent.session.in_progress",
    f"{TURN}created",
    f"{TURN}in_progress",
    f"{TURN}item.added",
    f"{TURN}content_part.added",
    f"{TURN}output_text.delta",
    f"{TURN}output_text.done",
    f"{TURN}content_part.done",
    f"{TURN}item.done",
    f"{TURN}completed",
    "agent.session.idle",
]


def kinds(events: list[Any]) -> list[str]:
    """Return the types of events in order, those that repeat once."""
    return [kind for kind, _ in groupby(event["type"] for event in events)]


def result(session: Any, **given: Any) -> Any:
    """Return the event that gives what a session waits for."""
    (action,) = session["required_actions"]
    place = {name: action[name] for name in ("call_id", "turn_id")}
    return {"type": "agent.session.input.tool_result", **place, "success": True, **given}


def refused(api: httpx.Client, session: Any, *events: Any) -> Any:
    answer = api.post(f"agents/sessions/{session['id']}/events", json={"events": list(events)})
    assert answer.status_code == 400, answer.text
    return answer.json()["error"]


def test_without_an_input_it_rests(quick):
    session = new_session(quick)
    assert (session["status"], session["usage"], session["error"]) == ("idle", None, None)
    assert within(quick, session, "turns") == []


def test_with_an_input_it_is_at_work_and_then_rests(quick):
    session = new_session(quick, "Hello you")
    assert session["status"] == "in_progress"
    done = rested(quick, session)
    (turn,) = within(quick, session, "turns")
    assert (turn["status"], turn["subagent_id"], turn["error"]) == ("completed", None, None)
    assert turn["usage"] == done["usage"]
    assert done["usage"]["total_tokens"] > 0
    items = within(quick, session, "items")
    assert words(items) == [("user", "Hello you"), ("assistant", "Hello you")]
    assert items == within(quick, session, f"turns/{turn['id']}/items")
    assert {item["turn_id"] for item in items} == {turn["id"]}


def test_a_turn_is_streamed_in_order(quick):
    events = streamed(quick, input="Hello, who are you all?")
    assert kinds(events) == WHOLE_TURN
    assert len({event["event_id"] for event in events}) == len(events)
    (session_id,) = {event["session"]["id"] for event in events if "session" in event}
    for event in events:
        assert ("session" in event) != (event.get("session_id") == session_id)
    deltas = [event for event in events if event["type"].endswith("delta")]
    assert "".join(event["delta"] for event in deltas) == "Hello, who are you all?"
    assert len(deltas) > 1
    assert all(event["obfuscation"] for event in deltas)
    assert events[-2]["turn"]["usage"] == events[-2]["usage"] == events[-1]["session"]["usage"]


def test_no_filler_where_it_is_refused(quick):
    events = streamed(quick, input="Hello", stream_options={"include_obfuscation": False})
    assert not any("obfuscation" in event for event in events)


def test_a_stream_without_an_input_ends_at_rest(quick):
    assert kinds(streamed(quick)) == ["agent.session.created", "agent.session.idle"]


def test_a_follower_hears_first_what_is_and_then_what_happens(quick, quick_server):
    session = new_session(quick)
    heard: list[Any] = []
    ready = threading.Event()

    def follow() -> None:
        path = f"agents/sessions/{session['id']}/events?include_obfuscation=false"
        with agent_client(quick_server) as client, client.stream("GET", path) as answer:
            text = ""
            for piece in answer.iter_text():
                text += piece
                ready.set()
                if text.count("event: agent.session.idle") == 2:
                    break
        heard.extend(session_events(text))

    follower = threading.Thread(target=follow)
    follower.start()
    eventually(ready.is_set)
    tell(quick, session, said("Go on"))
    follower.join()
    assert kinds(heard) == ["agent.session.idle", *WHOLE_TURN[1:]]
    assert not any("obfuscation" in event for event in heard)


def test_the_agent_s_own_settings_are_changed_for_a_session(quick):
    agent = post(quick, "agents", model="gpt-5", name="Ada", instructions="echo")
    given = {"agent_id": agent["id"], "agent": {"reasoning": {"effort": "low"}}}
    told = new_session(quick, **given)["agent"]
    assert (told["id"], told["name"], told["model"]) == (agent["id"], "Ada", "gpt-5")
    assert told["reasoning"] == {"effort": "low", "summary": None}
    assert get(quick, f"agents/{agent['id']}") == agent
    new_session(quick)
    listed = get(quick, "agents/sessions", agent_id=agent["id"])["data"]
    assert [one["agent"]["id"] for one in listed] == [agent["id"]]


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"agent": None}, "agent_id"),
        ({"agent": {"instructions": "echo"}}, "agent.model"),
        ({"environment": {}}, "environment.type"),
        ({"environment": {"type": "self_hosted"}}, "environment.type"),
        ({"input": [{"role": "system", "content": "a"}]}, "input[0].role"),
        ({"agent": {**ECHO, "text": {"format": {"type": "xml"}}}}, "text.format.type"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(fields, param, quick):
    before = ids(get(quick, "agents/sessions"))
    given = {"agent": ECHO, "environment": {"type": "none"}, **fields}
    body = {name: value for name, value in given.items() if value is not None}
    answer = quick.post("agents/sessions", json=body)
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, param)
    assert ids(get(quick, "agents/sessions")) == before


@pytest.mark.parametrize("field", [{"agent_id": "agent_none"}, {"vault_ids": ["vault_none"]}])
def test_what_it_names_must_be_there(field, quick):
    body = {"agent": ECHO, "environment": {"type": "none"}, **field}
    assert quick.post("agents/sessions", json=body).status_code == 404


def test_it_waits_for_the_result_of_a_function(quick):
    session = new_session(quick, "cat", agent=WITH_FUNCTION)
    waiting = rested(quick, session, "requires_action")
    (action,) = waiting["required_actions"]
    assert (action["type"], action["name"]) == ("function_call", "look_up")
    assert action["arguments"] == {"word": "cat"}
    (turn,) = within(quick, session, "turns")
    assert (turn["status"], turn["id"]) == ("waiting", action["turn_id"])
    tell(quick, session, result(waiting, output="meow"))
    done = rested(quick, session)
    assert done["required_actions"] == []
    items = within(quick, session, "items")
    assert [item["type"] for item in items][1:3] == ["function_call", "function_call_output"]
    assert words(items)[-1] == ("assistant", "meow")


def test_a_stream_ends_where_a_function_is_called(quick):
    events = streamed(quick, input="cat", agent=WITH_FUNCTION)
    assert kinds(events)[4:] == [
        f"{TURN}item.added",
        f"{TURN}item.done",
        "agent.session.requires_action",
    ]
    called = events[-2]["item"]
    assert called["call_id"] == events[-1]["session"]["required_actions"][0]["call_id"]


def test_what_nobody_asked_for_is_refused_and_nothing_of_it_is_done(quick):
    session = new_session(quick, "cat", agent=WITH_FUNCTION)
    waiting = rested(quick, session, "requires_action")
    wrong = {**result(waiting), "call_id": "call_none"}
    assert refused(quick, session, said("more"), wrong)["param"] == "events[1].call_id"
    wrong = {**result(waiting), "turn_id": "turn_none"}
    assert refused(quick, session, wrong)["param"] == "events[0].turn_id"
    assert refused(quick, session, {"type": "other"})["param"] == "events[0].type"
    assert refused(quick, session)["param"] == "events[0]"
    assert len(within(quick, session, "turns")) == 1


def test_a_turn_waits_for_the_one_before(quick):
    session = new_session(quick, "one")
    tell(quick, session, said("two"), said("three"))
    rested(quick, session)
    spoken = words(within(quick, session, "items"))
    assert spoken == [(who, it) for it in ("one", "two", "three") for who in ("user", "assistant")]
    assert [turn["status"] for turn in within(quick, session, "turns")] == ["completed"] * 3


def test_what_is_sent_twice_with_one_key_is_done_once(quick):
    session = new_session(quick)
    for key in ("k1", "k1", "k2"):
        tell(quick, session, said(key), **{"Idempotency-Key": key})
        rested(quick, session)
    assert len(within(quick, session, "turns")) == 2


def test_cancelling_ends_a_turn_that_waits(quick):
    session = new_session(quick, "cat", agent=WITH_FUNCTION)
    rested(quick, session, "requires_action")
    tell(quick, session, CANCEL)
    done = rested(quick, session)
    assert done["required_actions"] == []
    assert [turn["status"] for turn in within(quick, session, "turns")] == ["cancelled"]
    tell(quick, session, CANCEL)
    assert rested(quick, session)["status"] == "idle"


def test_cancelling_ends_a_turn_half_said(agents):
    slowly = {"X-Sandbox-Fault": "token-delay=30"}
    body = {"agent": ECHO, "environment": {"type": "none"}, "input": "one two three four"}
    session = agents.post("agents/sessions", json=body, headers=slowly).json()
    eventually(lambda: len(within(agents, session, "items")) == 2)
    tell(agents, session, CANCEL)
    assert rested(agents, session)["usage"] is None
    (turn,) = within(agents, session, "turns")
    assert turn["status"] == "cancelled"
    assert [item["status"] for item in within(agents, session, "items")] == [
        "completed",
        "incomplete",
    ]


def test_a_turn_that_cannot_be_answered_fails_and_says_why(quick):
    picture = {"type": "input_image", "image_url": "data:image/png;base64,!"}
    events = streamed(quick, input=[{"role": "user", "content": [picture]}])
    assert kinds(events)[4:] == ["error", f"{TURN}failed", "agent.session.idle"]
    assert "base64" in events[-2]["turn"]["error"]["message"]


def test_a_subagent_shares_the_work(quick):
    session = new_session(quick, "Hello", agent=TEAM)
    rested(quick, session)
    (subagent,) = within(quick, session, "subagents")
    assert (subagent["status"], subagent["parent_agent_id"]) == ("closed", session["agent"]["id"])
    path = f"subagents/{subagent['id']}"
    (turn,) = within(quick, session, f"{path}/turns")
    assert (turn["status"], turn["subagent_id"]) == ("completed", subagent["id"])
    items = within(quick, session, f"{path}/items")
    assert items == within(quick, session, f"{path}/turns/{turn['id']}/items")
    own = within(quick, session, "items")
    assert [item["type"] for item in own][1:3] == ["create_subagent_call", "agent_message"]
    assert not {item["id"] for item in items} & {item["id"] for item in own}
    assert turn["id"] not in ids({"data": within(quick, session, "turns")})


def test_what_a_subagent_does_is_told_as_its_own(quick):
    events = streamed(quick, input="Hello", agent=TEAM)
    own = next(event["turn_id"] for event in events if event["type"] == f"{TURN}created")
    others = [event for event in events if event.get("turn_id") not in (None, own)]
    told = [event["turn"]["subagent_id"] for event in others if "turn" in event]
    assert len(told) == 3
    assert None not in told
    assert not any("delta" in event for event in others)


def test_a_hosted_session_leaves_a_file_and_a_trace(quick):
    session = new_session(quick, "Hello", environment=HOSTED)
    rested(quick, session)
    (artifact,) = within(quick, session, "artifacts")
    path = f"agents/sessions/{session['id']}/artifacts/{artifact['id']}"
    assert get(quick, path) == artifact
    whole = quick.get(f"{path}/content")
    assert (whole.content, artifact["size_bytes"]) == (b"Hello", 5)
    assert "answer-1.md" in whole.headers["content-disposition"]
    part = quick.get(f"{path}/content", headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.content) == (206, b"el")
    other = within(quick, session, "artifacts", environment_id="env_none")
    assert other == []
    files = get(quick, f"agents/environments/{artifact['environment_id']}/files")["data"]
    assert [file["path"] for file in files] == [artifact["path"]]
    (trace,) = within(quick, session, "traces")
    assert trace["id"] == artifact["turn_id"]
    assert trace["otlp"]["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert delete(quick, path)["object"] == "agent.session.artifact.deleted"
    assert quick.get(f"{path}/content").status_code == 404


def test_it_is_changed_for_the_turns_to_come(quick):
    session = new_session(quick)
    path = f"agents/sessions/{session['id']}"
    changed = post(quick, path, agent={"model": "gpt-5-mini"}, metadata={"team": "turns"})
    assert (changed["agent"]["model"], changed["agent"]["instructions"]) == ("gpt-5-mini", "echo")
    assert get(quick, path) == changed
    assert ids(get(quick, "agents/sessions", **{"metadata[team]": "turns"})) == [session["id"]]


def test_a_deleted_session_takes_all_with_it_and_ends_its_streams(quick):
    session = new_session(quick, "Hello", environment=HOSTED)
    rested(quick, session)
    path = f"agents/sessions/{session['id']}"
    with quick.stream("GET", f"{path}/events") as answer:
        pieces = answer.iter_text()
        next(pieces)
        deleted = delete(quick, path)
        assert "".join(pieces) == ""
    expected = {"id": session["id"], "object": "agent.session.deleted", "deleted": True}
    assert deleted == expected
    for collection in ("", "/items", "/turns", "/artifacts", "/traces", "/events"):
        assert quick.get(f"{path}{collection}").status_code == 404


def test_a_turn_that_a_crash_cut_short_is_done_at_the_next_start(tmp_path):
    state = tmp_path / "sandbox.sqlite3"
    slowly = {"X-Sandbox-Fault": "token-delay=30"}
    body = {"agent": ECHO, "environment": {"type": "none"}, "input": "one two"}
    with Running(state, pace=0.01) as running, agent_client(running) as api:
        session = api.post("agents/sessions", json=body, headers=slowly).json()
        eventually(lambda: len(within(api, session, "items")) == 2)
        tell(api, session, said("more"))
        running.kill()
    with Running(state, pace=0.01) as running, agent_client(running) as api:
        eventually(lambda: len(within(api, session, "items")) == 2)
        tell(api, session, CANCEL)
        rested(api, session)
        statuses = [item["status"] for item in within(api, session, "items")]
        assert statuses == ["completed", "incomplete"]
        turns = [turn["status"] for turn in within(api, session, "turns")]
        assert turns == ["cancelled", "cancelled"]
