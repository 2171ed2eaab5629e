"""What the lines of unfinished batches have answered so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .store import dump

if TYPE_CHECKING:
    from .store import Document, Store


def add(store: Store, batch: str, position: int, answer: Document, *, succeeded: bool) -> None:
    """Keep the answer of one line, by the line's place in the input."""
    store.connection.execute(
        "INSERT INTO batch_lines VALUES (?, ?, ?, ?)", (batch, position, succeeded, dump(answer))
    )


def positions(store: Store, batch: str) -> set[int]:
    """Return the places of the lines that have their answer."""
    query = "SELECT position FROM batch_lines WHERE batch = ?"
    return {row[0] for row in store.connection.execute(query, (batch,))}


def lines(store: Store, batch: str, *, succeeded: bool) -> list[str]:
    """Return the answers that went well, or those that did not, in the order of the input."""
    rows = store.connection.execute(
        "SELECT line FROM batch_lines WHERE batch = ? AND succeeded = ? ORDER BY position",
        (batch, succeeded),
    )
    return [row[0] for row in rows]


def delete(store: Store, batch: str) -> None:
    """Forget the answers of a batch."""
    store.connection.execute("DELETE FROM batch_lines WHERE batch = ?", (batch,))
