"""A stream that can be taken up where it broke: every event once, over several connections."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ...base.errors import ApiError, NetworkError, OaiError, RateLimitError, ServerError
from ..http.client import Answer, Client, CutError
from ..http.lean_httpx import httpx
from ..http.request import Request
from ..http.retries import Tries
from ..http.streaming import StoredStream, document_of, events, unfinished
from .stored_answer import stored_answer, wait_for_stored

if TYPE_CHECKING:
    from ..declare.job_kind import JobKind
    from ..http.sse import Event
    from ..http.streaming import StreamReader
    from ..session import Session

RECONNECTS = 5
FROM_THE_END = "what is missing comes from the finished answer"
BLANK_LINE = b"\n\n"


@runtime_checkable
class Resumable(StoredStream, Protocol):
    """A reader of numbered events, which the server keeps."""

    finished: bool
    last_number: int

    def onward(self, request: Request) -> Request | None:
        """Return the request for the events still to come; None if they cannot be had again."""

    def ending(self, answer: Answer) -> "Event":
        """Return the event that a finished answer stands for: it ends the stream."""


def all_events(
    session: "Session",
    request: Request,
    response: httpx.Response,
    reader: "StreamReader",
    job_kind: "JobKind | None",
) -> "Generator[Event]":
    """Give the events of a stream, and where it breaks go on from there, if that can be done.

    What a server does not stream a second time comes from the finished answer. A break that cannot
    be mended is told from within: who writes the stream keeps what came.
    """
    if not isinstance(reader, Resumable):
        with session.client.reading(request):
            yield from events(response, reader)
        return
    with ExitStack() as connections:
        stream = _Resumed(session, request, reader, job_kind, connections)
        yield from stream.over(response)


class _Resumed:
    """One stream, the connections that it took so far, and the tries that are left."""

    def __init__(
        self,
        session: "Session",
        request: Request,
        reader: Resumable,
        job_kind: "JobKind | None",
        connections: ExitStack,
    ) -> None:
        self._session = session
        self._life = job_kind
        self._request = request
        self._reader = reader
        self._notices = session.notices
        self._retry_policy = session.retry_policy
        self._connections = connections
        self._client = Client(
            session.target, replace(session.retry_policy, max_retries=0), session.notices
        )
        self._lacks_end = False
        connections.callback(self._client.close)

    def over(self, response: httpx.Response) -> "Iterator[Event]":
        """Give all events, from this answer and from those that go on from it."""
        tries = self._fresh_tries()
        received = events(response, self._reader)
        while True:
            before = self._reader.last_number
            try:
                with self._client.reading(self._request):
                    yield from filter(self._is_wanted, received)
                failure: OaiError = unfinished(self._client.target.host)
            except CutError as error:
                failure = error
            if self._reader.finished:
                return
            if self._reader.last_number > before:
                tries = self._fresh_tries()
            received = self._rest(failure, tries)

    def _is_wanted(self, event: "Event") -> bool:
        """What a break cut off comes once more, and whole, if the stream can be taken up."""
        reader = self._reader
        self._lacks_end = event.data is not None and not event.is_whole
        is_complete = event.is_whole or self._lacks_end
        return is_complete or reader.finished or reader.onward(self._request) is None

    def _fresh_tries(self) -> Tries:
        """A connection that brought something does not count; no retries at all stay none."""
        most = self._retry_policy.max_retries
        reconnects = max(RECONNECTS, most) if most else 0
        return Tries(replace(self._retry_policy, max_retries=reconnects), self._notices)

    def _rest(self, failure: OaiError, tries: Tries) -> "Iterator[Event]":
        """Ask for the rest until the server gives it, or its end; raises what broke the stream."""
        while True:
            onward = self._reader.onward(self._request)
            if onward is None or tries.is_last:
                raise failure
            asked = failure.retry_after if isinstance(failure, ApiError) else None
            tries.pause(failure.message, asked)
            try:
                response = self._connections.enter_context(self._client.open(onward))
                if "json" not in response.headers.get("content-type", ""):
                    return self._missing(response)
                answer = self._client.whole(response)
                is_one = isinstance(answer.document, dict)
            except (NetworkError, RateLimitError, ServerError) as error:
                failure = error
                continue
            except ApiError as error:
                return self._end_instead(error)
            if not is_one:
                raise failure
            return self._end(answer)

    def _end_instead(self, refused: ApiError) -> "Iterator[Event]":
        answer = stored_answer(
            self._session, self._life, self._request, self._reader, refused, FROM_THE_END
        )
        return iter((self._reader.ending(answer),))

    def _end(self, answer: Answer) -> "Iterator[Event]":
        """A server that does not stream it again has answered with what it is now."""
        plain = self._reader.whole(self._request)
        if self._life is not None and plain is not None:
            answer = wait_for_stored(self._session, self._life, plain, self._reader, answer)
        return iter((self._reader.ending(answer),))

    def _missing(self, response: httpx.Response) -> "Iterator[Event]":
        """Give the events behind the last one; raises NetworkError if one is left out."""
        for event in events(response, self._reader):
            expected = self._reader.last_number + 1
            number = _number(event, expected)
            if expected and number > expected:
                raise NetworkError(
                    f"The stream went on at event {number}, but {expected} is missing."
                )
            if number >= expected:
                yield event._replace(sent=BLANK_LINE + event.sent) if self._lacks_end else event


def _number(event: "Event", otherwise: int) -> int:
    document = document_of(event)
    number = document.get("sequence_number") if isinstance(document, dict) else None
    return number if isinstance(number, int) else otherwise
