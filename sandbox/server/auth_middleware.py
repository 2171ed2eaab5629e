"""Lets in only those who show a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from ..org.principals import identify, in_project, masked
from ..requests.refusals import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ..requests.call import Sandbox
    from ..requests.principal import Principal

OPEN_PATHS = ("/sandbox/health", "/sandbox/pictures/")
ADMIN_PREFIXES = ("/v1/organization/", "/v1/projects/", "/v1/fine_tuning/checkpoints/")
NO_KEY = (
    "You didn't provide an API key. Send it in the Authorization header as 'Bearer YOUR_KEY';"
    " the sandbox's own is 'sk-sandbox'."
)


class AuthMiddleware:
    """Checks the Authorization header of every request."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self.app = app
        self.sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or say why not."""
        if scope["type"] == "http" and not scope["path"].startswith(OPEN_PATHS):
            try:
                scope["principal"] = self.principal(scope)
            except Refusal as refusal:
                return await refusal.response()(scope, receive, send)
        return await self.app(scope, receive, send)

    def principal(self, scope: Scope) -> Principal:
        """Return who shows the key, or refuse the request."""
        headers = Headers(scope=scope)
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not shown.strip():
            raise Refusal(NO_KEY, status=401)
        admin_only = scope["path"].startswith(ADMIN_PREFIXES)
        principal = identify(self.sandbox, shown.strip(), admin_only=admin_only)
        if principal is None:
            message = f"Incorrect API key provided: {masked(shown.strip())}."
            if admin_only and identify(self.sandbox, shown.strip(), admin_only=False):
                message = "This key is no admin key, and this path needs one."
            raise Refusal(message, status=401, code="invalid_api_key")
        if admin_only:
            return principal
        return in_project(self.sandbox.store, principal, headers.get("openai-project", ""))
