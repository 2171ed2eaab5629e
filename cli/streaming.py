"""Streams of server-sent events: read as they come, checked for their end."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from . import json_text
from .errors import NetworkError, OaiError, RateLimitError, ServerError
from .lean_httpx import httpx
from .output.sinks import KEPT
from .refusals import refuse_page, reported
from .sse import Event, EventDecoder

DONE = "[DONE]"
ERROR = "error"
AGAIN = f"{KEPT} Run it again for the whole answer."
PASSING = (RateLimitError.exit_code, ServerError.exit_code)


class StreamReader(Protocol):
    """Knows one API's events: which carry text, which one is the last, what they add up to."""

    finished: bool

    def take(self, document: Any) -> str:
        """Take one event and return the text it adds; raises what the event reports."""

    def rest(self) -> Sequence[str]:
        """Return the texts that could not be shown as they came: only one can."""

    def resume(self) -> tuple[str, ...]:
        """Return the command that goes on where a broken stream stopped; nothing if none can."""

    def result(self) -> Any:
        """Return the object that the events so far add up to."""


def events(response: httpx.Response) -> Iterator[Event]:
    """Decode events the moment their bytes are here, and in the end give what is left over."""
    refuse_page(response.headers)
    decoder = EventDecoder()
    try:
        for chunk in response.iter_bytes():
            yield from decoder.feed(chunk)
    except (httpx.RequestError, KeyboardInterrupt):
        yield decoder.rest()
        raise
    yield decoder.rest()


def document_of(event: Event) -> Any:
    """Return an event's JSON; `[DONE]` is the end and has none, and no event has none either."""
    if event.data is None:
        return None
    if event.data.strip() == DONE:
        return DONE
    try:
        return json_text.loads(event.data)
    except ValueError as error:
        if event.name == ERROR:
            return event.data
        raise NetworkError(f"The stream carries an event that is not JSON: {error}") from None


def event_error(event: Event, document: Any) -> OaiError | None:
    """Return the error that an event carries, whatever API it is from."""
    facts = document if isinstance(document, dict) else {}
    error = facts.get("error")
    if ERROR in (event.name, facts.get("type"), facts.get("object")):
        error = error or document
    return stream_error(error) if error else None


def stream_error(error: Any) -> OaiError:
    """Return the error that an error object within a stream or a failed answer stands for."""
    found = reported(error)
    found.message = f"The server broke off: {found.message}"
    if found.exit_code in PASSING and found.code != "insufficient_quota":
        found.hint = AGAIN
    return found


def unfinished(host: str) -> NetworkError:
    """Return the error for a stream that ended in good order, but too early."""
    return NetworkError(
        f"The stream from {host} ended early: its last event never came.",
        hint=AGAIN,
    )
