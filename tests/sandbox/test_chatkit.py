"""ChatKit: sessions with a secret, the threads that they begin, and files."""

from __future__ import annotations

import httpx

from .agent_calls import delete, get, ids, post
from .asking import error


def test_a_session_lives(quick: httpx.Client) -> None:
    workflow = {"id": "wf_1", "tracing": {"enabled": False}}
    limits = {"max_requests_per_1_minute": 3}
    session = post(
        quick,
        "chatkit/sessions",
        user="ada",
        workflow=workflow,
        rate_limits=limits,
        expires_after={"anchor": "created_at", "seconds": 60},
        chatkit_configuration={"history": {"enabled": False}},
    )
    assert session["id"].startswith("cksess_")
    assert session["client_secret"].startswith("ek_")
    assert (session["status"], session["user"], session["rate_limits"]) == ("active", "ada", limits)
    assert session["workflow"]["tracing"] == {"enabled": False}
    assert session["chatkit_configuration"]["history"] == {"enabled": False, "recent_threads": None}
    path = f"chatkit/sessions/{session['id']}/cancel"
    assert post(quick, path)["status"] == "cancelled"
    error(quick.post(path), 409)
    error(quick.post("chatkit/sessions/cksess_none/cancel"), 404)
    refused = error(quick.post("chatkit/sessions", json={"user": "u", "workflow": {}}), 400)
    assert refused["param"] == "workflow.id"


def test_a_session_begins_a_thread(quick: httpx.Client) -> None:
    for user in ("bea", "carl"):
        post(quick, "chatkit/sessions", user=user, workflow={"id": "wf_1"})
    (thread,) = get(quick, "chatkit/threads", user="bea")["data"]
    path = f"chatkit/threads/{thread['id']}"
    assert (thread["user"], thread["status"]) == ("bea", {"type": "active"})
    assert get(quick, path) == thread
    (item,) = get(quick, f"{path}/items")["data"]
    assert (item["type"], item["thread_id"]) == ("chatkit.assistant_message", thread["id"])
    assert delete(quick, path)["object"] == "chatkit.thread.deleted"
    assert ids(get(quick, "chatkit/threads", user="bea")) == []
    error(quick.get(f"{path}/items"), 404)


def test_a_file_is_uploaded(quick: httpx.Client) -> None:
    sent = {"file": ("a.png", b"x", "image/png")}
    file = quick.post("chatkit/files", files=sent).json()
    assert (file["type"], file["name"], file["mime_type"]) == ("image", "a.png", "image/png")
    assert error(quick.post("chatkit/files", files={"other": b"x"}), 400)["param"] == "file"
