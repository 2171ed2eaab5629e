"""What a subagent does: it gets the same words, and says them back to its agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...state.identifiers import new_id, now
from ...text.generation import GenerationOptions, generate
from ...text.response_objects import usage
from .session_objects import SUBAGENT_ITEMS, SUBAGENT_TURNS, SUBAGENTS

if TYPE_CHECKING:
    from ...state.store import Document
    from ...text.prompts import Prompt
    from .session_state import SessionState

NAME = "helper"


def share(state: SessionState, turn: Document, prompt: Prompt) -> list[Document]:
    """Let a subagent do its part at once; return the items by which its agent shared it."""
    subagent = open_subagent(state, turn, prompt)
    answer = answer_of(state, subagent, prompt)
    state.store.replace(SUBAGENTS.within(state.id), closed(subagent))
    state.tell("agent.session.subagent.closed", subagent=closed(subagent))
    called = {"agent_id": subagent["id"], "status": "completed", "turn_id": turn["id"]}
    opened = {"id": new_id("csc_"), "type": "create_subagent_call", **called}
    told = {"recipient_agent_id": turn["agent_id"], "sender_agent_id": subagent["id"]}
    heard = {"id": new_id("amsg_"), "type": "agent_message", **told, "turn_id": turn["id"]}
    model = state.document["agent"]["model"]
    return [
        {**opened, "content": subagent["instructions"], "model": model, "reasoning_effort": None},
        {**heard, "content": [{"type": "output_text", "text": answer}]},
    ]


def open_subagent(state: SessionState, turn: Document, prompt: Prompt) -> Document:
    """Keep a new subagent, and what it is told."""
    told = {"name": NAME, "instructions": [{"type": "output_text", "text": prompt.text}]}
    owner = {"parent_agent_id": turn["agent_id"], "session_id": state.id, "opened_at": now()}
    subagent = SUBAGENTS.new(told, **owner)
    del subagent["created_at"]
    state.store.add(SUBAGENTS.within(state.id), subagent)
    state.tell("agent.session.subagent.created", subagent=subagent)
    return subagent


def answer_of(state: SessionState, subagent: Document, prompt: Prompt) -> str:
    """Keep the one turn that a subagent has, and return what it said."""
    answer = generate(prompt, GenerationOptions())
    given = {"session_id": state.id, "agent_id": subagent["id"], "subagent_id": subagent["id"]}
    turn = SUBAGENT_TURNS.new(given, status="in_progress", started_at=now())
    state.store.add(SUBAGENT_TURNS.within(state.id, subagent["id"]), turn)
    state.tell_turn({**turn, "status": "queued"})
    state.tell_turn(turn)
    part = {"type": "output_text", "text": answer.text}
    said = {"role": "assistant", "phase": "final_answer", "content": [part]}
    item = {"id": new_id("msg_"), "type": "message", "status": "completed", **said}
    state.store.add(
        SUBAGENT_ITEMS.within(state.id, subagent["id"]), {**item, "turn_id": turn["id"]}
    )
    told = {"item": {**item, "turn_id": turn["id"]}, "output_index": 0, "turn_id": turn["id"]}
    state.tell("agent.session.turn.item.done", **told)
    spent = {"usage": usage(prompt.tokens, answer.tokens), "completed_at": now()}
    state.change_turn(turn, "completed", subagent["id"], of=SUBAGENT_TURNS, **spent)
    return answer.text


def closed(subagent: Document) -> Document:
    """Return a subagent that has done its part."""
    return {**subagent, "status": "closed", "closed_at": now()}
