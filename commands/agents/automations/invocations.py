"""Invocations: each time that an automation went off."""

from typing import Annotated

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ....cli.waiting.wait_command import add_wait_command
from ...shared.fields import After, Limit, Order
from ..job_kinds import INVOCATION
from . import AutomationId, automations

invocations = automations.group(
    "invocations",
    "See when an automation was set off, and set it off now.",
    view=View(
        columns=("id", "status", "source", "session_id", "scheduled_at", "created_at"),
        spare=("source",),
    ),
)

InvocationId = Annotated[str, "The invocation's id."]


@invocations.post(
    "/agents/automations/{automation_id}/invocations", effect="paid", job_kind=INVOCATION
)
def create(automation_id: AutomationId) -> None:
    """Set an automation off now, whatever its times are.

    It is completed when its session has been told what to do, not when that is done:
    `oai agents sessions wait` waits for that.

    $ oai agents automations invocations create auto_abc123 --wait
    """


@invocations.get("/agents/automations/{automation_id}/invocations", paging=Paging())
def list_(
    automation_id: AutomationId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List the times that an automation went off.

    $ oai agents automations invocations list auto_abc123 --limit 5
    """


@invocations.get(
    "/agents/automations/{automation_id}/invocations/{invocation_id}", job_kind=INVOCATION
)
def get(automation_id: AutomationId, invocation_id: InvocationId) -> None:
    """Show one invocation, and the session that it set off.

    $ oai agents automations invocations get auto_abc123 inv_abc123
    """


add_wait_command(invocations, INVOCATION)
