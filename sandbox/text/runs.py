"""Background responses: run on in the server, followed from any place, taken up after a crash.

A response is known in full when it is created; a run only decides how much of it has been
said by now. That is why a run that starts anew after a crash says the very same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..agents.conversations import append
from ..requests.stream import pause
from ..state.identifiers import now
from ..state.run_progress import ResponseProgress
from .response_events import TERMINAL, encode, in_progress, response_events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ..requests.call import Sandbox
    from ..state.store import Document, Record
    from .response_events import Event


def begin(sandbox: Sandbox, final: Document, hidden: Document) -> Document:
    """Queue a background response and return it as it is now."""
    queued = {**in_progress(final), "status": "queued"}
    sandbox.store.add("response", queued, {**hidden, "final": final})
    launch(sandbox, final, hidden["token_delay"])
    return queued


def resume(sandbox: Sandbox) -> None:
    """Take up the responses that an earlier server left unfinished."""
    for record in sandbox.store.unfinished("response", ("queued", "in_progress")):
        launch(sandbox, record.hidden["final"], record.hidden["token_delay"])


def launch(sandbox: Sandbox, final: Document, delay: float) -> None:
    """Start the run of a response."""
    sandbox.runs[final["id"]] = ResponseProgress(response_events(final))
    sandbox.jobs.start(final["id"], work(sandbox, final, delay))


async def work(sandbox: Sandbox, final: Document, delay: float) -> None:
    """Say the response event by event, and keep it when all is said."""
    run = sandbox.runs[final["id"]]
    for number, event in enumerate(run.events):
        await pause(number, delay, sandbox.clock)
        if event["type"] == "response.in_progress":
            sandbox.store.replace("response", in_progress(final))
        if number == len(run.events) - 1:
            final["completed_at"] = now() if final["status"] == "completed" else None
            keep(sandbox, final)
        run.advance()
    run.end()
    del sandbox.runs[final["id"]]


def keep(sandbox: Sandbox, final: Document) -> None:
    """Keep the finished response, and add it to its conversation."""
    record = sandbox.store.get("response", final["id"])
    with sandbox.store.transaction():
        sandbox.store.replace("response", final)
        if record is not None and record.hidden.get("conversation") is not None:
            said = [*record.hidden["input_items"], *final["output"]]
            append(sandbox, record.hidden["conversation"], said)


def cancel(sandbox: Sandbox, record: Record) -> Document:
    """Stop a background response; what was said of it can still be replayed."""
    document = record.document
    if document["status"] in TERMINAL:
        return document
    run = sandbox.runs.pop(document["id"])
    sandbox.jobs.cancel(document["id"])
    cancelled = {**document, "status": "cancelled"}
    sandbox.store.replace("response", cancelled, {**record.hidden, "said": run.said})
    run.end()
    return cancelled


async def follow(
    sandbox: Sandbox, identifier: str, after: int, *, obfuscate: bool
) -> AsyncIterator[bytes]:
    """Yield the events behind a place, and go on with those that are still to come."""
    run = sandbox.runs.get(identifier)
    if run is None:
        for event in said_events(sandbox.store.get("response", identifier))[after + 1 :]:
            yield encode(event, obfuscate=obfuscate)
        return
    place = after + 1
    while True:
        changed, said, ended = run.changed, run.said, run.ended
        for event in run.events[place:said]:
            yield encode(event, obfuscate=obfuscate)
        place = max(place, said)
        if ended:
            return
        await changed.wait()


def said_events(record: Record | None) -> list[Event]:
    """Return the events of a response that says no more; a cancelled one was cut short."""
    if record is None:
        return []  # it was deleted before its stream began
    if record.document["status"] == "cancelled":
        return response_events(record.hidden["final"])[: record.hidden["said"]]
    return response_events(record.document)
