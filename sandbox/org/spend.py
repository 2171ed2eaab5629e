"""Spend alerts and limits, of the organization and of each project."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..state.identifiers import now
from .admin_resources import AdminResource
from .costs import spent
from .projects import PROJECTS
from .settings import OrganizationSetting

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Store

CENTS = 100

ALERTS = AdminResource(
    kind="organization.spend_alert",
    noun="spend_alert",
    collection="/organization/spend_alerts",
    parameter="alert_id",
    order="asc",
    prefix="alert_",
    defaults={
        "threshold_amount": None,
        "currency": None,
        "interval": None,
        "notification_channel": None,
    },
    made_at="",
)
PROJECT_ALERTS = replace(
    ALERTS,
    kind="project.spend_alert",
    collection="/organization/projects/{project_id}/spend_alerts",
    parent=PROJECTS,
)


class SpendLimit(OrganizationSetting):
    """The most that a month may cost, and whether that is reached."""

    def shown(self, call: ApiCall, fields: Document) -> Document:
        """Return the limit with how it stands."""
        reached = self.is_reached(call.sandbox.store, fields, call.path.get("project_id"))
        status = "enforcing" if reached else "inactive"
        return {**super().shown(call, fields), "enforcement": {"status": status}}

    def is_reached(self, store: Store, fields: Document, project: str | None) -> bool:
        """Say whether this month's costs have come up to the limit."""
        today = datetime.fromtimestamp(now(), UTC)
        month = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        dollars = spent(store, int(month.timestamp()), now() + 1, project)
        return dollars * CENTS >= float(fields["threshold_amount"])


LIMIT = SpendLimit(
    path="/organization/spend_limit", object="organization.spend_limit", noun="spend_limit"
)
PROJECT_LIMIT = SpendLimit(
    path="/organization/projects/{project_id}/spend_limit",
    object="project.spend_limit",
    noun="spend_limit",
    parent=PROJECTS,
)

HANDLERS: dict[str, Handler] = {
    **ALERTS.serve("create", "list", "get", "update", "delete"),
    **PROJECT_ALERTS.serve("create", "list", "get", "update", "delete"),
    **LIMIT.serve("get", "set", "clear"),
    **PROJECT_LIMIT.serve("get", "set", "clear"),
}
