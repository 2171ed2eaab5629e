"""Usage and costs: periods of time, each with its results, as rows, a total and a bar chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ...base.formatting import count, escape_control_chars, size
from .bar_chart import Bar, print_bars
from .cells import NOTHING, cell, plain
from .fields import flatten, lookup
from .tables import Grid, heading

if TYPE_CHECKING:
    from rich.console import Console

DAY = 86_400
HOUR = 3_600
CENT = Decimal("0.01")
PERIOD = ("start_time", "end_time")

Amounts = dict[str, Decimal]
"""A sum for each unit: the currency of money, and nothing for what is only counted."""


@dataclass(frozen=True)
class Buckets:
    """What a table of periods shows.

    metrics   the fields that are measured, each with its heading; the first is the main one
    unit      the field that says in which currency the metrics are
    stock     whether they are what there was, and not what was used: days cannot be added up
    """

    metrics: dict[str, str]
    unit: str | None = None
    stock: bool = False

    def records(self, items: Sequence[Any]) -> list[dict[str, Any]]:
        """Return each result as a flat row with its period; a period without any is a row too."""
        return [record for bucket in items for record in _records(bucket)]

    def line(self, item: Any) -> str:
        """Return a period's start and its main metric, with tabs between them."""
        records = _records(item)
        metric = next(iter(self._columns(records)))
        found = [f"{_exact(value)}\t{unit}" for unit, value in self._sum(records, metric).items()]
        return "\t".join([_label(item), *(found or ["0"])]).rstrip()

    def grid(self, items: Sequence[Any]) -> Grid:
        """Return the table: a row for each period and group, and the total."""
        records = self.records(items)
        keys, metrics = self._keys(records), self._columns(records)
        return Grid(
            headings=["Start (UTC)", *map(heading, keys), *metrics.values()],
            rows=[self._row(record, keys, metrics) for record in records],
            total=self._total(items, keys, metrics),
            right=frozenset(range(len(keys) + 1, len(keys) + 1 + len(metrics))),
        )

    def chart(self, console: "Console", items: Sequence[Any]) -> None:
        """Print one bar for each period, unless they are in several currencies."""
        metric, title = next(iter(self._columns(self.records(items)).items()))
        sums = [self._sum(_records(item), metric) for item in items]
        if len({unit for amounts in sums for unit in amounts}) == 1:
            totals = [sum(amounts.values(), Decimal(0)) for amounts in sums]
            texts = [_texts(metric, amounts) for amounts in sums]
            bars = map(Bar, map(_label, items), totals, texts)
            print_bars(console, f"{title} by period", list(bars))

    def _columns(self, records: Sequence[dict[str, Any]]) -> dict[str, str]:
        """Return the metrics to show: the main one, and those that were measured at all."""
        main = next(iter(self.metrics))
        used = {
            name: title
            for name, title in self.metrics.items()
            if name == main or any(_amount(record, name) for record in records)
        }
        known = any(_amount(record, name) is not None for record in records for name in used)
        return used if known else _numbers_in(records) or used

    def _keys(self, records: Sequence[dict[str, Any]]) -> list[str]:
        """Return what the results are grouped by: the fields that have a word in any of them."""
        taken = {*PERIOD, *self.metrics, self.unit, "object"}
        found: dict[str, None] = {}
        for record in records:
            words = {name: None for name, value in flatten(record).items() if _is_word(value)}
            found.update(words)
        return [name for name in found if name not in taken and "organization" not in name]

    def _row(
        self, record: dict[str, Any], keys: Sequence[str], metrics: dict[str, str]
    ) -> list[str]:
        groups = [cell(key, lookup(record, key)).replace("\n", " ") for key in keys]
        amounts = [_texts(name, self._sum([record], name)) for name in metrics]
        return [_label(record), *groups, *amounts]

    def _total(
        self, items: Sequence[Any], keys: Sequence[str], metrics: dict[str, str]
    ) -> list[str]:
        blank = [""] * len(keys)
        summed = [_texts(name, self._over_time(items, name)) for name in metrics]
        return ["Highest" if self.stock else "Total", *blank, *summed]

    def _over_time(self, items: Sequence[Any], name: str) -> Amounts:
        if not self.stock:
            return self._sum(self.records(items), name)
        return {"": max(self._sum(_records(item), name).get("", Decimal(0)) for item in items)}

    def _sum(self, records: Sequence[dict[str, Any]], name: str) -> Amounts:
        """Add up a metric, each currency by itself."""
        sums: Amounts = {}
        for record in records:
            amount = _amount(record, name)
            if amount is not None:
                unit = escape_control_chars(plain(lookup(record, self.unit))) if self.unit else ""
                unit = unit.upper()
                sums[unit] = sums.get(unit, Decimal(0)) + amount
        return sums


def _records(bucket: Any) -> list[dict[str, Any]]:
    """A server that knows no results has its metrics in the bucket itself."""
    if not isinstance(bucket, dict):
        return []
    results = bucket.get("results")
    if not isinstance(results, list):
        return [bucket]
    period = {name: bucket[name] for name in PERIOD if name in bucket}
    return [{**period, **result} for result in results if isinstance(result, dict)] or [period]


def _amount(record: dict[str, Any], name: str) -> Decimal | None:
    """Return a measured value; costs may come as text, to keep all their digits."""
    value = lookup(record, name)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _numbers_in(records: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return every measured field, where none of those that were expected is there."""
    found: dict[str, str] = {}
    for record in records:
        for name, value in flatten(record).items():
            if name not in PERIOD and not _is_word(value) and _amount(record, name) is not None:
                found[name] = heading(name)
    return found


def _is_word(value: Any) -> bool:
    return isinstance(value, (bool, str)) and value != ""


def _label(period: Any) -> str:
    """Return when a period starts: the API's days are those of UTC."""
    start, end = (lookup(period, name) for name in PERIOD)
    try:
        moment = datetime.fromtimestamp(start, UTC)
        whole_day = start % DAY == 0 and end - start > HOUR
    except (TypeError, ValueError, OverflowError, OSError):
        return escape_control_chars(plain(start))
    return moment.strftime("%Y-%m-%d" if whole_day else "%Y-%m-%d %H:%M")


def _texts(name: str, amounts: Amounts) -> str:
    return " + ".join(_text(name, value, unit) for unit, value in amounts.items()) or NOTHING


def _text(name: str, value: Decimal, unit: str) -> str:
    if name.endswith("bytes"):
        return size(int(value))
    if value == value.to_integral_value() and not unit:
        return count(int(value))
    return f"{_money(value)} {unit}".rstrip()


def _money(value: Decimal) -> str:
    """Return cents, and of what is less than a cent two digits."""
    decimals = 2 if value == 0 or abs(value) >= CENT else 1 - value.adjusted()
    return f"{value:,.{decimals}f}"


def _exact(value: Decimal) -> str:
    return f"{value.normalize():f}"
