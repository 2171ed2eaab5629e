"""Threads, and the messages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, unsupported
from ..state.identifiers import now
from ..training.vector_store_files import attach, file_request
from ..training.vector_stores import open_store
from .assistants import changed_resources
from .message_content import read_attachments, read_content
from .thread_objects import ACTIVE, MESSAGES, RUNS, THREADS
from .tool_resources import read_tool_resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

ROLES = ("user", "assistant")
SEARCH = {"type": "file_search"}
WEEK = {"anchor": "last_active_at", "days": 7}


async def create(call: ApiCall) -> Document:
    """Begin a thread."""
    return begin_thread(call, call.body)


def begin_thread(call: ApiCall, given: Mapping[str, Any]) -> Document:
    """Keep a new thread and its first messages, all or nothing."""
    with call.sandbox.store.transaction():
        resources = read_tool_resources(call, given.get("tool_resources"))
        thread = THREADS.new(given, tool_resources=resources)
        call.sandbox.store.add("thread", thread)
        for place, message in enumerate(given.get("messages") or []):
            add_message(call, thread["id"], message, f"messages[{place}].")
    return thread


async def update(call: ApiCall) -> Document:
    """Change what was sent."""
    thread = THREADS.find(call).document
    changed = {**thread, **call.body, **changed_resources(call, call.body)}
    call.sandbox.store.replace("thread", changed)
    return changed


async def delete(call: ApiCall) -> Document:
    """Delete a thread with all that is in it, and end the run that works on it."""
    thread_id = THREADS.find(call).document["id"]
    for record in call.sandbox.store.unfinished(RUNS.within(thread_id), ACTIVE):
        call.sandbox.jobs.cancel(record.document["id"])
    return await THREADS.delete(call)


async def create_message(call: ApiCall) -> Document:
    """Add a message to a thread that nobody works on."""
    thread_id = THREADS.find(call).document["id"]
    refuse_while_active(call, thread_id, "Can't add messages to")
    return add_message(call, thread_id, call.body, "")


def add_message(call: ApiCall, thread_id: str, given: Mapping[str, Any], where: str) -> Document:
    """Keep a new message of a thread."""
    check_role(given, where)
    message = MESSAGES.new(
        given,
        thread_id=thread_id,
        content=read_content(given.get("content"), f"{where}content"),
        attachments=read_attachments(call, given.get("attachments")),
        completed_at=now(),
    )
    call.sandbox.store.add(MESSAGES.within(thread_id), message)
    let_search(call, thread_id, message["attachments"])
    return message


def let_search(call: ApiCall, thread_id: str, attachments: list[Document]) -> None:
    """Put what is attached to be searched into the thread's vector store, or into a new one."""
    files = [one["file_id"] for one in attachments if SEARCH in (one.get("tools") or [])]
    record = call.sandbox.store.get("thread", thread_id)
    if not files or record is None:
        return
    thread = record.document
    found = (thread["tool_resources"].get("file_search") or {}).get("vector_store_ids")
    if found:
        for file_id in files:
            attach(call.sandbox, found[0], file_request(call, {"file_id": file_id}))
        return
    made = open_store(call, {"file_ids": files, "expires_after": WEEK})["id"]
    resources = {**thread["tool_resources"], "file_search": {"vector_store_ids": [made]}}
    call.sandbox.store.replace("thread", {**thread, "tool_resources": resources})


def check_role(given: Mapping[str, Any], where: str) -> None:
    """Refuse a message of nobody who talks in a thread."""
    if given.get("role") not in ROLES:
        raise unsupported(given.get("role"), ROLES, f"{where}role")


def refuse_while_active(call: ApiCall, thread_id: str, refused: str) -> None:
    """Refuse to touch a thread that a run works on."""
    for record in call.sandbox.store.unfinished(RUNS.within(thread_id), ACTIVE):
        run = RUNS.as_of_now(record.document)
        if run["status"] in ACTIVE:
            raise Refusal(f"{refused} {thread_id} while a run {run['id']} is active.")


HANDLERS: dict[str, Handler] = {
    "POST /threads": create,
    "POST /threads/{thread_id}": update,
    "DELETE /threads/{thread_id}": delete,
    "POST /threads/{thread_id}/messages": create_message,
}
