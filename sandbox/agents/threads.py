"""Threads, and the messages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..identifiers import now
from ..prompts import absent
from ..refusals import Refusal
from .assistants import changed_resources
from .message_content import read_attachments, read_content
from .thread_objects import ACTIVE, MESSAGES, RUNS, THREADS
from .tool_resources import read_tool_resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..calls import Call, Handler
    from ..store import Document

ROLES = ("user", "assistant")


async def create(call: Call) -> Document:
    """Begin a thread."""
    return begin_thread(call, call.body)


def begin_thread(call: Call, given: Mapping[str, Any]) -> Document:
    """Keep a new thread and its first messages, all or nothing."""
    with call.sandbox.store.transaction():
        resources = read_tool_resources(call, given.get("tool_resources"))
        thread = THREADS.new(given, tool_resources=resources)
        call.sandbox.store.add("thread", thread)
        for place, message in enumerate(given.get("messages") or []):
            add_message(call, thread["id"], message, f"messages[{place}].")
    return thread


async def update(call: Call) -> Document:
    """Change what was sent."""
    thread = THREADS.find(call).document
    changed = {**thread, **call.body, **changed_resources(call, call.body)}
    call.sandbox.store.replace("thread", changed)
    return changed


async def delete(call: Call) -> Document:
    """Delete a thread with all that is in it, and end the run that works on it."""
    thread_id = THREADS.find(call).document["id"]
    for record in call.sandbox.store.unfinished(RUNS.within(thread_id), ACTIVE):
        call.sandbox.jobs.cancel(record.document["id"])
    return await THREADS.delete(call)


async def create_message(call: Call) -> Document:
    """Add a message to a thread that nobody works on."""
    thread_id = THREADS.find(call).document["id"]
    refuse_while_active(call, thread_id, "Can't add messages to")
    return add_message(call, thread_id, call.body, "")


def add_message(call: Call, thread_id: str, given: Mapping[str, Any], where: str) -> Document:
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
    return message


def check_role(given: Mapping[str, Any], where: str) -> None:
    """Refuse a message of nobody who talks in a thread."""
    if "role" not in given:
        raise absent(f"{where}role")
    if given["role"] not in ROLES:
        supported = " and ".join(f"'{role}'" for role in ROLES)
        text = f"Invalid value: '{given['role']}'. Supported values are: {supported}."
        raise Refusal(text, param=f"{where}role", code="invalid_value")


def refuse_while_active(call: Call, thread_id: str, refused: str) -> None:
    """Refuse to touch a thread that a run works on."""
    active = call.sandbox.store.unfinished(RUNS.within(thread_id), ACTIVE)
    if active:
        run_id = active[0].document["id"]
        raise Refusal(f"{refused} {thread_id} while a run {run_id} is active.")


HANDLERS: dict[str, Handler] = {
    "POST /threads": create,
    "POST /threads/{thread_id}": update,
    "DELETE /threads/{thread_id}": delete,
    "POST /threads/{thread_id}/messages": create_message,
    **THREADS.serve("get"),
    **MESSAGES.serve("list", "get", "update", "delete"),
}
