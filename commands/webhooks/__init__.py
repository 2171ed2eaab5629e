"""Webhooks: where the API tells of what has happened."""

from typing import Annotated

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import Choices, Default
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit

webhooks = Resource(
    "webhooks",
    package=__name__,
    modules={"event-types": "See which events there are."},
    view=View(
        columns=("id", "name", "url", "event_types", "signing_secret_hint", "created_at"),
        spare=("signing_secret_hint", "created_at"),
    ),
)

EndpointId = Annotated[str, "The webhook endpoint's id."]
Url = Annotated[str, "The address that is told: an https URL."]
EVENT_TYPES = Choices(
    "batch.completed",
    "batch.failed",
    "batch.expired",
    "batch.cancelled",
    "response.completed",
    "response.failed",
    "response.cancelled",
    "response.incomplete",
    "eval.run.succeeded",
    "eval.run.failed",
    "eval.run.canceled",
    "fine_tuning.job.succeeded",
    "fine_tuning.job.failed",
    "fine_tuning.job.cancelled",
    "realtime.call.incoming",
    "video.completed",
    "video.failed",
    "agent.environment.ready",
    "agent.environment.failed",
    "agent.environment.suspended",
    "agent.environment.expired",
    "agent.session.created",
    "agent.session.action_required",
    "agent.session.in_progress",
    "agent.session.idle",
    "agent.session.failed",
    "safety.alert.created",
)


@webhooks.post("/webhook_endpoints")
def create(
    name: Annotated[str, "What to call it."],
    url: Url,
    event_types: Annotated[list[str], "An event that it is told of.", EVENT_TYPES],
) -> None:
    """Have an address of yours told of events.

    The answer has the secret that signs what is sent there. It is shown this once: keep it.

    $ oai webhooks create --name ci --url https://a.example/hook --event-types batch.completed
    """


@webhooks.get("/webhook_endpoints", paging=Paging())
def list_(limit: Limit = None, after: After = None) -> None:
    """List webhook endpoints.

    $ oai webhooks list
    """


@webhooks.get("/webhook_endpoints/{webhook_endpoint_id}")
def get(webhook_endpoint_id: EndpointId) -> None:
    """Show one webhook endpoint.

    $ oai webhooks get whe_abc123
    """


@webhooks.post("/webhook_endpoints/{webhook_endpoint_id}")
def update(
    webhook_endpoint_id: EndpointId,
    name: Annotated[str | None, "The new name."] = None,
    url: Annotated[str | None, "The new address."] = None,
    event_types: Annotated[
        list[str] | None, "An event that it is told of; they replace those it had.", EVENT_TYPES
    ] = None,
) -> None:
    """Change a webhook endpoint.

    $ oai webhooks update whe_abc123 --url https://a.example/new
    """


@webhooks.delete("/webhook_endpoints/{webhook_endpoint_id}")
def delete(webhook_endpoint_id: EndpointId) -> None:
    """Delete a webhook endpoint: nothing more is sent to it.

    $ oai webhooks delete whe_abc123 --yes
    """


@webhooks.post("/webhook_endpoints/{webhook_endpoint_id}/rotate_secret", effect="destroy")
def rotate_secret(
    webhook_endpoint_id: EndpointId,
    keep_old_secret_active_for_24_hours: Annotated[
        bool | None, "Sign with the old secret too, for a day.", Default(False)
    ] = None,
) -> None:
    """Give a webhook endpoint a new secret, which is shown this once.

    Without the option the old one stops at once.

    $ oai webhooks rotate-secret whe_abc123 --yes
    """


@webhooks.post("/webhook_endpoints/{webhook_endpoint_id}/test")
def test(
    webhook_endpoint_id: EndpointId,
    event_type: Annotated[str, "The event to send a sample of.", EVENT_TYPES],
) -> None:
    """Send a sample event to a webhook endpoint, and show what it answered.

    $ oai webhooks test whe_abc123 --event-type batch.completed
    """
