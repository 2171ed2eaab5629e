"""The application: a route for every declared operation, and what lies around them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from .agents import routes as agents
from .files import batches, files, uploads
from .live import sessions as live_sessions
from .media import image_links
from .media import routes as media
from .org import routes as organization
from .org.admission import admit
from .org.metering import answered, told_by
from .requests.answers import CreatedAnswer
from .requests.operations import load_operations
from .requests.plain import serve_plain
from .requests.reading import read_call
from .requests.refusals import Refusal
from .server.auth_middleware import AuthMiddleware
from .server.control import Control
from .server.fault_injection import FaultInjectionMiddleware
from .server.faults import FaultQueue
from .server.replays import Replays
from .server.request_context import RequestContextMiddleware
from .server.request_log import RequestLog
from .text import chat, completions, decisions, embeddings, models, moderations, responses, runs
from .training import routes as training
from .webhooks import endpoints as webhook_endpoints

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request

    from .requests.call import ApiCall, Handler, Sandbox
    from .requests.operations import ServedOperation

PREFIX = "/v1"
MODULES = (
    agents,
    batches,
    chat,
    completions,
    decisions,
    embeddings,
    files,
    live_sessions,
    media,
    models,
    moderations,
    organization,
    responses,
    training,
    uploads,
    webhook_endpoints,
)


def create_app(
    sandbox: Sandbox, operations: Mapping[str, ServedOperation] | None = None
) -> Starlette:
    """Return the application over a sandbox's state, which serves these operations or all."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        runs.resume(sandbox)
        batches.resume(sandbox)
        agents.resume(sandbox)
        media.resume(sandbox)
        organization.resume(sandbox)
        training.resume(sandbox)
        yield
        await sandbox.jobs.stop()

    faults, requests = FaultQueue(), RequestLog()
    app = Starlette(
        routes=[
            *api_routes(sandbox, operations or load_operations()),
            *Control(sandbox, faults, requests).routes(),
            *image_links.routes(sandbox),
        ],
        middleware=[
            Middleware(RequestContextMiddleware, sandbox=sandbox, requests=requests),
            Middleware(AuthMiddleware, sandbox=sandbox),
            Middleware(FaultInjectionMiddleware, faults=faults, clock=sandbox.clock),
        ],
        exception_handlers={Refusal: refuse, HTTPException: refuse_route},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


class QueryRoute(Route):
    """A route for requests whose query has certain pairs."""

    def __init__(
        self, path: str, endpoint: Any, *, methods: list[str], query: set[tuple[str, str]]
    ) -> None:
        super().__init__(path, endpoint, methods=methods)
        self.query = query

    def matches(self, scope: Any) -> tuple[Match, Any]:
        """Tell whether a request is meant for this route."""
        if self.query and not self.query <= set(parse_qsl(scope["query_string"].decode("latin-1"))):
            return Match.NONE, {}
        return super().matches(scope)


def api_routes(sandbox: Sandbox, operations: Mapping[str, ServedOperation]) -> list[Route]:
    """Return a route for each operation, and leave its handler where batches find it."""
    own = {name: handler for module in MODULES for name, handler in module.HANDLERS.items()}
    for name, handler in serve_plain(operations, own).items():
        is_change = operations[name].admin_key and not name.startswith("GET ")
        own[name] = organization.audited(handler) if is_change else handler
    for name, operation in operations.items():
        sandbox.handlers[name] = (operation, own[name])
    replays = Replays()
    return [
        route(sandbox, replays, name, path)
        for name, operation in operations.items()
        for path in operation.paths
    ]


def route(sandbox: Sandbox, replays: Replays, name: str, path: str) -> Route:
    """Return a route of one operation."""
    operation, handler = sandbox.handlers[name]

    async def endpoint(request: Request) -> Response:
        async with read_call(sandbox, operation, request) as call:
            return await respond(call, handler, replays)

    template = path.partition("?")[0]
    return QueryRoute(
        f"{PREFIX}{template}", endpoint, methods=[operation.method], query=operation.fixed_query
    )


async def respond(call: ApiCall, handler: Handler, replays: Replays) -> Response:
    """Answer a request that has been read, once for each idempotency key."""
    known = replays.find(call)
    if known is not None:
        return known
    limits = admit(call)
    answer = await answered(call, handler)
    response = answer if isinstance(answer, Response) else JSONResponse(answer)
    if not isinstance(answer, Response) or isinstance(answer, CreatedAnswer):
        replays.keep(call, told_by(answer), response.status_code)
    response.headers.update(limits)
    return response


async def refuse(_request: Request, refusal: Any) -> Response:
    """Answer a refusal."""
    response: Response = refusal.response()
    return response


async def refuse_route(request: Request, error: Any) -> Response:
    """Answer a request for a route or a method that there is not."""
    asked = f"{request.method} {request.url.path}"
    if error.status_code == 405:
        refusal = Refusal(
            f"Not allowed: {asked}. Another method may be.", status=405, code="method_not_allowed"
        )
    else:
        refusal = Refusal(f"Invalid URL ({asked})", status=error.status_code, code="unknown_url")
    return refusal.response()
