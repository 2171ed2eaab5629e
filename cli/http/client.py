"""The thin shared HTTP core: sends a request, as often as that is safe, and returns the answer."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...base import json_text
from ...base.errors import ApiError, NetworkError, OaiError
from ..notices import Notices
from .api_errors import api_error, error_in_place, refuse_html_page
from .connection import certificate_error, network_error
from .exchange import Exchange
from .lean_httpx import httpx
from .request import Request
from .retries import RetryPolicy, Tries
from .target import IDEMPOTENCY_KEY, Target

MAYBE_APPLIED = "But look first: it may have been done all the same."
# What breaks before a byte of the request has left.
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@dataclass(frozen=True)
class Answer:
    """A whole answer: status, headers, and the body's bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_json(self) -> bool:
        """Whether the server says that it is JSON."""
        return "json" in self.headers.get("content-type", "")

    @cached_property
    def value(self) -> Any:
        """The body as JSON, numbers as they came; raises ApiError if it only holds an error."""
        if not self.content.strip():
            return None
        try:
            value = json_text.loads_readable(self.content)
        except ValueError as error:
            raise self._unlike_ours(f"what is not JSON: {error}") from None
        refused = error_in_place(value)
        if refused is None:
            return value
        refused.status = self.status
        refused.request_id = self.headers.get("x-request-id")
        raise refused

    @property
    def document(self) -> Any:
        """The object that the body is; an empty body is None."""
        if self.value is None or isinstance(self.value, dict):
            return self.value
        raise self._unlike_ours("JSON that is no object")

    @property
    def text(self) -> bytes:
        """The body of an answer that is a text and no page."""
        refuse_html_page(self.headers)
        return self.content

    def _unlike_ours(self, what: str) -> NetworkError:
        return NetworkError(
            f"The server answered {self.status} with {what}.",
            hint="Is this an OpenAI-compatible server? Look at it with --format raw.",
        )


class CutError(NetworkError):
    """An answer that began and did not end."""


class UnansweredError(NetworkError):
    """A request that no answer came to; `may_repeat` tells whether it may be sent again."""

    def __init__(self, error: NetworkError, *, may_repeat: bool, has_left: bool) -> None:
        super().__init__(error.message, hint=error.hint)
        self.may_repeat = may_repeat
        self.has_left = has_left


