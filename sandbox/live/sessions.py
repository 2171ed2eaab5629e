"""Live sessions: an SDP offer is answered, and the session forked, transferred or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ..agents.sdp import answer_to
from ..media.speech import sound
from ..requests.refusals import Refusal
from ..requests.resources import StoredResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

SESSIONS = StoredResource(
    kind="live.session",
    noun="live session",
    collection="/live/sessions",
    parameter="session_id",
    prefix="live_",
    defaults={"status": "active", "session": None},
)
OVER = ("ended", "rejected", "referred")
VOICE, WORDS = "marin", "This is the sandbox of oai: nobody spoke in this session."


async def create(call: ApiCall) -> Document:
    """Begin a session."""
    return begin(call, call.body["session"])


async def fork(call: ApiCall) -> Document:
    """Begin another session with the settings of one, but for those that are given."""
    source = SESSIONS.find(call).document
    return begin(call, {**source["session"], **(call.body.get("session") or {})})


def begin(call: ApiCall, session: Mapping[str, Any]) -> Document:
    """Keep a session, and answer the offer of its connection."""
    transport = {"type": "webrtc", "sdp": answer_to(call.body["transport"]["sdp"])}
    document = SESSIONS.new({"session": {"store": False, **session}})
    call.sandbox.store.add(SESSIONS.kind, document)
    return {"session": {"id": document["id"]}, "transport": transport}


async def accept(call: ApiCall) -> Response:
    """Let the model talk in a session."""
    return change(call, "active", session={"store": False, **call.body["session"]})


async def hang_up(call: ApiCall) -> Response:
    """End a session."""
    return change(call, "ended")


async def refer(call: ApiCall) -> Response:
    """Hand a session on to somebody else."""
    return change(call, "referred", target_uri=call.body["target_uri"])


async def reject(call: ApiCall) -> Response:
    """Decline a session."""
    return change(call, "rejected", status_code=call.body["status_code"])


def change(call: ApiCall, status: str, **changes: object) -> Response:
    """Give a session that is not over another status."""
    document = SESSIONS.find(call).document
    if document["status"] in OVER:
        raise Refusal(f"The session {document['id']} is over: it was {document['status']}.")
    call.sandbox.store.replace(SESSIONS.kind, {**document, "status": status, **changes})
    return Response()


async def download(call: ApiCall) -> Response:
    """Send the recording of a session that is over and was to be stored."""
    document = SESSIONS.find(call).document
    if not document["session"]["store"]:
        message = f"There is no recording of {document['id']}: it was begun without 'store'."
        raise Refusal(message, status=404, code="recording_not_found")
    if document["status"] not in OVER:
        message = f"The session {document['id']} still goes on: its recording comes when it ends."
        raise Refusal(message, status=409, code="session_not_over")
    return Response(sound(WORDS, VOICE, "wav"), media_type="application/binary")


HANDLERS: dict[str, Handler] = {
    "POST /live/sessions": create,
    "POST /live/sessions/{session_id}/accept": accept,
    "GET /live/sessions/{session_id}/content": download,
    "POST /live/sessions/{session_id}/fork": fork,
    "POST /live/sessions/{session_id}/hangup": hang_up,
    "POST /live/sessions/{session_id}/refer": refer,
    "POST /live/sessions/{session_id}/reject": reject,
}
