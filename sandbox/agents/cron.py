"""When a cron expression says that something goes off next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

PART = re.compile(r"(\*|\d+(-\d+)?)(/\d+)?")
BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
SUNDAY = 7
# 29 February may be eight years away.
FURTHEST_DAYS = 366 * 8 + 1


@dataclass(frozen=True)
class Schedule:
    """The five fields of an expression: the values that each allows."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    @classmethod
    def of(cls, expression: str) -> Schedule:
        """Read an expression; raises ValueError for what is none."""
        fields = expression.split()
        if len(fields) != len(BOUNDS):
            raise ValueError("it has five fields")
        minutes, hours, days, months, weekdays = (
            values(field, *bounds) for field, bounds in zip(fields, BOUNDS, strict=True)
        )
        weekdays = frozenset(day % SUNDAY for day in weekdays)
        # Where both days are named, crontab(5) goes off on either.
        either = not fields[2].startswith("*") and not fields[4].startswith("*")
        return cls(minutes, hours, days, months, weekdays, either)

    def has_day(self, moment: datetime) -> bool:
        """Say whether something goes off on a day."""
        in_month = moment.day in self.days
        in_week = moment.isoweekday() % SUNDAY in self.weekdays
        is_day = in_month or in_week if self.either_day else in_month and in_week
        return moment.month in self.months and is_day

    def next_after(self, seconds: float, zone: tzinfo) -> int | None:
        """Return the first time after another, in seconds of the epoch, if there ever is one."""
        start = datetime.fromtimestamp(seconds, zone)
        day = start.replace(hour=0, minute=0, second=0, microsecond=0)
        for _ in range(FURTHEST_DAYS):
            if self.has_day(day):
                for moment in self.moments(day):
                    if moment > seconds:
                        return moment
            day = (day + timedelta(days=1)).replace(hour=0)
        return None

    def moments(self, day: datetime) -> list[int]:
        """Return the times of one day."""
        times = [(hour, minute) for hour in sorted(self.hours) for minute in sorted(self.minutes)]
        return [int(day.replace(hour=hour, minute=minute).timestamp()) for hour, minute in times]


def values(field: str, least: int, most: int) -> frozenset[int]:
    """Return the values of one field: `*`, `*/15`, `1-5`, `1,3`, or these with a step."""
    found: set[int] = set()
    for part in field.split(","):
        if PART.fullmatch(part) is None:
            raise ValueError(f"'{part}' is no value, range or step")
        span, _, step = part.partition("/")
        low, _, high = (f"{least}-{most}" if span == "*" else span).partition("-")
        first, last = int(low), int(high or (most if step else low))
        if not least <= first <= last <= most or int(step or 1) < 1:
            raise ValueError(f"'{part}' is not within {least} and {most}")
        found.update(range(first, last + 1, int(step or 1)))
    return frozenset(found)