class Client:
    """Calls one target, again where that may help and does no harm."""

    def __init__(self, target: Target, retry_policy: RetryPolicy, notices: Notices) -> None:
        self.target = target
        self._retry_policy = retry_policy
        self._notices = notices
        self._exchange = Exchange(target, retry_policy, notices)

    def send(self, request: Request) -> Answer:
        """Send and read the whole answer; raises ApiError or NetworkError."""
        tries = self.tries()
        while True:
            try:
                with self._opened(request, tries) as response:
                    return self.whole(response)
            except CutError as error:
                # The server has done what a POST asked: few are safe to repeat now.
                if not request.is_safe or tries.is_last:
                    raise _maybe_applied(request, error) from None
                tries.pause(error.message)

    def attempt(self, request: Request) -> Answer:
        """Send once and read whatever comes, a refusal too; raises UnansweredError for nothing."""
        with self._unanswered(request):
            response = self._exchange.send(request)
            try:
                return self.whole(response)
            finally:
                response.close()

    def error_of(self, request: Request, answer: Answer) -> OaiError | None:
        """Return what an answer's status says has gone wrong; None for a success."""
        if answer.status < 300:
            return None
        if answer.status < 400:
            return _pointless(self.target.host, answer.status)
        access_hint = self.target.access_hint(request)
        return api_error(answer.status, answer.headers, answer.content, access_hint)

    def whole(self, response: httpx.Response) -> Answer:
        """Read an answer to its end."""
        return Answer(response.status_code, response.headers, response.read())

    @contextmanager
    def open(self, request: Request, tries: Tries | None = None) -> Iterator[httpx.Response]:
        """Send and give the answer's head; a body that breaks raises CutError.

        Whoever asks again for what a break left out counts that among the same tries.
        """
        with self._opened(request, tries or self.tries()) as response:
            yield response

    def tries(self) -> Tries:
        """Return the tries of one request, all of them still to be had."""
        return Tries(self._retry_policy, self._notices)

    @contextmanager
    def reading(self, request: Request) -> Iterator[None]:
        """Say CutError for a body that breaks while it is read."""
        try:
            yield
        except httpx.RequestError as error:
            reason = self._reason(request, error)
            raise CutError(reason.message, hint=reason.hint) from None

    def close(self) -> None:
        """Close the connections."""
        self._exchange.close()

    @contextmanager
    def _opened(self, request: Request, tries: Tries) -> Iterator[httpx.Response]:
        response = self._answered(self._with_idempotency_key(request), tries)
        try:
            with self.reading(request):
                yield response
        except ApiError as error:
            error.request_id = error.request_id or response.headers.get("x-request-id")
            raise
        finally:
            response.close()

    def _answered(self, request: Request, tries: Tries) -> httpx.Response:
        """Try until an answer is a success, or may not or need not be asked for again."""
        while True:
            try:
                with self._unanswered(request):
                    response = self._exchange.send(request)
            except UnansweredError as error:
                if tries.is_last or not error.may_repeat:
                    raise _maybe_applied(request, error) if error.has_left else error from None
                tries.pause(error.message)
            else:
                if response.status_code < 300:
                    return response
                self._refused(request, response, tries)

    def _refused(self, request: Request, response: httpx.Response, tries: Tries) -> None:
        """Wait if another try makes sense; raise the refusal if not."""
        try:
            body = response.read()
        except httpx.RequestError:
            body = b""
        finally:
            response.close()
        error = self.error_of(request, Answer(response.status_code, response.headers, body))
        if not isinstance(error, ApiError) or tries.is_last or not error.may_pass:
            raise error or AssertionError("a success is not refused")
        tries.pause(error.reason, error.retry_after)

    @contextmanager
    def _unanswered(self, request: Request) -> Iterator[None]:
        try:
            yield
        except httpx.RequestError as error:
            raise UnansweredError(
                self._reason(request, error),
                may_repeat=_may_repeat(request, error),
                has_left=not isinstance(error, UNSENT),
            ) from None

    def _with_idempotency_key(self, request: Request) -> Request:
        """Let the server recognize a repeated POST; a key of the user's own goes before ours."""
        if request.method != "POST" or self.target.idempotency_key:
            return request
        return replace(request, headers={IDEMPOTENCY_KEY: str(uuid.uuid4()), **request.headers})

    def _reason(self, request: Request, error: httpx.RequestError) -> NetworkError:
        return network_error(error, self._retry_policy.read_timeout(request))


def _pointless(host: str, status: int) -> NetworkError:
    return NetworkError(
        f"{host} answered {status}, which neither is an answer nor says where there is one.",
        hint="Check --base-url.",
    )


def _maybe_applied(request: Request, error: NetworkError) -> NetworkError:
    """Say so where running the same again might do it twice."""
    if not request.is_safe:
        error.advise(MAYBE_APPLIED)
    return error


def _may_repeat(request: Request, error: httpx.RequestError) -> bool:
    """A POST that reached a silent server may be at work there: it is not sent twice.

    Nor does a certificate get any better by being looked at again.
    """
    if isinstance(error, (httpx.ReadTimeout, httpx.WriteTimeout)):
        return request.is_safe
    return certificate_error(error) is None


def id_of(document: Any, *, hint: str = "Look at it with --debug.") -> str:
    """Return the id of what the API made; raises NetworkError if a server's answer has none."""
    identifier = document.get("id") if isinstance(document, dict) else None
    if not isinstance(identifier, str):
        raise NetworkError("The server answered without an id.", hint=hint)
    return identifier
