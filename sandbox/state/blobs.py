"""Bytes in SQLite, written and read in pieces, so that no file is ever in memory whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from .store import Store

CHUNK = 1 << 20


class Blobs:
    """The contents of files and of upload parts, each under its owner's id."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.connection = store.connection

    def writer(self, owner: str) -> BlobWriter:
        """Return what appends to the owner's bytes."""
        return BlobWriter(self, owner)

    def size(self, owner: str) -> int:
        """Return how many bytes the owner has."""
        query = "SELECT coalesce(sum(length), 0) FROM segments WHERE owner = ?"
        return int(self.connection.execute(query, (owner,)).fetchone()[0])

    def add(self, owner: str, start: int, data: bytes) -> None:
        """Keep one piece at its place."""
        with self.store.transaction():
            chunk = self.connection.execute("INSERT INTO chunks (bytes) VALUES (?)", (data,))
            self.connection.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?)",
                (owner, start, len(data), chunk.lastrowid),
            )

    def read(self, owner: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from start up to stop, a piece at a time."""
        end = self.size(owner) if stop is None else stop
        segments = self.connection.execute(
            "SELECT start, chunk FROM segments"
            " WHERE owner = ? AND start + length > ? AND start < ? ORDER BY start",
            (owner, start, end),
        ).fetchall()
        for offset, chunk in segments:
            query = "SELECT bytes FROM chunks WHERE id = ?"
            data: bytes = self.connection.execute(query, (chunk,)).fetchone()[0]
            yield data[max(start - offset, 0) : end - offset]

    def content(self, owner: str) -> bytes:
        """Return all bytes of an owner who has few."""
        return b"".join(self.read(owner))

    def lines(self, owner: str) -> Iterator[bytes]:
        """Yield the lines without their ends."""
        rest = b""
        for data in self.read(owner):
            *whole, rest = (rest + data).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def move(self, source: str, target: str) -> None:
        """Append the source's bytes to the target's, without copying any."""
        self.connection.execute(
            "UPDATE segments SET owner = ?, start = start + ? WHERE owner = ?",
            (target, self.size(target), source),
        )

    def share(self, source: str, target: str) -> None:
        """Let the target have the source's bytes too, without copying any."""
        self.connection.execute(
            "INSERT INTO segments SELECT ?, start, length, chunk FROM segments WHERE owner = ?",
            (target, source),
        )

    def delete(self, owner: str) -> None:
        """Forget the owner's bytes, but for those that others have too."""
        with self.store.transaction():
            self.connection.execute(
                "DELETE FROM chunks WHERE id IN (SELECT chunk FROM segments WHERE owner = ?)"
                " AND id NOT IN (SELECT chunk FROM segments WHERE owner != ?"
                " AND chunk IN (SELECT chunk FROM segments WHERE owner = ?))",
                (owner, owner, owner),
            )
            self.connection.execute("DELETE FROM segments WHERE owner = ?", (owner,))

    def sweep(self) -> None:
        """Forget bytes without an owner: a crash came between them and their object."""
        rows = self.connection.execute(
            "SELECT DISTINCT owner FROM segments WHERE owner NOT IN"
            " (SELECT id FROM documents WHERE document IS NOT NULL)"
        )
        for (owner,) in rows.fetchall():
            self.delete(owner)


class BlobWriter:
    """Collects bytes and keeps every full piece."""

    def __init__(self, blobs: Blobs, owner: str) -> None:
        self.blobs = blobs
        self.owner = owner
        self.buffer = bytearray()
        self.written = 0

    def __enter__(self) -> BlobWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.flush()

    def write(self, data: bytes) -> None:
        """Take some bytes."""
        self.buffer += data
        while len(self.buffer) >= CHUNK:
            self.keep(CHUNK)

    def flush(self) -> None:
        """Store what is left, after which there is no more to come."""
        self.keep(len(self.buffer))

    def keep(self, length: int) -> None:
        """Store the buffer's first bytes as one piece."""
        if length:
            self.blobs.add(self.owner, self.written, bytes(self.buffer[:length]))
            self.written += length
            del self.buffer[:length]
