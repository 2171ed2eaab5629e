"""Lets in only those who show a key."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from .refusals import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from .state import Sandbox

OPEN_PATHS = ("/sandbox/health",)
ADMIN_PREFIX = "/v1/organization/"
NO_KEY = (
    "You didn't provide an API key. Send it in the Authorization header as 'Bearer YOUR_KEY';"
    " the sandbox's own is 'sk-sandbox'."
)


class Keys:
    """Checks the Authorization header of every request."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self.app = app
        self.sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or say why not."""
        refusal = self.refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            return await self.app(scope, receive, send)
        return await refusal.response()(scope, receive, send)

    def refusal(self, scope: Scope) -> Refusal | None:
        """Return why the request is not let in."""
        if scope["path"] in OPEN_PATHS:
            return None
        scheme, _, shown = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not shown.strip():
            return Refusal(NO_KEY, status=401)
        admin_only = scope["path"].startswith(ADMIN_PREFIX)
        accepted = [self.sandbox.admin_key] + ([] if admin_only else [self.sandbox.key])
        if any(same(shown.strip(), key) for key in accepted):
            return None
        message = f"Incorrect API key provided: {masked(shown.strip())}."
        return Refusal(message, status=401, code="invalid_api_key")


def same(shown: str, key: str) -> bool:
    """Compare in a time that tells nothing of the key."""
    return secrets.compare_digest(shown.encode(), key.encode())


def masked(key: str) -> str:
    """Return a key by which its owner, and nobody else, knows it again."""
    return f"{key[:3]}{'*' * 8}{key[-4:]}" if len(key) > 12 else "*" * len(key)
