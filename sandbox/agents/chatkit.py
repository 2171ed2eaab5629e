"""ChatKit: sessions with their client secrets, the threads that they begin, and files."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..requests.forms import ReceivedFile
    from ..state.store import Document

LIFETIME = 600
RATE = 10
CONFIGURATION: Document = {
    "automatic_thread_titling": {"enabled": True},
    "file_upload": {"enabled": False, "max_file_size": 512, "max_files": 10},
    "history": {"enabled": True, "recent_threads": None},
}
GREETING = "This is the sandbox of `oai`: no workflow was run."
SESSIONS = StoredResource(
    kind="chatkit.session",
    noun="session",
    collection="/chatkit/sessions",
    parameter="session_id",
)
THREADS = StoredResource(
    kind="chatkit.thread",
    noun="thread",
    collection="/chatkit/threads",
    parameter="thread_id",
    prefix="cthr_",
    defaults={"title": None, "status": {"type": "active"}, "user": None},
)
ITEMS = StoredResource(
    kind="chatkit.thread_item",
    noun="thread item",
    collection="/chatkit/threads/{thread_id}/items",
    parameter="item_id",
    parent=THREADS,
)


async def create_session(call: ApiCall) -> Document:
    """Begin a session, and the thread that its first visit would begin."""
    session = call.keeping_unknown(new_session(call.body))
    with call.sandbox.store.transaction():
        call.sandbox.store.add("chatkit.session", session)
        begin_thread(call, session)
    return session


def new_session(body: Mapping[str, Any]) -> Document:
    """Return a session by what was asked of it."""
    lifetime = (body.get("expires_after") or {}).get("seconds", LIFETIME)
    rate = (body.get("rate_limits") or {}).get("max_requests_per_1_minute", RATE)
    chosen = body.get("chatkit_configuration") or {}
    tracing = {"enabled": True, **(body["workflow"].get("tracing") or {})}
    workflow = {"version": None, "state_variables": None, **body["workflow"], "tracing": tracing}
    return {
        "id": new_id("cksess_"),
        "object": "chatkit.session",
        "expires_at": now() + lifetime,
        "client_secret": f"ek_{secrets.token_hex(24)}",
        "workflow": workflow,
        "user": body["user"],
        "rate_limits": {"max_requests_per_1_minute": rate},
        "max_requests_per_1_minute": rate,
        "status": "active",
        "chatkit_configuration": {
            name: {**usual, **chosen.get(name, {})} for name, usual in CONFIGURATION.items()
        },
    }


def begin_thread(call: ApiCall, session: Document) -> None:
    """Keep a thread in which the workflow has greeted the user."""
    title = f"A chat with {session['workflow']['id']}"
    thread = THREADS.new({"title": title, "user": session["user"]})
    call.sandbox.store.add("chatkit.thread", thread)
    said: Document = {"type": "output_text", "text": GREETING, "annotations": []}
    item = {
        "id": new_id("cthi_"),
        "object": "chatkit.thread_item",
        "created_at": now(),
        "thread_id": thread["id"],
        "type": "chatkit.assistant_message",
        "content": [said],
    }
    call.sandbox.store.add(ITEMS.within(thread["id"]), item)


async def cancel_session(call: ApiCall) -> Document:
    """End a session."""
    session = SESSIONS.find(call).document
    if session["status"] != "active" or session["expires_at"] <= now():
        raise Refusal(f"The session {session['id']} is over.", status=409)
    cancelled: Document = {**session, "status": "cancelled"}
    call.sandbox.store.replace("chatkit.session", cancelled)
    return cancelled


async def upload_file(call: ApiCall) -> Document:
    """Keep a file for a chat."""
    part: ReceivedFile = call.body["file"]
    kind = "image" if part.content_type.startswith("image/") else "file"
    file: Document = {
        "id": new_id("cfile_"),
        "type": kind,
        "name": part.filename,
        "mime_type": part.content_type,
        "preview_url": None,
    }
    with call.sandbox.store.transaction():
        call.sandbox.blobs.move(part.owner, file["id"])
        call.sandbox.store.add("chatkit.file", file)
    return file


HANDLERS: dict[str, Handler] = {
    "POST /chatkit/sessions": create_session,
    "POST /chatkit/sessions/{session_id}/cancel": cancel_session,
    "POST /chatkit/files": upload_file,
    **ITEMS.serve("list"),
}
