"""The rate limits of each project: one a model, there from the start, and changed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import kinds
from .admin_resources import AdminResource
from .projects import PROJECTS
from .seeds import LIMITS, OTHER_LIMITS

if TYPE_CHECKING:
    from ..requests.call import Handler

RATE_LIMITS = AdminResource(
    kind=kinds.RATE_LIMIT,
    noun="rate limit",
    collection="/organization/projects/{project_id}/rate_limits",
    parameter="rate_limit_id",
    limit=100,
    order="asc",
    parent=PROJECTS,
    events={"updated": "rate_limit.updated"},
    told={name: name for name in (*LIMITS, *OTHER_LIMITS)},
)
HANDLERS: dict[str, Handler] = RATE_LIMITS.serve("list", "update")
