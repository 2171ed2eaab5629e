"""When cron expressions go off: a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from oai.sandbox.agents.cron import Schedule

ROME = ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("expression", "zone", "after", "expected"),
    [
        ("0 9 * * *", UTC, "2026-11-28T08:59:59+00:00", "2026-11-28T09:00:00+00:00"),
        ("0 9 * * *", UTC, "2026-11-28T09:00:00+00:00", "2026-11-29T09:00:00+00:00"),
        ("0 9 * * *", ROME, "2026-11-28T09:00:00+00:00", "2026-11-29T08:00:00+00:00"),
        ("*/15 * * * *", UTC, "2026-11-28T08:16:00+00:00", "2026-11-28T08:30:00+00:00"),
        ("0 9 * * 1-5", UTC, "2026-11-28T00:00:00+00:00", "2026-11-30T09:00:00+00:00"),
        ("0 9 * * 7", UTC, "2026-11-28T00:00:00+00:00", "2026-11-29T09:00:00+00:00"),
        ("5,10 0 1 1 *", UTC, "2026-11-28T00:00:00+00:00", "2027-01-01T00:05:00+00:00"),
        ("0 0 29 2 *", UTC, "2026-11-28T00:00:00+00:00", "2028-02-29T00:00:00+00:00"),
        ("0 0 1 * 1", UTC, "2026-11-28T00:00:00+00:00", "2026-11-30T00:00:00+00:00"),
        ("0 10-20/5 * * *", UTC, "2026-11-28T11:00:00+00:00", "2026-11-28T15:00:00+00:00"),
        ("0 0 31 2 *", UTC, "2026-11-28T00:00:00+00:00", None),
    ],
)
def test_the_next_time(expression, zone, after, expected):
    moment = Schedule.of(expression).next_after(datetime.fromisoformat(after).timestamp(), zone)
    wanted = None if expected is None else int(datetime.fromisoformat(expected).timestamp())
    assert moment == wanted


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("", "five fields"),
        ("0 9 * *", "five fields"),
        ("@daily", "five fields"),
        ("60 * * * *", "'60' is not within 0 and 59"),
        ("* * 0 * *", "'0' is not within 1 and 31"),
        ("5-1 * * * *", "'5-1' is not within"),
        ("*/0 * * * *", "'\\*/0' is not within"),
        ("a * * * *", "'a' is no value"),
        ("1,,2 * * * *", "'' is no value"),
        ("-1 * * * *", "'-1' is no value"),
    ],
)
def test_what_is_no_expression_is_refused(expression, why):
    with pytest.raises(ValueError, match=why):
        Schedule.of(expression)
