"""Streams of server-sent events: read as they come, checked for their end."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from . import json_text
from .errors import ApiError, NetworkError, OaiError, RateLimitError, ServerError
from .lean_httpx import httpx
from .output.humane import visible
from .sse import Event, EventDecoder

DONE = "[DONE]"
RATE_CODES = frozenset({"rate_limit_exceeded", "insufficient_quota"})
SERVER_CODES = frozenset({"server_error", "internal_error", "vector_store_timeout"})


class StreamReader(Protocol):
    """Knows one API's events: which carry text, which one is the last, what they add up to."""

    finished: bool

    def take(self, document: Any) -> str:
        """Take one event and return the text it adds; raises what the event reports."""

    def rest(self) -> Sequence[str]:
        """Return the texts that could not be shown as they came: only one can."""

    def resume(self) -> str | None:
        """Return the command that goes on where a broken stream stopped; None if none can."""

    def result(self) -> Any:
        """Return the object that the events so far add up to."""


def events(response: httpx.Response) -> Iterator[Event]:
    """Decode events the moment their bytes are here, and in the end give what is left over."""
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
        raise NetworkError(f"The stream carries an event that is not JSON: {error}") from None


def event_error(document: Any) -> OaiError | None:
    """Return the error that an event carries, whatever API it is from."""
    if not isinstance(document, dict):
        return None
    error = document.get("error")
    if document.get("type") == "error":
        error = error or document
    elif document.get("object") or document.get("type"):
        return None
    return None if not error else stream_error(error)


def stream_error(error: Any) -> OaiError:
    """Return the error that an error object within a stream or a failed answer stands for."""
    facts = error if isinstance(error, dict) else {"message": str(error)}
    code = facts.get("code")
    kind: type[ApiError] = ApiError
    if code in RATE_CODES:
        kind = RateLimitError
    elif code in SERVER_CODES or facts.get("type") == "server_error":
        kind = ServerError
    message = visible(str(facts.get("message") or code or "no reason given"), keep_newlines=False)
    return kind(
        f"The server broke off: {message}",
        code=None if code is None else str(code),
        type=facts.get("type"),
        param=facts.get("param"),
        hint="What came before is above.",
    )


def unfinished(host: str) -> NetworkError:
    """Return the error for a stream that ended in good order, but too early."""
    return NetworkError(
        f"The stream from {host} ended early: its last event never came.",
        hint="What came is kept. Run it again for the whole answer.",
    )
