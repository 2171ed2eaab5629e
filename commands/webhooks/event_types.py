"""The events that a webhook endpoint can be told of."""

from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from . import webhooks

event_types = webhooks.group("event-types", "", view=View(columns=("value",)))


@event_types.get("/webhook_event_types", paging=Paging("none"))
def list_() -> None:
    """List the events that a webhook endpoint can be told of.

    $ oai webhooks event-types list
    """
