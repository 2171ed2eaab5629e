"""Spend alerts: an email when the month's spending reaches an amount."""

from ...cli.http.paging_style import Paging
from ..shared.fields import After, Before, Limit
from . import org
from .fields import AlertId, Amount, Currency, Interval, NotificationChannel, OldestFirst
from .views import SPEND_ALERT

spend_alerts = org.group("spend-alerts", "", view=SPEND_ALERT)


@spend_alerts.post("/organization/spend_alerts")
def create(
    threshold_amount: Amount,
    notification_channel: NotificationChannel,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Send an email when the organization has spent an amount in a month.

    Nothing is stopped by an alert: that is what `oai org spend-limit` does.
    Without a file: --threshold-amount 150000 --notification-channel type=email
    --notification-channel recipients=ada@example.com.

    $ oai org spend-alerts create --body @alert.json
    """


@spend_alerts.get("/organization/spend_alerts", paging=Paging())
def list_(
    limit: Limit = None, order: OldestFirst = None, after: After = None, before: Before = None
) -> None:
    """List the organization's spend alerts; amounts are in cents.

    $ oai org spend-alerts list
    """


@spend_alerts.get("/organization/spend_alerts/{alert_id}")
def get(alert_id: AlertId) -> None:
    """Show one spend alert; the amount is in cents.

    $ oai org spend-alerts get alert_abc123
    """


@spend_alerts.post("/organization/spend_alerts/{alert_id}")
def update(
    alert_id: AlertId,
    threshold_amount: Amount,
    notification_channel: NotificationChannel,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Replace a spend alert: the amount and the recipients both have to be given.

    $ oai org spend-alerts update alert_abc123 --body @alert.json
    """


@spend_alerts.delete("/organization/spend_alerts/{alert_id}")
def delete(alert_id: AlertId) -> None:
    """Delete a spend alert.

    $ oai org spend-alerts delete alert_abc123 --yes
    """
