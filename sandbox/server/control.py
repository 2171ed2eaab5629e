"""The sandbox's own routes, beside the API: its health, its end, faults, and the request log."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...base.version import VERSION
from ..requests.reading import parse_json

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..requests.call import Sandbox
    from .faults import FaultQueue
    from .request_log import RequestLog


class Control:
    """Handlers of the routes under `/sandbox`."""

    def __init__(self, sandbox: Sandbox, faults: FaultQueue, requests: RequestLog) -> None:
        self.sandbox = sandbox
        self.faults = faults
        self.requests = requests

    def routes(self) -> list[Route]:
        """Return where each is served."""
        return [
            Route("/sandbox/health", self.health, methods=["GET"]),
            Route("/sandbox/shutdown", self.shutdown, methods=["POST"]),
            Route("/sandbox/faults", self.add_fault, methods=["POST"]),
            Route("/sandbox/faults", self.list_faults, methods=["GET"]),
            Route("/sandbox/faults", self.clear_faults, methods=["DELETE"]),
            Route("/sandbox/requests", self.list_requests, methods=["GET"]),
            Route("/sandbox/requests", self.clear_requests, methods=["DELETE"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say who answers, and whether for long."""
        status = "stopping" if self.sandbox.stopping else "ok"
        return JSONResponse({"status": status, "pid": os.getpid(), "version": VERSION})

    async def shutdown(self, _request: Request) -> Response:
        """End the server once this is answered."""
        self.sandbox.stopping = True
        return JSONResponse({"status": "stopping", "pid": os.getpid()})

    async def add_fault(self, request: Request) -> Response:
        """Queue a fault."""
        return JSONResponse(self.faults.add(parse_json(await request.body())), 201)

    async def list_faults(self, _request: Request) -> Response:
        """List the faults that wait."""
        data = [fault.document() for fault in self.faults.waiting]
        return JSONResponse({"object": "list", "data": data})

    async def clear_faults(self, _request: Request) -> Response:
        """Forget the faults that wait."""
        self.faults.waiting.clear()
        return Response(status_code=204)

    async def list_requests(self, _request: Request) -> Response:
        """List the last requests to the API."""
        return JSONResponse({"object": "list", "data": list(self.requests.entries)})

    async def clear_requests(self, _request: Request) -> Response:
        """Forget the last requests."""
        self.requests.clear()
        return Response(status_code=204)
