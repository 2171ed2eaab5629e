"""The two sides of a WebRTC call: the offer that is read, the id that comes back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base import json_text
from ...base.errors import InputError
from ...cli.call import Call
from ...cli.http.request import FilePart, Request
from ...cli.input.input_files import read_file

if TYPE_CHECKING:
    from ...cli.http.client import Answer


def read_offer(offer: Path | FilePart, call: Call) -> str:
    """Return an SDP offer, line ends included, from a file or from standard input."""
    if "sdp" in call.values:
        raise InputError("OFFER and --sdp are the same thing.", hint="Give one of them.")
    data = _content(offer)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("OFFER: it is not UTF-8 text, so it is no SDP offer.") from None


def _content(offer: Path | FilePart) -> bytes:
    if isinstance(offer, Path):
        return read_file(str(offer), "OFFER")
    if isinstance(offer.source, bytes):
        return offer.source
    raise InputError("OFFER: that is too much for an SDP offer.")


def send_session_as_json(request: Request, session: Any) -> None:
    """Let the session be one part of the form, as the API wants it, instead of one a field."""
    fields = (pair for pair in request.form or [] if pair[0].partition("[")[0] != "session")
    request.form = [*fields, ("session", json_text.dumps(session))]


def send_offer_alone(request: Request) -> None:
    """Let an offer that nothing goes with be the whole body."""
    fields = dict(request.form or [])
    if set(fields) == {"sdp"} and not request.files:
        request.form, request.body = None, fields["sdp"]
        request.headers["Content-Type"] = "application/sdp"


def tell_call_id(answer: "Answer", call: Call) -> None:
    """Say the id that the server gave the call: only a header has it."""
    location = answer.headers.get("location", "")
    if location:
        call.session.notices.say(f"The call is {location.rstrip('/').rsplit('/', 1)[-1]}.")
