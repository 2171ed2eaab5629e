"""Works on one turn: shares it with a subagent, calls a function, and says the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ...requests.refusals import Refusal
from ...requests.stream import obfuscated, pause
from ...state.identifiers import new_id, now
from ...text.generation import GenerationOptions, generate, pieces
from ...text.own_tools import own_tools
from ...text.prompts import read_prompt
from ...text.response_objects import usage
from .session_objects import ITEMS, TURNS
from .session_state import TURN_EVENT, added
from .subagent_work import share
from .turn_results import keep_artifact, keep_trace

if TYPE_CHECKING:
    from ...state.store import Document, Record
    from ...text.generation import ModelOutput
    from ...text.own_tools import Tool
    from ...text.prompts import Prompt
    from .session_state import SessionState


class TurnWork:
    """The work on one turn of a session."""

    def __init__(self, state: SessionState, turn_id: str) -> None:
        self.state = state
        self.store = state.store
        self.turn_id = turn_id

    @property
    def record(self) -> Record:
        """The turn as it is now, with what is kept beside it."""
        return TURNS.named(self.state.sandbox, self.turn_id, self.state.id)

    async def work(self) -> bool:
        """Do what is left to do; return whether the turn is over, for it may have to wait."""
        await self.wait()
        if self.record.document["status"] == "queued":
            self.begin()
        await self.wait()
        try:
            return await self.answer()
        except Refusal as refusal:
            self.fail(refusal)
            return True

    async def wait(self) -> None:
        """Take a step's time, unless somebody listens."""
        if not self.state.is_heard:
            await self.state.sandbox.jobs.step()

    def begin(self) -> None:
        """Take up the turn with what was asked."""
        record = self.record
        with self.store.transaction():
            for message in record.hidden["messages"]:
                self.add_item({**message, "turn_id": self.turn_id})
            self.state.change_turn(record.document, "in_progress", started_at=now())

    async def answer(self) -> bool:
        """Answer what was asked, or ask for the result of a function first."""
        prompt, agent = self.prompt(), self.state.document["agent"]
        tool = next((tool for tool in own_tools(agent["tools"]) if not tool.takes_text), None)
        if tool is not None and not self.has("function_call_output"):
            self.call_function(tool, generate(prompt, GenerationOptions(tool=tool)), prompt)
            return False
        if agent["multi_agent"]["enabled"] and not self.has("create_subagent_call"):
            for item in share(self.state, self.record.document, prompt):
                self.add_item(item)
                self.tell_item("done", item)
        options = GenerationOptions(response_format=agent["text"]["format"])
        await self.write_message(prompt, generate(prompt, options))
        return True

    def items(self) -> list[Document]:
        """Return everything that was said and done in the session."""
        return [record.document for record in self.store.all(ITEMS.within(self.state.id))]

    def has(self, kind: str) -> bool:
        """Say whether something of a kind was done in the turn."""
        return any(it["type"] == kind and it["turn_id"] == self.turn_id for it in self.items())

    def prompt(self) -> Prompt:
        """Return what is to be answered."""
        return read_prompt(self.items(), self.state.document["agent"]["instructions"])

    def add_item(self, item: Document) -> None:
        """Keep a new item of the turn."""
        self.store.add(ITEMS.within(self.state.id), item)

    def place_of(self, item: Document) -> int:
        """Return which of the turn's items that are not its input an item is."""
        own = [it["id"] for it in self.items() if it["turn_id"] == self.turn_id]
        return own.index(item["id"]) - len(self.record.hidden["messages"])

    def tell_item(self, stage: str, item: Document) -> None:
        """Tell that an item was added or is done."""
        told = {"item": item, "output_index": self.place_of(item), "turn_id": self.turn_id}
        self.state.tell(f"{TURN_EVENT}item.{stage}", **told)

    def call_function(self, tool: Tool, called: ModelOutput, prompt: Prompt) -> None:
        """Ask for the result of a function, and leave the turn until it is sent."""
        given = {"name": tool.name, "arguments": json.loads(called.text)}
        given = {"call_id": new_id("call_"), **given, "turn_id": self.turn_id}
        item = {"id": new_id("fc_"), "type": "function_call", "status": "completed", **given}
        spent = usage(prompt.tokens, called.tokens)
        action = {"type": "function_call", **given}
        with self.store.transaction():
            self.add_item(item)
            self.state.change_turn(self.record.document, "waiting", usage=spent)
            self.state.count(spent)
        self.tell_item("added", {**item, "status": "in_progress"})
        self.tell_item("done", item)
        self.state.change("requires_action", required_actions=[action])

    async def write_message(self, prompt: Prompt, answer: ModelOutput) -> None:
        """Say the answer, piece by piece."""
        item = message_item(self.turn_id)
        part: Document = {"type": "output_text", "text": answer.text}
        self.add_item(item)
        self.tell_item("added", item)
        place = {"item_id": item["id"], "output_index": self.place_of(item), "content_index": 0}
        self.tell_part("content_part.added", place, part={**part, "text": ""})
        delay = self.record.hidden["token_delay"]
        for number, piece in enumerate(pieces(answer.text)):
            await pause(number, delay, self.state.sandbox.clock)
            filler = obfuscated(piece)
            self.tell_part("output_text.delta", place, delta=piece, obfuscation=filler)
        self.tell_part("output_text.done", place, text=answer.text)
        self.tell_part("content_part.done", place, part=part)
        done = {**item, "status": "completed", "content": [part]}
        self.finish(done, usage(prompt.tokens, answer.tokens))

    def tell_part(self, stage: str, place: Document, **told: Any) -> None:
        """Tell of a part of a message."""
        self.state.tell(f"{TURN_EVENT}{stage}", **place, turn_id=self.turn_id, **told)

    def finish(self, item: Document, spent: Document) -> None:
        """Complete the message and the turn, all or nothing."""
        turn = self.record.document
        with self.store.transaction():
            self.store.replace(ITEMS.within(self.state.id), item)
            self.tell_item("done", item)
            self.state.count(spent)
            whole = added(turn["usage"], spent)
            turn = self.state.change_turn(turn, "completed", completed_at=now(), usage=whole)
            keep_artifact(self.state, turn, item)
            keep_trace(self.state, turn)

    def fail(self, refusal: Refusal) -> None:
        """End the turn where it stands, and say why."""
        error = refusal.body()["error"]
        self.state.tell("error", error=error)
        told = {"code": "invalid_request", "message": refusal.message}
        turn = self.record.document
        self.state.change_turn(turn, "failed", completed_at=now(), error=told)


def message_item(turn_id: str) -> Document:
    """Return the message that is going to be written."""
    told = {"role": "assistant", "phase": "final_answer", "content": [], "status": "in_progress"}
    return {"id": new_id("msg_"), "type": "message", **told, "turn_id": turn_id}
