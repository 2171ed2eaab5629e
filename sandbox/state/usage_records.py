"""What each answered request used, as it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .store import Document, Store


class UsageRecord(NamedTuple):
    """When something was used, what tells it apart, and how much it was."""

    happened_at: int
    dimensions: Document
    amounts: dict[str, float]


def add(
    store: Store,
    kind: str,
    happened_at: int,
    dimensions: Document,
    *,
    amounts: Document | None = None,
    source: str | None = None,
) -> None:
    """Keep one use: its amounts, or the id of the object that will tell them when it ends."""
    store.connection.execute(
        "INSERT INTO usage_records (happened_at, kind, source, dimensions, amounts)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            happened_at,
            kind,
            source,
            json.dumps(dimensions),
            None if amounts is None else json.dumps(amounts),
        ),
    )


def ended(store: Store) -> list[tuple[int, Document]]:
    """Return the records that wait for their amounts and whose source has ended.

    Each comes as its number and the usage that the source tells.
    """
    rows = store.connection.execute(
        "SELECT record.id, coalesce(json_extract(document, '$.usage'),"
        " json_extract(document, '$.per_model_usage[0]')) AS told"
        " FROM usage_records AS record JOIN documents ON documents.id = record.source"
        # An eval's run counts as it goes, and is not to be settled before it is over.
        " WHERE record.amounts IS NULL AND told IS NOT NULL"
        " AND json_extract(document, '$.status') NOT IN ('queued', 'in_progress')"
    ).fetchall()
    return [(number, json.loads(usage)) for number, usage in rows]


def settle(store: Store, number: int, amounts: Document) -> None:
    """Fill in the amounts of a record."""
    store.connection.execute(
        "UPDATE usage_records SET amounts = ? WHERE id = ?", (json.dumps(amounts), number)
    )


def settled(store: Store, kind: str, start: int, end: int) -> Iterator[UsageRecord]:
    """Yield what is known of a kind from `start` to before `end`, in the order it came."""
    rows = store.connection.execute(
        "SELECT happened_at, dimensions, amounts FROM usage_records WHERE kind = ?"
        " AND happened_at >= ? AND happened_at < ? AND amounts IS NOT NULL ORDER BY id",
        (kind, start, end),
    )
    for happened_at, dimensions, amounts in rows:
        yield UsageRecord(happened_at, json.loads(dimensions), json.loads(amounts))


def stored(store: Store, kind: str) -> list[UsageRecord]:
    """Return the vector stores that are still there, with the bytes that each holds now."""
    rows = store.connection.execute(
        "SELECT happened_at, dimensions, json_extract(document, '$.usage_bytes')"
        " FROM usage_records AS record"
        " JOIN documents ON documents.id = json_extract(record.dimensions, '$.vector_store_id')"
        " WHERE record.kind = ? AND document IS NOT NULL ORDER BY record.id",
        (kind,),
    )
    return [
        UsageRecord(happened_at, json.loads(dimensions), {"usage_bytes": size or 0})
        for happened_at, dimensions, size in rows
    ]
