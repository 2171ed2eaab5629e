"""What every answer has around it: its id, its time, the rate limits, and its line in the log."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request

from ..requests.refusals import Refusal
from ..state.identifiers import new_id
from .fault_injection import BrokenOffError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..requests.call import Sandbox
    from .request_log import RequestLog

log = logging.getLogger("oai.sandbox")

VERSION = "2020-10-01"
REQUESTS_A_MINUTE = 10_000
TOKENS_A_MINUTE = 2_000_000


class RequestContextMiddleware:
    """Wraps every request; the last to see an error, and the only one to log."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox, requests: RequestLog) -> None:
        self.app = app
        self.sandbox = sandbox
        self.requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        context = RequestContext(scope, receive, send)
        note = self.requests.begin(Request(scope))
        self.sandbox.active_requests += 1
        try:
            await self.answer(context)
        finally:
            self.sandbox.active_requests -= 1
            self.sandbox.last_request = self.sandbox.clock.now()
            if scope["path"].startswith("/v1"):
                note(context.status, context.received)

    async def answer(self, context: RequestContext) -> None:
        """Let the application answer; what it did not expect becomes a 500."""
        try:
            await self.app(context.scope, context.receive, context.send)
        except (BrokenOffError, ClientDisconnect):
            # An answer that is left unfinished makes the server close the connection.
            return
        except Exception:
            log.exception("%s %s failed", context.scope["method"], context.scope["path"])
            if context.status:
                return
            message = "The sandbox failed while it processed your request; its log says why."
            refusal = Refusal(message, status=500, code="server_error")
            await refusal.response()(context.scope, context.receive, context.send)


class RequestContext:
    """One request and its answer, on their way."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.take = receive
        self.pass_on = send
        self.started = time.perf_counter()
        self.received = 0
        self.body_ended = False
        self.status = 0

    async def receive(self) -> Message:
        """Count the body's bytes."""
        message = await self.take()
        self.received += len(message.get("body", b""))
        self.body_ended = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Put the API's headers on the answer."""
        if message["type"] == "http.response.start":
            while not self.body_ended:
                # Whoever is still sending would not get to read an early refusal.
                await self.receive()
            self.status = message["status"]
            headers = MutableHeaders(raw=message["headers"])
            for name, value in self.headers().items():
                headers.setdefault(name, value)
        await self.pass_on(message)

    def headers(self) -> dict[str, str]:
        """Return the headers that every answer of the API carries."""
        milliseconds = (time.perf_counter() - self.started) * 1000
        return {
            "x-request-id": new_id("req_"),
            "openai-version": VERSION,
            "openai-organization": "org-sandbox",
            "openai-processing-ms": str(round(milliseconds)),
            "x-ratelimit-limit-requests": str(REQUESTS_A_MINUTE),
            "x-ratelimit-limit-tokens": str(TOKENS_A_MINUTE),
            "x-ratelimit-remaining-requests": str(REQUESTS_A_MINUTE - 1),
            "x-ratelimit-remaining-tokens": str(TOKENS_A_MINUTE - self.received // 4),
            "x-ratelimit-reset-requests": "6ms",
            "x-ratelimit-reset-tokens": f"{self.received // 4 * 60_000 // TOKENS_A_MINUTE}ms",
        }
