"""Objects as CSV (RFC 4180, with plain line feeds): one header, one row each."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from .cells import plain
from .fields import flatten, lookup


def to_csv(items: Sequence[Any], names: Sequence[str]) -> str:
    """Return CSV; without names every field that any item has, in order of appearance."""
    records = [item if isinstance(item, dict) else {"value": item} for item in items]
    columns = list(names) or _all_columns(records)
    if not columns:
        return ""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        flat = flatten(record)
        writer.writerow([_value(record, flat, name) for name in columns])
    return buffer.getvalue()


def _value(record: dict[str, Any], flat: dict[str, Any], name: str) -> str:
    return plain(flat[name] if name in flat else lookup(record, name))


def _all_columns(records: Sequence[dict[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    for record in records:
        found.update(dict.fromkeys(flatten(record)))
    return list(found)
