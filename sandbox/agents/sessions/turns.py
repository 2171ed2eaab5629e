"""Turns: one is worked on at a time, and the others wait behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...state.identifiers import now
from .session_objects import ITEMS, TURNS, UNFINISHED, WORKING
from .session_state import SessionState
from .turn_work import TurnWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...requests.call import Sandbox
    from ...state.store import Document


def begin_turn(state: SessionState, messages: Sequence[Document], delay: float) -> Document:
    """Keep a new turn, and work on it as soon as nothing else is worked on."""
    session = state.document
    is_next = not state.turns(*UNFINISHED)
    told = {"session_id": state.id, "agent_id": session["agent"]["id"]}
    turn = TURNS.new({**told, "prompt_cache_options": session["prompt_cache_options"]})
    hidden: Document = {"messages": list(messages), "token_delay": delay}
    with state.store.transaction():
        state.store.add(TURNS.within(state.id), turn, hidden)
        if is_next:
            state.change("in_progress")
    state.tell_turn(turn)
    if is_next:
        launch(state, turn)
    return turn


def launch(state: SessionState, turn: Document) -> None:
    """Start the work on a turn, or go on with it."""
    state.sandbox.jobs.start(turn["id"], work(state, turn["id"]))


async def work(state: SessionState, turn_id: str) -> None:
    """Work on a turn, and then see what is next."""
    if await TurnWork(state, turn_id).work():
        go_on(state)


def go_on(state: SessionState) -> None:
    """Work on the turn that waits longest, or rest."""
    waiting = state.turns("queued")
    if waiting:
        launch(state, waiting[0].document)
    else:
        state.change("idle", required_actions=[])


def resume(sandbox: Sandbox) -> None:
    """Go on with the turns that were worked on when the server stopped."""
    for record in sandbox.store.unfinished("agent.session", ("in_progress",)):
        state = SessionState(sandbox, record.document["id"])
        forget_half_done(state)
        found = state.turns("in_progress", "queued")
        if found:
            launch(state, found[0].document)
        else:
            state.change("idle")


def forget_half_done(state: SessionState) -> None:
    """Forget the items that an earlier server was at."""
    for record in state.store.unfinished(ITEMS.within(state.id), ("in_progress",)):
        state.store.delete(ITEMS.within(state.id), record.document["id"])


def cancel_turns(state: SessionState) -> None:
    """End the turn that is worked on; what was said of it stays, and the session rests."""
    found = state.turns(*UNFINISHED)
    for record in found:
        turn = record.document
        state.sandbox.jobs.cancel(turn["id"])
        state.change_turn(turn, "cancelled", completed_at=now())
    for record in state.store.unfinished(ITEMS.within(state.id), ("in_progress",)):
        changed = {**record.document, "status": "incomplete"}
        state.store.replace(ITEMS.within(state.id), changed)
    if found:
        state.change("idle", required_actions=[])


def stop_turns(state: SessionState) -> None:
    """End the work on a session that is about to go."""
    for record in state.turns(*WORKING):
        state.sandbox.jobs.cancel(record.document["id"])
    if state.is_heard:
        state.sandbox.feeds.pop(state.id).end()
