"""The official client puts agents to work, and keeps environments, automations and vaults."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from openai import NotFoundError, OpenAI

from tests.support.moments import eventually

ECHO: Any = {"model": "gpt-5", "instructions": "echo"}
NOWHERE: Any = {"type": "none"}
HOSTED: Any = {"type": "openai_hosted"}


def session_of(client: OpenAI, text: str, **given: Any) -> str:
    """Begin a session, wait until it rests, and return its id."""
    fields: Any = {"agent": ECHO, "environment": NOWHERE, **given}
    session = client.beta.agents.sessions.create(input=text, **fields)
    rested(client, session.id)
    return session.id


def rested(client: OpenAI, session_id: str) -> None:
    eventually(lambda: client.beta.agents.sessions.retrieve(session_id).status == "idle")


def test_agents(client: OpenAI) -> None:
    agents = client.beta.agents
    made = [agents.create(model="gpt-5", name=str(number)).id for number in range(5)]
    assert [one.id for one in agents.list(limit=2)][:5] == made[::-1]
    assert agents.update(made[0], name="new").name == "new"
    assert agents.retrieve(made[0]).name == "new"
    assert agents.delete(made[0]).deleted
    with pytest.raises(NotFoundError):
        agents.retrieve(made[0])


def test_a_session_is_streamed(client: OpenAI) -> None:
    text = "Hello, who are you all?"
    stream = client.beta.agents.sessions.create(
        agent=ECHO, environment=NOWHERE, input=text, stream=True
    )
    events = list(stream)
    deltas = [one.delta for one in events if one.type == "agent.session.turn.output_text.delta"]
    assert "".join(deltas) == text
    last = events[-1]
    assert last.type == "agent.session.idle"
    assert last.session.usage is not None


def test_a_session_is_followed(client: OpenAI) -> None:
    sessions = client.beta.agents.sessions
    session = sessions.create(agent=ECHO, environment=NOWHERE)
    with sessions.events.stream(session.id) as stream:
        first = next(iter(stream))
        assert first.type == "agent.session.idle"
        content: Any = [{"type": "input_text", "text": "Go on"}]
        told: Any = {
            "type": "agent.session.input.message",
            "input": [{"role": "user", "content": content}],
        }
        sessions.events.create(session.id, events=[told])
        for event in stream:
            if event.type == "agent.session.turn.completed":
                assert event.turn.status == "completed"
                break
    rested(client, session.id)
    assert sessions.delete(session.id).deleted
    with pytest.raises(NotFoundError):
        sessions.retrieve(session.id)


def test_what_was_said_and_done_is_paged(client: OpenAI) -> None:
    sessions = client.beta.agents.sessions
    team: Any = {**ECHO, "multi_agent": {"enabled": True}}
    session = session_of(client, "Hello", agent=team)
    items = list(sessions.items.list(session, order="asc", limit=1))
    assert [item.type for item in items] == [
        "message",
        "create_subagent_call",
        "agent_message",
        "message",
    ]
    (turn,) = sessions.turns.list(session)
    assert sessions.turns.retrieve(turn.id, session_id=session) == turn
    assert list(sessions.turns.items.list(turn.id, session_id=session, order="asc")) == items
    (subagent,) = sessions.subagents.list(session)
    assert sessions.subagents.retrieve(subagent.id, session_id=session) == subagent
    (inner,) = sessions.subagents.turns.list(subagent.id, session_id=session)
    place: Any = {"session_id": session, "subagent_id": subagent.id}
    assert sessions.subagents.turns.retrieve(inner.id, **place) == inner
    own = list(sessions.subagents.items.list(subagent.id, session_id=session))
    assert list(sessions.subagents.turns.items.list(inner.id, **place)) == own
    mine = {"team": "official"}
    assert sessions.update(session, metadata=mine).metadata == mine
    assert [one.id for one in sessions.list(metadata=mine)] == [session]


def test_what_a_session_made_is_fetched(client: OpenAI) -> None:
    sessions = client.beta.agents.sessions
    session = session_of(client, "Hello", environment=HOSTED)
    (artifact,) = sessions.artifacts.list(session)
    place: Any = {"session_id": session}
    assert sessions.artifacts.retrieve(artifact.id, **place) == artifact
    assert sessions.artifacts.content(artifact.id, **place).read() == b"Hello"
    (trace,) = sessions.traces.list(session)
    assert trace.id == artifact.turn_id
    assert sessions.artifacts.delete(artifact.id, **place).deleted


def test_environments(client: OpenAI) -> None:
    environments = client.beta.agents.environments
    template = environments.templates.create(name="one", packages={"python": ["numpy"]})
    changed = environments.templates.update(template.id, name="two")
    assert environments.templates.retrieve(template.id) == changed
    assert template.id in [one.id for one in environments.templates.list(limit=1)]
    given: Any = {**HOSTED, "environment_template_id": template.id}
    made = environments.create(environment=given)
    assert made.status == "pending"
    eventually(lambda: environments.retrieve(made.id).status == "ready")
    data = base64.b64encode(b"A note.").decode()
    for number in range(5):
        path = f"/workspace/{number}.txt"
        environments.files.create(made.id, type="inline", path=path, data=data)
    found = [file.path for file in environments.files.list(made.id, order="asc", limit=2)]
    assert found == [f"/workspace/{number}.txt" for number in range(5)]
    assert made.id in [one.id for one in environments.list()]
    assert environments.templates.delete(template.id).deleted


def test_automations(client: OpenAI) -> None:
    automations = client.beta.agents.automations
    session = session_of(client, "Hello")
    target: Any = {"type": "existing_session", "session_id": session, "instructions": "Again"}
    made = automations.create(
        name="daily", type="periodic", expression="0 9 * * *", timezone="UTC", target=target
    )
    assert automations.pause(made.id).status == "paused"
    assert automations.resume(made.id).status == "active"
    assert automations.update(made.id, name="new").name == "new"
    assert [one.id for one in automations.list(session_id=session)] == [made.id]
    invoked = automations.invocations.create(made.id)
    place: Any = {"automation_id": made.id}
    retrieve = automations.invocations.retrieve
    eventually(lambda: retrieve(invoked.id, **place).status == "completed")
    assert [one.id for one in automations.invocations.list(made.id)] == [invoked.id]
    rested(client, session)
    assert len(list(client.beta.agents.sessions.turns.list(session))) == 2
    assert automations.delete(made.id).deleted


def test_vaults(client: OpenAI) -> None:
    vaults = client.beta.agents.vaults
    vault = vaults.create(name="tools", metadata={"team": "client"}).id
    assert vaults.update(vault, name="new").name == "new"
    assert [one.id for one in vaults.list(metadata={"team": "client"}, status=["active"])] == [
        vault
    ]
    auth: Any = {"type": "static_bearer", "mcp_server_url": "https://a.example", "token": "t-1"}
    made = [vaults.credentials.create(vault, name=str(n), auth=auth).id for n in range(3)]
    assert [one.id for one in vaults.credentials.list(vault, limit=1)] == made[::-1]
    renewed: Any = {"type": "static_bearer", "token": "t-2"}
    changed = vaults.credentials.update(made[0], vault_id=vault, auth=renewed)
    assert vaults.credentials.retrieve(made[0], vault_id=vault) == changed
    assert vaults.credentials.delete(made[0], vault_id=vault).deleted
    assert vaults.delete(vault).deleted
    with pytest.raises(NotFoundError):
        vaults.retrieve(vault)
