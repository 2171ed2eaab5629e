"""Short ways to begin sessions of agents, and to hear what they do."""

from __future__ import annotations

import json
from typing import Any

import httpx

from .agent_calls import get, post, wait_for

FUNCTION = {
    "type": "function",
    "name": "look_up",
    "description": "Looks a word up.",
    "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
}
ECHO = {"model": "gpt-5", "instructions": "echo"}
NOWHERE = {"type": "none"}
HOSTED = {"type": "openai_hosted"}
TURN = "agent.session.turn."


def new_session(api: httpx.Client, text: str | None = None, /, **fields: Any) -> Any:
    """Begin a session of an agent that says everything back."""
    given = {"input": text} if text is not None else {}
    return post(
        api, "agents/sessions", **{"agent": ECHO, "environment": NOWHERE, **given, **fields}
    )


def rested(api: httpx.Client, session: Any, *statuses: str) -> Any:
    """Wait until a session rests, and return it."""
    path = f"agents/sessions/{session['id']}"
    return wait_for(api, path, *(statuses or ("idle",)))


def tell(api: httpx.Client, session: Any, *events: Any, **headers: str) -> None:
    """Tell a session's agent something."""
    path = f"agents/sessions/{session['id']}/events"
    answer = api.post(path, json={"events": list(events)}, headers=headers)
    assert (answer.status_code, answer.content) == (202, b""), answer.text


def said(text: str) -> Any:
    """Return the event by which the user says something."""
    content = [{"type": "input_text", "text": text}]
    return {"type": "agent.session.input.message", "input": [{"role": "user", "content": content}]}


def within(api: httpx.Client, session: Any, collection: str, **query: Any) -> list[Any]:
    """Return what is in a session, oldest first."""
    path = f"agents/sessions/{session['id']}/{collection}"
    found: list[Any] = get(api, path, order="asc", **query)["data"]
    return found


def words(items: list[Any]) -> list[tuple[str, str]]:
    """Return who said what."""
    return [(one["role"], one["content"][0]["text"]) for one in items if one["type"] == "message"]


def session_events(text: str) -> list[Any]:
    """Return the events of a stream; each is named as its type."""
    *blocks, rest = text.split("\n\n")
    assert rest == ""
    events = []
    for block in blocks:
        name, data = block.split("\n")
        event = json.loads(data.removeprefix("data: "))
        assert name == f"event: {event['type']}"
        events.append(event)
    return events


def streamed(api: httpx.Client, **fields: Any) -> list[Any]:
    """Begin a session and return all that is streamed of it."""
    body = {"agent": ECHO, "environment": NOWHERE, "stream": True, **fields}
    answer = api.post("agents/sessions", json=body)
    assert answer.status_code == 200, answer.text
    return session_events(answer.text)
