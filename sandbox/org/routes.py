"""Everything that is served of the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    api_keys,
    assignments,
    audit,
    certificates,
    costs,
    groups,
    projects,
    rate_limits,
    roles,
    settings,
    spend,
    usage,
    users,
)

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

MODULES = (
    api_keys,
    assignments,
    audit,
    certificates,
    costs,
    groups,
    projects,
    rate_limits,
    roles,
    settings,
    spend,
    usage,
    users,
)


def in_transaction(handler: Handler) -> Handler:
    """Return the handler of a change: done with its audit event or not at all."""

    async def change(call: ApiCall) -> Document | Response:
        if "project_id" in call.path:
            projects.refuse_archived(call)
        with call.sandbox.store.transaction():
            return await handler(call)

    return change


HANDLERS: dict[str, Handler] = {
    name: handler if name.startswith("GET ") else in_transaction(handler)
    for module in MODULES
    for name, handler in module.HANDLERS.items()
}
