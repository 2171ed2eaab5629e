"""Everything that is served of the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    api_keys,
    assignments,
    audit,
    certificates,
    costs,
    external_keys,
    external_storage,
    groups,
    projects,
    rate_limits,
    roles,
    safety,
    settings,
    spend,
    usage,
    users,
    workload_identity,
)
from .external_storage import resume

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

__all__ = ["HANDLERS", "audited", "resume"]

MODULES = (
    api_keys,
    assignments,
    audit,
    certificates,
    costs,
    external_keys,
    external_storage,
    groups,
    projects,
    rate_limits,
    roles,
    safety,
    settings,
    spend,
    usage,
    users,
    workload_identity,
)


def in_transaction(handler: Handler) -> Handler:
    """Return the handler of a change: done with its audit event or not at all."""

    async def change(call: ApiCall) -> Document | Response:
        if "project_id" in call.path:
            projects.refuse_archived(call)
        with call.sandbox.store.transaction():
            return await handler(call)

    return change


def audited(handler: Handler) -> Handler:
    """Return the handler of a change that has no event of its own: it is one of its owner."""

    async def change(call: ApiCall) -> Document | Response:
        answer = await handler(call)
        audit.record_setting(call, {call.operation.command: dict(call.path)})
        return answer

    return in_transaction(change)


HANDLERS: dict[str, Handler] = {
    name: handler if name.startswith("GET ") else in_transaction(handler)
    for module in MODULES
    for name, handler in module.HANDLERS.items()
}
