"""Streams of server-sent events: read as they come, checked for their end."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ...base import json_text
from ...base.errors import KEPT, NetworkError, OaiError, RateLimitError, ServerError
from ...base.signals import interrupts_for_main
from .api_errors import error_from_object, refuse_html_page
from .lean_httpx import httpx
from .sse import Event, EventDecoder

if TYPE_CHECKING:
    from .request import Request

DONE = "[DONE]"
LINGER = 1.0
ERROR = "error"
AGAIN = f"{KEPT} Run it again for the whole answer."
PASSING = (RateLimitError.exit_code, ServerError.exit_code)


class Ending(Protocol):
    """Knows whether the last event was here."""

    finished: bool


class StreamReader(Ending, Protocol):
    """Knows one API's events: which carry text, which one is the last, what they add up to."""

    def take(self, document: Any) -> str:
        """Take one event and return the text it adds; raises what the event reports."""

    def rest(self) -> Sequence[str]:
        """Return the texts that could not be shown as they came: only one can."""

    def resume(self) -> tuple[str, ...]:
        """Return the command that goes on where a broken stream stopped; nothing if none can."""

    def result(self) -> Any:
        """Return the object that the events so far add up to."""


@runtime_checkable
class Countable(Protocol):
    """A reader that knows by what came whether the answer is all there, last event or not."""

    def expect(self, request: "Request") -> None:
        """Take note of how much a request asks for."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, should the stream end here; more may come all the same."""


@runtime_checkable
class StoredStream(Protocol):
    """A reader of events whose end the server shows by another request, too.

    `stored_id` is None as long as that is not known; `way_on` are the words behind `oai` that go
    on where the events cannot, None while they can. `is_torn` says that the finished answer does
    not go on where the words broke off.
    """

    is_torn: bool
    stored_id: str | None
    way_on: tuple[str, ...] | None

    def whole(self, request: "Request") -> "Request | None":
        """Return the request for the answer as it is now; None if it is not stored."""


@runtime_checkable
class TakesErrors(Protocol):
    """A reader for which an error among the events is not the end of them.

    `failure` is what a stream that just ends has failed by, if that was told.
    """

    failure: OaiError | None


def is_whole(reader: Ending) -> bool:
    """Tell whether the answer is all there, though its stream ended without its last event."""
    return isinstance(reader, Countable) and reader.is_whole


def events(response: httpx.Response, reader: Ending) -> Iterator[Event]:
    """Decode events the moment their bytes are here, and in the end give what is left over.

    For what may come behind the reader's last event, the server has a moment.
    """
    refuse_html_page(response.headers)
    decoder = EventDecoder()
    is_ending = False
    try:
        for chunk in response.iter_bytes():
            yield from decoder.feed(chunk)
            if reader.finished and not is_ending:
                is_ending = True
                _hang_up_soon(response)
    except (httpx.RequestError, KeyboardInterrupt):
        yield _rest(decoder)
        raise
    yield _rest(decoder)


def _rest(decoder: EventDecoder) -> Event:
    """Return what is behind the last blank line; an event which lacks only its own has data."""
    rest = decoder.rest()
    try:
        document = document_of(rest)
    except NetworkError:
        document = None
    return rest if isinstance(document, dict) or document == DONE else rest._replace(data=None)


def _hang_up_soon(response: httpx.Response) -> None:
    """End a connection that its server keeps open; a thread that waits for it wakes up by that."""
    connection = response.extensions["network_stream"].get_extra_info("socket")

    def hang_up() -> None:
        with suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    timer = threading.Timer(LINGER, hang_up)
    timer.daemon = True
    with interrupts_for_main():
        timer.start()


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
    found = error_from_object(error)
    found.message = f"The server broke off: {found.message}"
    if found.exit_code in PASSING and not found.is_out_of_quota:
        found.hint = AGAIN
    return found


def unfinished(host: str) -> NetworkError:
    """Return the error for a stream that ended in good order, but too early."""
    return NetworkError(
        f"The stream from {host} ended early: its last event never came.",
        hint=AGAIN,
    )
