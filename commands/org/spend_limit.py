"""The spend limit: the most that the organization may spend in a month."""

from . import org
from .fields import Currency, Interval, LimitAmount
from .views import SPEND_LIMIT

spend_limit = org.group("spend-limit", "", view=SPEND_LIMIT)


@spend_limit.get("/organization/spend_limit")
def get() -> None:
    """Show the limit, in cents, and whether it is being enforced now.

    $ oai org spend-limit get
    """


@spend_limit.post("/organization/spend_limit")
def set_(
    threshold_amount: LimitAmount,
    currency: Currency = "USD",
    interval: Interval = "month",
) -> None:
    """Set the limit: once a month's spending reaches it, requests are refused.

    $ oai org spend-limit set --threshold-amount 500000
    """


@spend_limit.delete("/organization/spend_limit")
def delete() -> None:
    """Delete the limit: spending is no longer capped.

    $ oai org spend-limit delete --yes
    """
