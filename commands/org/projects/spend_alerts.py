"""Spend alerts of a project: an email when its spending in a month reaches an amount."""

from ....cli.http.paging_style import Paging
from ...shared.fields import After, Before, Limit
from ..fields import AlertId, Amount, Currency, Interval, NotificationChannel, OldestFirst
from ..views import SPEND_ALERT
from . import projects
from .fields import ProjectId

spend_alerts = projects.group("spend-alerts", "", view=SPEND_ALERT)


@spend_alerts.post("/organization/projects/{project_id}/spend_alerts")
def create(
    project_id: ProjectId,
    threshold_amount: Amount,
    notification_channel: NotificationChannel,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Send an email when a project has spent an amount in a month.

    Nothing is stopped by an alert: that is what `oai org projects spend-limit` does.
    Without a file: --notification-channel type=email --notification-channel
    recipients=ada@example.com.

    $ oai org projects spend-alerts create proj_a 50000 --notification-channel @to.json
    """


@spend_alerts.get("/organization/projects/{project_id}/spend_alerts", paging=Paging())
def list_(
    project_id: ProjectId,
    limit: Limit = None,
    order: OldestFirst = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List a project's spend alerts.

    $ oai org projects spend-alerts list proj_abc123
    """


@spend_alerts.get("/organization/projects/{project_id}/spend_alerts/{alert_id}")
def get(project_id: ProjectId, alert_id: AlertId) -> None:
    """Show one spend alert, and whom it tells.

    $ oai org projects spend-alerts get proj_abc123 alert_abc123
    """


@spend_alerts.post("/organization/projects/{project_id}/spend_alerts/{alert_id}")
def update(
    project_id: ProjectId,
    alert_id: AlertId,
    threshold_amount: Amount,
    notification_channel: NotificationChannel,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Replace a spend alert: the amount and the recipients both have to be given.

    $ oai org projects spend-alerts update proj_a alert_b 75000 --notification-channel @to.json
    """


@spend_alerts.delete("/organization/projects/{project_id}/spend_alerts/{alert_id}")
def delete(project_id: ProjectId, alert_id: AlertId) -> None:
    """Delete a spend alert.

    $ oai org projects spend-alerts delete proj_abc123 alert_abc123 --yes
    """
