"""Safety alerts: requests that were flagged."""

from typing import Annotated

from ...cli.output.view import View
from . import safety

alerts = safety.group(
    "alerts",
    "",
    view=View(columns=("id", "error_type", "reason", "model", "request_paused", "created_at")),
)


@alerts.get("/safety/alerts/{id}")
def get(id: Annotated[str, "The alert's id, as the webhook safety.alert.created has it."]) -> None:
    """Show one safety alert: which request it is about, and why.

    $ oai safety alerts get alert_abc123
    """
