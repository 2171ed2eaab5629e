"""Works on one run: answers the thread by its assistant's settings, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.stream import pause
from ..state.identifiers import new_id, now
from ..text.generation import GenerationOptions, generate, pieces
from ..text.own_tools import chosen_tool
from ..text.prompts import read_prompt
from .message_content import as_item, text_part
from .run_events import RunEvents, call_delta, message_delta
from .run_search import search_call
from .thread_objects import MESSAGES, RUNS, STEPS

if TYPE_CHECKING:
    from ..requests.call import Sandbox
    from ..requests.resources import StoredResource
    from ..state.store import Document, Record
    from ..text.generation import ModelOutput
    from ..text.own_tools import Tool
    from ..text.prompts import Prompt

WORKING = ("queued", "in_progress", "cancelling")


def launch(sandbox: Sandbox, run: Document, events: RunEvents) -> None:
    """Start, or take up, the work on a run, and let it tell its events."""
    work = RunWork(sandbox, run["thread_id"], run["id"], events)
    sandbox.jobs.start(run["id"], work.work())


def resume(sandbox: Sandbox) -> None:
    """Take up the runs that an earlier server left unfinished."""
    for record in sandbox.store.unfinished("thread.run", WORKING):
        forget_half_done(sandbox, record.document)
        launch(sandbox, record.document, RunEvents())


def forget_half_done(sandbox: Sandbox, run: Document) -> None:
    """Forget the step and the message that an earlier server was at."""
    steps = STEPS.within(run["thread_id"], run["id"])
    for kind in (steps, MESSAGES.within(run["thread_id"])):
        for record in sandbox.store.unfinished(kind, ("in_progress",)):
            sandbox.store.delete(kind, record.document["id"])


class RunWork:
    """The work on one run."""

    def __init__(self, sandbox: Sandbox, thread_id: str, run_id: str, events: RunEvents) -> None:
        self.sandbox = sandbox
        self.store = sandbox.store
        self.thread_id = thread_id
        self.run_id = run_id
        self.events = events

    def record(self) -> Record:
        """Return the run as it is now, with what is kept beside it."""
        record = self.store.get(RUNS.within(self.thread_id), self.run_id)
        if record is None:
            raise LookupError(f"there is no run {self.run_id}")
        return record

    async def work(self) -> None:
        """Do what is left to do."""
        try:
            await self.wait()
            if self.goes_on():
                self.change_run("in_progress", started_at=now())
                await self.wait()
                await self.answer()
        finally:
            self.events.end()

    async def wait(self) -> None:
        """Take a step's time, unless somebody listens."""
        if not self.record().hidden["streamed"]:
            await self.sandbox.jobs.step()

    def goes_on(self) -> bool:
        """Say whether the run is still to be worked on, and end it if it was cancelled."""
        status = self.record().document["status"]
        if status == "cancelling":
            self.cancel()
        return status in ("queued", "in_progress")

    def cancel(self) -> None:
        """End the run where it stands: a message half written stays half written."""
        cut: Document = {"incomplete_details": {"reason": "run_cancelled"}}
        with self.store.transaction():
            for message in self.half_done(MESSAGES):
                self.change(MESSAGES, message, "incomplete", incomplete_at=now(), **cut)
            for step in self.half_done(STEPS):
                self.change(STEPS, step, "cancelled", cancelled_at=now())
            self.change_run("cancelled", cancelled_at=now())

    def half_done(self, resource: StoredResource) -> list[Document]:
        """Return the messages or steps that the run is at."""
        records = self.store.unfinished(self.place(resource), ("in_progress",))
        return [record.document for record in records]

    async def answer(self) -> None:
        """Answer the thread, or ask for a function's output."""
        if not self.goes_on():
            return
        record = self.record()
        prompt = self.prompt(record)
        answer = generate(prompt, generation_options(record))
        if answer.tool is not None:
            await self.call_function(prompt, answer.tool, answer)
            return
        if not record.hidden["outputs"]:
            self.search(record, prompt)
        await self.write_message(prompt, answer)

    def prompt(self, record: Record) -> Prompt:
        """Return what the run has to answer."""
        messages = [
            as_item(message.document)
            for message in self.store.all(MESSAGES.within(self.thread_id))
            if message.document["status"] != "in_progress"
        ]
        guides = [{"role": "system", "content": text} for text in record.hidden["guides"]]
        return read_prompt([*guides, *messages, *record.hidden["outputs"]], None)

    def search(self, record: Record, prompt: Prompt) -> None:
        """Look the prompt up in the vector stores, if the run has any to look in."""
        found = search_call(self.sandbox, record, prompt.text)
        if found is not None:
            step = self.add_step("tool_calls", {"tool_calls": [found]})
            self.change(STEPS, step, "completed", completed_at=now(), usage=usage(0, 0))

    async def call_function(self, prompt: Prompt, tool: Tool, answer: ModelOutput) -> None:
        """Write a function call, and leave the run until its output is sent."""
        function = {"name": tool.name, "arguments": answer.text}
        called = {"id": new_id("call_"), "type": "function", "function": function}
        shown = {**called, "function": {**function, "output": None}}
        step = self.add_step("tool_calls", {"tool_calls": []})
        for number, piece in enumerate([None, *pieces(answer.text)]):
            await pause(number, self.delay, self.sandbox.clock)
            self.events.tell("thread.run.step.delta", call_delta(step["id"], called, piece))
        if not self.goes_on():
            return
        written = {"step_details": {"type": "tool_calls", "tool_calls": [shown]}}
        self.store.replace(self.place(STEPS), {**step, **written})
        action = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [called]}}
        spent = usage(prompt.tokens, answer.tokens)
        self.change_run("requires_action", required_action=action, usage=spent)

    async def write_message(self, prompt: Prompt, answer: ModelOutput) -> None:
        """Write the answer as a message of the thread."""
        message = self.new_message()
        created = {"message_creation": {"message_id": message["id"]}}
        step = self.add_step("message_creation", created)
        self.add(MESSAGES, message)
        for number, piece in enumerate(pieces(answer.text)):
            await pause(number, self.delay, self.sandbox.clock)
            if not self.goes_on():
                return
            self.events.tell("thread.message.delta", message_delta(message["id"], piece))
        with self.store.transaction():
            self.finish(message, step, answer, usage(prompt.tokens, answer.tokens))

    def finish(
        self, message: Document, step: Document, answer: ModelOutput, spent: Document
    ) -> None:
        """Complete the message, its step and the run."""
        content = [text_part(answer.text)]
        done: Document = {"completed_at": now()}
        cut: Document = {"incomplete_at": now(), "incomplete_details": {"reason": "max_tokens"}}
        ending = "completed" if answer.complete else "incomplete"
        self.change(
            MESSAGES, message, ending, content=content, **(done if answer.complete else cut)
        )
        self.change(STEPS, step, "completed", usage=spent, **done)
        before = self.record().document["usage"] or usage(0, 0)
        whole = {name: before[name] + spent[name] for name in spent}
        details = {"incomplete_details": {"reason": "max_completion_tokens"}}
        self.change_run(ending, usage=whole, **(done if answer.complete else details))

    @property
    def delay(self) -> float:
        """How long each piece of text takes."""
        return float(self.record().hidden["token_delay"])

    def new_message(self) -> Document:
        """Return the message that is going to be written."""
        owner = {**self.owner(), "role": "assistant"}
        return MESSAGES.new(owner, status="in_progress")

    def add_step(self, kind: str, details: Document) -> Document:
        """Keep a new step of the run."""
        described = {"type": kind, "step_details": {"type": kind, **details}}
        step = STEPS.new({**self.owner(), **described})
        self.add(STEPS, step)
        return step

    def owner(self) -> Document:
        """Return whose a step or a message is."""
        assistant_id = self.record().document["assistant_id"]
        return {"assistant_id": assistant_id, "thread_id": self.thread_id, "run_id": self.run_id}

    def add(self, resource: StoredResource, document: Document) -> None:
        """Keep a new object of the run and tell of it."""
        self.store.add(self.place(resource), document)
        self.events.tell(f"{resource.kind}.created", document)
        self.events.tell(f"{resource.kind}.in_progress", document)

    def change(
        self, resource: StoredResource, document: Document, status: str, **changes: Any
    ) -> None:
        """Give an object of the run another status and tell of it."""
        changed = {**document, "status": status, **changes}
        self.store.replace(self.place(resource), changed)
        self.events.tell(f"{resource.kind}.{status}", changed)

    def change_run(self, status: str, **changes: Any) -> None:
        """Give the run another status and tell of it."""
        self.change(RUNS, self.record().document, status, **changes)

    def place(self, resource: StoredResource) -> str:
        """Return where the objects of this run are kept."""
        parents = (self.thread_id, self.run_id) if resource is STEPS else (self.thread_id,)
        return resource.within(*parents)


def generation_options(record: Record) -> GenerationOptions:
    """Return the form that the answer is to have; after a function's output, it is words."""
    run = record.document
    chosen = run["response_format"]
    return GenerationOptions(
        limit=run["max_completion_tokens"],
        response_format=chosen if isinstance(chosen, dict) else None,
        tool=None if record.hidden["outputs"] else chosen_tool(run),
    )


def usage(prompt_tokens: int, completion_tokens: int) -> Document:
    """Return the usage as runs count it."""
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }
