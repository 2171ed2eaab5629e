"""Sessions: begun, followed live, changed, and deleted with all that is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...files.files import send
from ...requests.stream import event_stream, named_event
from ...state.identifiers import now
from ..agent_settings import agent_of, with_changes
from ..environments import environment_of_session
from ..vaults import VAULTS
from .session_inputs import create_events, read_messages
from .session_objects import (
    ARTIFACTS,
    ITEMS,
    SESSIONS,
    SUBAGENT_ITEMS,
    SUBAGENT_TURN_ITEMS,
    SUBAGENT_TURNS,
    SUBAGENTS,
    TRACES,
    TURN_ITEMS,
    TURNS,
)
from .session_state import SessionState
from .turns import begin_turn, stop_turns

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Mapping

    from starlette.responses import Response

    from ...requests.call import ApiCall, Handler, Sandbox
    from ...state.session_feed import Event
    from ...state.store import Document

RESTING = ("idle", "requires_action", "failed")


async def create(call: ApiCall) -> Document | Response:
    """Begin a session; with an input its agent is at work at once."""
    messages = read_messages(call.body.get("input"), "input")
    state = open_session(call.sandbox, call.body)
    queue = call.sandbox.feeds[state.id].join() if call.body.get("stream") else None
    state.tell("agent.session.created", session=state.document)
    if messages:
        begin_turn(state, messages, call.token_delay)
    else:
        state.change("idle")
    session = state.document
    if queue is None:
        return session
    obfuscate = wants_filler(call.body.get("stream_options") or {})
    return event_stream(until_rest(state, queue, obfuscate=obfuscate), session)


def open_session(sandbox: Sandbox, given: Mapping[str, Any]) -> SessionState:
    """Keep a new session, which nobody has told anything yet."""
    agent = agent_of(sandbox, given)
    for identifier in given.get("vault_ids") or []:
        VAULTS.named(sandbox, identifier)
    environment = environment_of_session(sandbox, given["environment"])
    told = {"agent": agent, "environment": environment, "last_active_at": now()}
    session = SESSIONS.new(given, **told)
    sandbox.store.add(SESSIONS.kind, session)
    return SessionState(sandbox, session["id"])


def wants_filler(options: Mapping[str, Any]) -> bool:
    """Say whether pieces of text carry filler, which they do unless it is refused."""
    return options.get("include_obfuscation") is not False


async def until_rest(
    state: SessionState, queue: asyncio.Queue[Event | None], *, obfuscate: bool
) -> AsyncIterator[bytes]:
    """Yield the events of a session up to where it rests."""
    async for event in heard(state, queue):
        yield encode(event, obfuscate=obfuscate)
        is_new = event["type"] == "agent.session.created"
        if event.get("session", {}).get("status") in RESTING and not is_new:
            return


async def heard(state: SessionState, queue: asyncio.Queue[Event | None]) -> AsyncIterator[Event]:
    """Yield what a listener hears, until there is no more to come or nobody takes it."""
    feed = state.sandbox.feeds[state.id]
    try:
        while (event := await queue.get()) is not None:
            yield event
    finally:
        feed.leave(queue)


def encode(event: Event, *, obfuscate: bool) -> bytes:
    """Return an event as it goes over the wire."""
    if not obfuscate:
        event = {name: value for name, value in event.items() if name != "obfuscation"}
    return named_event(event)


async def stream_events(call: ApiCall) -> Response:
    """Follow a session: what it is at now, and from then on everything."""
    session = SESSIONS.find(call).document
    state = SessionState(call.sandbox, session["id"])
    queue = call.sandbox.feeds[state.id].join()
    return event_stream(follow(state, queue, session, obfuscate=wants_filler(call.query)))


async def follow(
    state: SessionState, queue: asyncio.Queue[Event | None], session: Document, *, obfuscate: bool
) -> AsyncIterator[bytes]:
    """Yield what a session is at, and what it does."""
    present = {"type": f"agent.session.{session['status']}", "event_id": f"event_{session['id']}"}
    yield encode({**present, "session": session}, obfuscate=obfuscate)
    async for event in heard(state, queue):
        yield encode(event, obfuscate=obfuscate)


async def update(call: ApiCall) -> Document:
    """Change a session for the turns to come."""
    session = SESSIONS.find(call).document
    changed = {**session, **call.body, "last_active_at": now()}
    if call.body.get("metadata", {}) is None:
        changed["metadata"] = {}
    agent = call.body.get("agent") or {}
    changed["agent"] = {**session["agent"], **with_changes(session["agent"], agent)}
    call.sandbox.store.replace(SESSIONS.kind, changed)
    return changed


async def delete(call: ApiCall) -> Document:
    """Delete a session with all that is in it, and end what it is at."""
    state = SessionState(call.sandbox, SESSIONS.find(call).document["id"])
    stop_turns(state)
    with call.sandbox.store.transaction():
        for record in call.sandbox.store.all(ARTIFACTS.within(state.id)):
            call.sandbox.blobs.delete(record.document["id"])
        return await SESSIONS.delete(call)


async def download_artifact(call: ApiCall) -> Response:
    """Send the bytes of an artifact."""
    artifact = ARTIFACTS.find(call).document
    name = artifact["path"].rpartition("/")[2]
    return send(call, {"id": artifact["id"], "bytes": artifact["size_bytes"], "filename": name})


async def delete_artifact(call: ApiCall) -> Document:
    """Delete an artifact; the file in the environment stays."""
    with call.sandbox.store.transaction():
        deleted = await ARTIFACTS.delete(call)
        call.sandbox.blobs.delete(deleted["id"])
    return deleted


HANDLERS: dict[str, Handler] = {
    "POST /agents/sessions": create,
    "POST /agents/sessions/{session_id}": update,
    "DELETE /agents/sessions/{session_id}": delete,
    "POST /agents/sessions/{session_id}/events": create_events,
    "GET /agents/sessions/{session_id}/events": stream_events,
    "GET /agents/sessions/{session_id}/artifacts/{artifact_id}/content": download_artifact,
    "DELETE /agents/sessions/{session_id}/artifacts/{artifact_id}": delete_artifact,
    **SESSIONS.serve("list", "get"),
    **TURNS.serve("list", "get"),
    **ITEMS.serve("list"),
    **TURN_ITEMS.serve("list"),
    **SUBAGENTS.serve("list", "get"),
    **SUBAGENT_TURNS.serve("list", "get"),
    **SUBAGENT_ITEMS.serve("list"),
    **SUBAGENT_TURN_ITEMS.serve("list"),
    **ARTIFACTS.serve("list", "get"),
    **TRACES.serve("list"),
}
