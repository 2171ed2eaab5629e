"""Does to an answer what the request's fault says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response

from ..requests.refusals import CODES, Refusal, error_body
from .faults import parse_header

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..state.clock import Clock
    from .faults import FaultQueue

HTML = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n"
GARBAGE = '{"object": "list", "data": [{"id": '


class BrokenOffError(Exception):
    """The answer ends here: nothing more of it is to be produced."""


class FaultInjectionMiddleware:
    """Applies the fault that the header asks for, or that waits for this request."""

    def __init__(self, app: ASGIApp, faults: FaultQueue, clock: Clock) -> None:
        self.app = app
        self.faults = faults
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as its fault wants it."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1"):
            return await self.app(scope, receive, send)
        try:
            effects = self.effects(scope)
        except Refusal as refusal:
            return await refusal.response()(scope, receive, send)
        await self.clock.sleep(effects.get("delay", 0))
        instead = answer_instead(effects)
        if instead is not None:
            return await instead(scope, receive, send)
        return await self.inject(effects, scope, receive, send)

    def effects(self, scope: Scope) -> dict[str, Any]:
        """Return what is to go wrong with this request."""
        header = Headers(scope=scope).get("x-sandbox-fault")
        if header is not None:
            return parse_header(header)
        return self.faults.take(scope["method"], scope["path"])

    async def inject(
        self, effects: dict[str, Any], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let the request through and spoil its answer on the way."""
        scope["token_delay"] = float(effects.get("token-delay", 0))
        if not {"cut", "early-end", "error-event"} & effects.keys():
            return await self.app(scope, receive, send)
        injector = FaultInjector(effects, scope["path"], send)
        try:
            await self.app(scope, receive, injector.send)
        except BrokenOffError:
            if "cut" in effects:
                raise
            await send({"type": "http.response.body", "body": b""})


class FaultInjector:
    """Passes an answer on until the place where it is to break."""

    def __init__(self, effects: dict[str, Any], path: str, send: Send) -> None:
        self.bytes_left: int | None = effects.get("cut")
        self.events_left = effects.get("early-end", effects.get("error-event"))
        self.ends_with_error = "error-event" in effects
        self.path = path
        self.pass_on = send
        self.is_stream = False
        self.events = 0

    async def send(self, message: Message) -> None:
        """Pass one message on, or as much of it as is allowed."""
        if message["type"] == "http.response.start":
            content_type = Headers(raw=message["headers"]).get("content-type", "")
            self.is_stream = content_type.startswith("text/event-stream")
        elif self.is_stream and message.get("body"):
            await self.count_event()
        if message["type"] == "http.response.body" and self.bytes_left is not None:
            await self.send_bytes(message, self.bytes_left)
        else:
            await self.pass_on(message)

    async def send_bytes(self, message: Message, left: int) -> None:
        """Send the bytes up to the cut, then break off."""
        body = message.get("body", b"")
        if len(body) >= left:
            await self.pass_on({**message, "body": body[:left], "more_body": True})
            raise BrokenOffError
        self.bytes_left = left - len(body)
        await self.pass_on(message)

    async def count_event(self) -> None:
        """End the stream when it has had its events."""
        if self.events == self.events_left:
            if self.ends_with_error:
                event = error_event(self.path, self.events)
                message = {"type": "http.response.body", "body": event, "more_body": True}
                await self.pass_on(message)
            raise BrokenOffError
        self.events += 1


def answer_instead(effects: dict[str, Any]) -> Response | None:
    """Return the answer that takes the place of the real one, if one does."""
    if effects.get("html"):
        return HTMLResponse(HTML, 502, headers=retry_headers(effects))
    if effects.get("garbage"):
        return Response(GARBAGE, media_type="application/json")
    if "status" in effects:
        return refused(effects)
    return None


def refused(effects: dict[str, Any]) -> JSONResponse:
    """Return an error of the status that was asked for."""
    status = effects["status"]
    code = effects.get("code", CODES.get(status))
    body = error_body(status, f"The sandbox was asked to answer {status}.", code=code)
    return JSONResponse(body, status, headers=retry_headers(effects))


def retry_headers(effects: dict[str, Any]) -> dict[str, str]:
    """Return the headers that say when to try again."""
    names = ("retry-after", "retry-after-ms")
    headers = {name: f"{effects[name]:g}" for name in names if name in effects}
    if "should-retry" in effects:
        headers["x-should-retry"] = str(effects["should-retry"]).lower()
    return headers


def error_event(path: str, sequence_number: int) -> bytes:
    """Return the event by which a stream says that it failed."""
    message = "The sandbox was asked to fail in this stream."
    if path.startswith("/v1/responses"):
        event = {"type": "error", "code": "server_error", "message": message, "param": None}
        data = json.dumps({**event, "sequence_number": sequence_number})
        return f"event: error\ndata: {data}\n\n".encode()
    return f"data: {json.dumps(error_body(500, message, code='server_error'))}\n\n".encode()
