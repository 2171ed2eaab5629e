"""Realtime: sessions in which a model listens and speaks."""

from ...cli.declare.endpoint import Resource

realtime = Resource(
    "realtime",
    description="The talk itself is over WebRTC, WebSocket or SIP, between your program and the"
    " server. These commands prepare it, and answer phone calls.",
    package=__name__,
    modules={
        "calls": "Begin, accept, transfer and end calls.",
        "client-secrets": "Make a key with which a browser opens one session.",
        "sessions": "Make a key for a session, in the older form.",
        "transcription-sessions": "Make a key for a session that only writes down.",
        "translations": "Make a key for a session that translates.",
    },
)
