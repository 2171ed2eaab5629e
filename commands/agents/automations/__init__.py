"""Automations: what an agent is told at set times, in a new session or in one that is there."""

from typing import Annotated, Any, Literal

from ....cli.declare.markers import TIME, Fields
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Metadata, Order
from .. import agents

automations = agents.group(
    "automations",
    "Let agents work at set times.",
    view=View(
        columns=("name", "id", "status", "type", "expression", "run_at", "timezone", "created_at"),
        spare=("timezone", "type", "created_at"),
    ),
    package=__name__,
    modules={"invocations": "See when an automation was set off, and set it off now."},
)

AutomationId = Annotated[str, "The automation's id."]
Expression = Annotated[
    str | None, 'When a periodic one goes off, as cron has it, such as "0 9 * * 1-5".'
]
Timezone = Annotated[str | None, "The time zone that the expression is in, such as Europe/Rome."]
RunAt = Annotated[int | None, "When one that goes off once does.", TIME]
TARGET = Fields(
    type=("new_session", "existing_session"),
    session_id=str,
    instructions=str,
    agent_id=str,
    agent=dict,
    environment=dict,
    input=list,
    metadata=dict,
    vault_ids=list[str],
)


@automations.post("/agents/automations")
def create(
    name: Annotated[str, "What to call it."],
    type: Annotated[Literal["periodic", "once"], "Whether it goes off again and again, or once."],
    target: Annotated[
        dict[str, Any],
        "What it sets off: type=existing_session session_id=… instructions=…, or a new_session with"
        " its agent, environment and input.",
        TARGET,
    ],
    expression: Expression = None,
    timezone: Timezone = None,
    run_at: RunAt = None,
    metadata: Metadata = None,
) -> None:
    """Create an automation; what it sets off is paid for as any session is.

    $ oai agents automations create --name report --type once --run-at 2030-01-04 \
--target @target.json
    $ oai agents automations create --name daily --type periodic --expression "0 9 * * *" \
--timezone UTC --target @target.json
    """


@automations.get("/agents/automations", paging=Paging())
def list_(
    session_id: Annotated[str | None, "Only those that set off the session with this id."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List automations.

    $ oai agents automations list
    """


@automations.get("/agents/automations/{automation_id}")
def get(automation_id: AutomationId) -> None:
    """Show one automation: when it goes off, and what it sets off.

    $ oai agents automations get auto_abc123
    """


@automations.post("/agents/automations/{automation_id}")
def update(
    automation_id: AutomationId,
    name: Annotated[str | None, "What to call it."] = None,
    target: Annotated[dict[str, Any] | None, "What it sets off from now on.", TARGET] = None,
    expression: Expression = None,
    timezone: Timezone = None,
    run_at: RunAt = None,
    metadata: Metadata = None,
) -> None:
    """Change an automation.

    $ oai agents automations update auto_abc123 --expression "0 7 * * *"
    """


@automations.delete("/agents/automations/{automation_id}")
def delete(automation_id: AutomationId) -> None:
    """Delete an automation: it does not go off again.

    $ oai agents automations delete auto_abc123 --yes
    """


@automations.post("/agents/automations/{automation_id}/pause")
def pause(automation_id: AutomationId) -> None:
    """Pause an automation; it can be resumed.

    $ oai agents automations pause auto_abc123
    """


@automations.post("/agents/automations/{automation_id}/resume", effect="paid")
def resume(automation_id: AutomationId) -> None:
    """Let an automation that was paused go off again.

    $ oai agents automations resume auto_abc123
    """
