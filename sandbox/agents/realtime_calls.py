"""Realtime calls: an SDP offer is answered, and the call accepted, referred, rejected or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now
from .realtime import full_session
from .sdp import answer_to

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

CALLS = StoredResource(
    kind="realtime.call", noun="call", collection="/realtime/calls", parameter="call_id"
)
OVER = ("ended", "rejected", "referred")


async def create(call: ApiCall) -> Response:
    """Answer an offer."""
    sdp = answer_to(call.body["sdp"])
    document = {
        "id": new_id("rtc_"),
        "status": "ringing",
        "created_at": now(),
        "session": full_session(call.body.get("session") or {}),
    }
    call.sandbox.store.add("realtime.call", document)
    headers = {"location": f"/v1/realtime/calls/{document['id']}"}
    return Response(sdp, 201, headers, media_type="application/sdp")


async def accept(call: ApiCall) -> Response:
    """Let the model talk in a call."""
    return change(call, "accepted", session=full_session(call.body))


async def hang_up(call: ApiCall) -> Response:
    """End a call."""
    return change(call, "ended")


async def refer(call: ApiCall) -> Response:
    """Hand a call on to somebody else."""
    return change(call, "referred", target_uri=call.body["target_uri"])


async def reject(call: ApiCall) -> Response:
    """Refuse a call that was not accepted yet."""
    return change(call, "rejected", status_code=call.body.get("status_code", 603))


def change(call: ApiCall, status: str, **changes: object) -> Response:
    """Give a call that is not over another status."""
    document: Document = CALLS.find(call).document
    if document["status"] in OVER:
        raise Refusal(f"The call {document['id']} is over: it was {document['status']}.")
    call.sandbox.store.replace("realtime.call", {**document, "status": status, **changes})
    return Response()


HANDLERS: dict[str, Handler] = {
    "POST /realtime/calls": create,
    "POST /realtime/calls/{call_id}/accept": accept,
    "POST /realtime/calls/{call_id}/hangup": hang_up,
    "POST /realtime/calls/{call_id}/refer": refer,
    "POST /realtime/calls/{call_id}/reject": reject,
}
