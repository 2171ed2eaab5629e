"""Adds up what happened: by bucket, and in each by the fields that are asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..state.store import Document
    from ..state.usage_records import UsageRecord
    from .buckets import Period

FILTERS = {
    "project_ids": "project_id",
    "user_ids": "user_id",
    "api_key_ids": "api_key_id",
    "models": "model",
    "line_items": "line_item",
    "batch": "batch",
    "sources": "source",
    "sizes": "size",
    "vector_store_ids": "vector_store_id",
    "context_levels": "context_level",
}


def aggregated_page(
    records: Iterable[UsageRecord],
    period: Period,
    query: Mapping[str, Any],
    result: Callable[[Mapping[str, Any], Mapping[str, float]], Document],
) -> Document:
    """Return the page of buckets, each with a result for every group that there is in it."""
    group_by = query.get("group_by", [])
    sums: dict[int, dict[tuple[Any, ...], Counter[str]]] = {start: {} for start in period.starts}
    for record in records:
        if matches(record, query):
            group = tuple(record.dimensions.get(name) for name in group_by)
            groups = sums[period.bucket(record.happened_at)]
            groups.setdefault(group, Counter()).update(record.amounts)
    data = [
        {
            "object": "bucket",
            "start_time": start,
            "end_time": start + period.width,
            "results": [
                result(dict(zip(group_by, group, strict=True)), amounts)
                for group, amounts in groups.items()
            ],
        }
        for start, groups in sums.items()
    ]
    more = period.next_page is not None
    return {"object": "page", "data": data, "has_more": more, "next_page": period.next_page}


def matches(record: UsageRecord, query: Mapping[str, Any]) -> bool:
    """Say whether a record is one of those that the query's filters let through."""
    return all(
        record.dimensions.get(dimension) in as_list(query[name])
        for name, dimension in FILTERS.items()
        if name in query
    )


def as_list(wanted: Any) -> list[Any]:
    """Return the values of a filter, which may be a single one."""
    return wanted if isinstance(wanted, list) else [wanted]
