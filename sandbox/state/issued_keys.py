"""The keys that were made here, each by its digest: which object it belongs to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Store


def add(store: Store, secret: str, kind: str, identifier: str) -> None:
    """Note whose a new key is; only its digest is kept."""
    store.connection.execute(
        "INSERT INTO issued_keys (digest, kind, id) VALUES (?, ?, ?)",
        (digest(secret), kind, identifier),
    )


def find(store: Store, secret: str) -> tuple[str, str] | None:
    """Return the kind and the id of the object that a key belongs to; the object may be gone."""
    row: tuple[str, str] | None = store.connection.execute(
        "SELECT kind, id FROM issued_keys WHERE digest = ?", (digest(secret),)
    ).fetchone()
    return row


def digest(secret: str) -> str:
    """Return what is kept of a key."""
    return sha256(secret.encode()).hexdigest()
