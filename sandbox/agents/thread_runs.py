"""Runs: begun, followed, given the outputs of functions, cancelled; `run_work` answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.stream import event_stream
from ..state.identifiers import now
from ..text.own_tools import chosen_tool
from .assistants import ASSISTANTS, SETTINGS
from .run_events import RunEvents
from .run_search import without_content
from .run_work import launch
from .thread_objects import ACTIVE, RUNS, STEPS, THREADS
from .threads import add_message, begin_thread, refuse_while_active

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

LIFETIME = 600


async def create(call: ApiCall) -> Document | Response:
    """Begin a run on a thread."""
    thread = THREADS.find(call).document
    refuse_while_active(call, thread["id"], "Can't run")
    assistant = ASSISTANTS.find(call, call.body["assistant_id"]).document
    for place, message in enumerate(call.body.get("additional_messages") or []):
        add_message(call, thread["id"], message, f"additional_messages[{place}].")
    return begin(call, thread, assistant, RunEvents())


async def create_with_thread(call: ApiCall) -> Document | Response:
    """Begin a thread and a run on it."""
    assistant = ASSISTANTS.find(call, call.body["assistant_id"]).document
    thread = begin_thread(call, call.body.get("thread") or {})
    events = RunEvents()
    events.tell("thread.created", thread)
    return begin(call, thread, assistant, events)


def begin(
    call: ApiCall, thread: Document, assistant: Document, events: RunEvents
) -> Document | Response:
    """Keep a new run and start the work on it."""
    run = call.keeping_unknown(new_run(call.body, thread, assistant))
    chosen_tool(run)
    guides = [run["instructions"], call.body.get("additional_instructions")]
    hidden: Document = {
        "guides": [guide for guide in guides if guide],
        "outputs": [],
        "vector_store_ids": vector_stores(call.body, thread, assistant),
    }
    call.sandbox.store.add(RUNS.within(thread["id"]), run, {**hidden, **manner(call)})
    events.tell("thread.run.created", run)
    events.tell("thread.run.queued", run)
    return go_on(call, run, events)


def new_run(body: Mapping[str, Any], thread: Document, assistant: Document) -> Document:
    """Return a run by its assistant's settings, and what the request changes of them."""
    names = ("model", "instructions", "tools", "reasoning_effort", *SETTINGS)
    settings = {name: assistant.get(name) for name in names}
    given = {name: value for name, value in body.items() if value is not None}
    owner = {"thread_id": thread["id"], "assistant_id": assistant["id"]}
    return RUNS.new({**settings, **given, **owner}, expires_at=now() + LIFETIME)


def vector_stores(body: Mapping[str, Any], *owners: Document) -> list[str]:
    """Return the vector stores that the request, the thread and the assistant name."""
    resources = [owner.get("tool_resources") or {} for owner in (body, *owners)]
    named = [found.get("file_search", {}).get("vector_store_ids", []) for found in resources]
    return list(dict.fromkeys(identifier for some in named for identifier in some))


def manner(call: ApiCall) -> Document:
    """Return how the run is to be told."""
    return {"token_delay": call.token_delay, "streamed": bool(call.body.get("stream"))}


def go_on(call: ApiCall, run: Document, events: RunEvents) -> Document | Response:
    """Work on a run, and answer it as it is now or with its events."""
    launch(call.sandbox, run, events)
    return event_stream(events.follow(), run) if call.body.get("stream") else run


async def submit_tool_outputs(call: ApiCall) -> Document | Response:
    """Take the outputs of the functions that a run has called."""
    record = RUNS.find(call)
    run = record.document
    if run["status"] != "requires_action":
        raise Refusal(f"Runs in status '{run['status']}' do not accept tool outputs.")
    outputs = given_outputs(call, run)
    hidden = {**record.hidden, **manner(call), "outputs": [{"output": out} for out in outputs]}
    changed = {**run, "status": "queued", "required_action": None}
    events = RunEvents()
    with call.sandbox.store.transaction():
        complete_step(call, run, outputs, events)
        call.sandbox.store.replace(RUNS.place(call), changed, hidden)
    events.tell("thread.run.queued", changed)
    return go_on(call, changed, events)


def given_outputs(call: ApiCall, run: Document) -> list[str]:
    """Return an output for each call that the run waits for, in its order."""
    calls = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    given = {output.get("tool_call_id"): output for output in call.body["tool_outputs"]}
    wanted = [called["id"] for called in calls]
    if set(given) != set(wanted):
        text = f"Expected tool outputs for call_ids {wanted}, got {list(given)}."
        raise Refusal(text, param="tool_outputs")
    return [str(given[identifier].get("output") or "") for identifier in wanted]


def complete_step(call: ApiCall, run: Document, outputs: list[str], events: RunEvents) -> None:
    """Write the outputs into the step that called for them."""
    place = STEPS.within(run["thread_id"], run["id"])
    (record,) = call.sandbox.store.unfinished(place, ("in_progress",))
    step = record.document
    for called, output in zip(step["step_details"]["tool_calls"], outputs, strict=True):
        called["function"]["output"] = output
    done = {**step, "status": "completed", "completed_at": now(), "usage": run["usage"]}
    call.sandbox.store.replace(place, done)
    events.tell("thread.run.step.completed", done)


async def cancel(call: ApiCall) -> Document:
    """Ask a run to end at its next word."""
    record = RUNS.find(call)
    run = record.document
    if run["status"] not in ACTIVE:
        raise Refusal(f"Cannot cancel run with status '{run['status']}'.")
    changed = {**run, "status": "cancelling", "required_action": None}
    call.sandbox.store.replace(RUNS.place(call), changed)
    if run["status"] == "requires_action":
        launch(call.sandbox, changed, RunEvents())
    return changed


async def update(call: ApiCall) -> Document:
    """Change the metadata; the rest of a run is as it was begun."""
    run: Document = {**RUNS.find(call).document, "metadata": call.body.get("metadata") or {}}
    call.sandbox.store.replace(RUNS.place(call), run)
    return run


async def list_steps(call: ApiCall) -> Document:
    """List the steps of a run."""
    page = await STEPS.list(call)
    return page if asks_for_content(call) else {**page, "data": bare_steps(page)}


def bare_steps(page: Document) -> list[Document]:
    """Return the steps of a page without the text that searches found."""
    return [without_content(step) for step in page["data"]]


async def get_step(call: ApiCall) -> Document:
    """Show one step."""
    step = STEPS.find(call).document
    return step if asks_for_content(call) else without_content(step)


def asks_for_content(call: ApiCall) -> bool:
    """Say whether the text that searches found is to be shown."""
    return bool(call.query.get("include"))


HANDLERS: dict[str, Handler] = {
    "POST /threads/runs": create_with_thread,
    "POST /threads/{thread_id}/runs": create,
    "POST /threads/{thread_id}/runs/{run_id}": update,
    "POST /threads/{thread_id}/runs/{run_id}/cancel": cancel,
    "POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs": submit_tool_outputs,
    "GET /threads/{thread_id}/runs/{run_id}/steps": list_steps,
    "GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}": get_step,
    **RUNS.serve("list", "get"),
}
