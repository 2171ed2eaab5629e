"""Session descriptions: an answer to each part of an offer, from an endpoint that says nothing."""

from __future__ import annotations

import re
import secrets

from ..requests.refusals import Refusal

MEDIA = re.compile(r"m=(audio|video|application) \d+ (\S+) (\S+(?: \S+)*)")
KEPT = ("a=mid:", "a=rtpmap:", "a=fmtp:", "a=sctp-port:", "a=rtcp-mux", "a=max-message-size:")


def answer_to(offer: str) -> str:
    """Return the answer to an offer."""
    lines = offer.splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith("m=")]
    if not lines or lines[0] != "v=0" or not starts:
        text = "Invalid 'sdp': expected an SDP offer, which begins with 'v=0' and has media."
        raise Refusal(text, param="sdp", code="invalid_offer")
    sections = [
        lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    answered = [line for section in sections for line in answer_section(section)]
    return "\r\n".join([*session_lines(sections), *answered, ""])


def session_lines(sections: list[list[str]]) -> list[str]:
    """Return the lines about the session as a whole."""
    names = [line.removeprefix("a=mid:") for part in sections for line in part if "a=mid:" in line]
    grouped = [f"a=group:BUNDLE {' '.join(names)}"] if names else []
    fingerprint = ":".join(f"{byte:02X}" for byte in secrets.token_bytes(32))
    return [
        "v=0",
        f"o=- {secrets.randbits(62)} 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        *grouped,
        "a=ice-lite",
        f"a=ice-ufrag:{secrets.token_hex(4)}",
        f"a=ice-pwd:{secrets.token_hex(12)}",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:passive",
    ]


def answer_section(section: list[str]) -> list[str]:
    """Return the answer to one part of the offer."""
    media = MEDIA.fullmatch(section[0])
    if media is None:
        text = f"Invalid 'sdp': cannot read '{section[0]}'."
        raise Refusal(text, param="sdp", code="invalid_offer")
    kept = [line for line in section if line.startswith(KEPT)]
    flow = [] if media[1] == "application" else ["a=sendrecv"]
    return [f"m={media[1]} 9 {media[2]} {media[3]}", "c=IN IP4 0.0.0.0", *kept, *flow]
