"""Live sessions: over WebRTC, begun with an SDP offer; over SIP, announced by a webhook."""

from typing import Annotated, Any

from ...cli.declare.markers import Fields
from ...cli.http.paging_style import Paging  # noqa: F401
from ...cli.output.view import View
from . import live

sessions = live.group("sessions", "", view=View(columns=("session.id", "transport.type")))

SessionId = Annotated[str, "The session's id."]
MODELS = ("gpt-live-1", "gpt-live-1.1")
Transport = Annotated[
    dict[str, Any],
    "How it is connected: type=webrtc sdp=@offer.sdp, the SDP offer of your side.",
    Fields(type=("webrtc",), sdp=str),
]
