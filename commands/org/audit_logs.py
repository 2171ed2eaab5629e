"""Audit logs: who did what in the organization, and when."""

from typing import Annotated, Any

from ...cli.declare.markers import TIME, Default, Fields
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Before, Limit
from . import org
from .event_types import EVENT_TYPES

COLUMNS = (
    "effective_at",
    "type",
    "actor.type",
    "actor.session.user.email|actor.api_key.user.email|actor.user.email",
    "project.name",
    "id",
)


@org.get("/organization/audit_logs", paging=Paging(), view=View(columns=COLUMNS))
def audit_logs(
    effective_at: Annotated[
        dict[str, Any] | None,
        "When it happened: gte=7d is since then, lt=2025-02-01 is before.",
        Fields(gt=TIME, gte=TIME, lt=TIME, lte=TIME),
    ] = None,
    project_ids: Annotated[list[str] | None, "Only events in this project."] = None,
    event_types: Annotated[list[str] | None, "Only events of this kind.", EVENT_TYPES] = None,
    actor_ids: Annotated[
        list[str] | None, "Only what this user, service account or API key did, by its id."
    ] = None,
    actor_emails: Annotated[
        list[str] | None, "Only what the user with this email address did."
    ] = None,
    resource_ids: Annotated[
        list[str] | None, "Only what was done to this project, key, user or so, by its id."
    ] = None,
    tenant_only: Annotated[
        bool | None, "Only events of the tenant that the organization is in.", Default(False)
    ] = None,
    limit: Limit = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List who did what in the organization, the newest first.

    Logging has to be switched on in the organization's settings.

    $ oai org audit-logs --event-types api_key.created --effective-at gte=7d
    $ oai org audit-logs --actor-emails ada@example.com --all --format jsonl
    """
