"""Live sessions: over WebRTC, begun with an SDP offer; over SIP, announced by a webhook."""

from typing import Annotated, Any

from ...cli.declare.markers import Fields
from ...cli.output.view import View
from ..shared.fields import SipTarget
from . import live

sessions = live.group("sessions", "", view=View(columns=("session.id", "transport.type")))

SessionId = Annotated[str, "The session's id."]
MODELS = ("gpt-live-1", "gpt-live-1.1")
Transport = Annotated[
    dict[str, Any],
    "How it is connected: type=webrtc sdp=@offer.sdp, the SDP offer of your side.",
    Fields(type=("webrtc",), sdp=str),
]
SESSION_FIELDS = {
    "model": MODELS,
    "instructions": str,
    "input": list,
    "audio": dict,
    "delegation": dict,
    "triggers": list,
    "store": bool,
    "safety_identifier": str,
}


@sessions.post("/live/sessions", effect="paid")
def create(
    session: Annotated[
        dict[str, Any],
        "Who answers: model=gpt-live-1 instructions=TEXT audio.output.voice=marin.",
        Fields(**SESSION_FIELDS, client=dict, idle_timeout_s=int, wake_policy=dict),
    ],
    transport: Transport,
) -> None:
    """Begin a live session with an SDP offer; the answer has the server's SDP.

    $ oai live sessions create --session model=gpt-live-1 --transport @transport.json
    """


@sessions.post("/live/sessions/{session_id}/accept", answer="nothing", effect="paid")
def accept(
    session_id: SessionId,
    session: Annotated[
        dict[str, Any],
        "Who answers: type=live model=gpt-live-1 instructions=TEXT audio.output.voice=marin.",
        Fields(type=("live",), **SESSION_FIELDS),
    ],
) -> None:
    """Accept a SIP call as a live session, and say who takes it.

    $ oai live sessions accept live_abc123 --session '{"type": "live", "model": "gpt-live-1"}'
    """


@sessions.post("/live/sessions/{session_id}/fork", effect="paid")
def fork(
    session_id: SessionId,
    transport: Transport,
    session: Annotated[
        dict[str, Any] | None,
        "What is different from the session that it is made of, such as store:=false.",
        Fields(client=dict, delegation=dict, store=bool),
    ] = None,
) -> None:
    """Begin a second session that knows what the first one has heard and said.

    $ oai live sessions fork live_abc123 --transport @transport.json
    """


@sessions.get("/live/sessions/{session_id}/content", answer="binary")
def download(session_id: SessionId) -> None:
    """Download the recording of a session that was stored.

    $ oai live sessions download live_abc123 -o session.bin
    """


@sessions.post("/live/sessions/{session_id}/refer", answer="nothing")
def refer(
    session_id: SessionId,
    target_uri: SipTarget,
) -> None:
    """Transfer a SIP session to somebody else.

    $ oai live sessions refer live_abc123 --target-uri tel:+14155550123
    """


@sessions.post("/live/sessions/{session_id}/reject", answer="nothing", effect="destroy")
def reject(
    session_id: SessionId,
    status_code: Annotated[int, "The SIP status that the caller gets, such as 486 for busy."],
) -> None:
    """Decline a SIP call.

    $ oai live sessions reject live_abc123 --status-code 486 --yes
    """


@sessions.post("/live/sessions/{session_id}/hangup", answer="nothing", effect="destroy")
def hangup(session_id: SessionId) -> None:
    """End a session, over SIP or WebRTC.

    $ oai live sessions hangup live_abc123 --yes
    """
