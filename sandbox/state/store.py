"""Objects as JSON documents in SQLite, and pages of them."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Document = dict[str, Any]
# Raised whenever an older program could not read what is written any more.
VERSION = 1
COMPARISONS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True)
class Record:
    """An object as the API shows it, and what the server keeps with it."""

    document: Document
    hidden: Document


@dataclass(frozen=True)
class Selection:
    """Which objects of a kind, from where, and how many."""

    limit: int
    descending: bool
    after: str | None = None
    before: str | None = None
    equal: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class UnknownCursorError(Exception):
    """The cursor names no object, not even a deleted one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Store:
    """The one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.check_version()
        self.connection.executescript(files(__package__).joinpath("schema.sql").read_text())
        self.connection.execute(f"PRAGMA user_version = {VERSION}")

    def check_version(self) -> None:
        """Refuse a file that a newer program has written: it may mean something else by it."""
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise sqlite3.DatabaseError(f"its version is {version}, and this is {VERSION}")

    def close(self) -> None:
        """Close the file; SQLite folds its write-ahead log into it."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing; one inside another is part of it."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        with self.connection:
            yield

    def add(self, kind: str, document: Document, hidden: Document | None = None) -> None:
        """Keep a new object; it goes away by itself at its `expires_at` if its kind does."""
        # A member who left and comes back has the same id, and so has a file of a vector store.
        self.connection.execute(
            "DELETE FROM documents WHERE kind = ? AND id = ? AND document IS NULL",
            (kind, document["id"]),
        )
        self.connection.execute(
            "INSERT INTO documents (kind, id, document, hidden, expires_at) VALUES (?, ?, ?, ?, ?)",
            (kind, document["id"], dump(document), dump(hidden or {}), expiry(kind, document)),
        )

    def get(self, kind: str, identifier: str) -> Record | None:
        """Return an object that is there and has not expired."""
        row = self.connection.execute(
            "SELECT document, hidden FROM documents WHERE kind = ? AND id = ?"
            " AND document IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)",
            (kind, identifier, time.time()),
        ).fetchone()
        return Record(json.loads(row[0]), json.loads(row[1])) if row else None

    def replace(self, kind: str, document: Document, hidden: Document | None = None) -> None:
        """Keep a newer version of an object, and of what is hidden if that is given."""
        self.connection.execute(
            "UPDATE documents SET document = ?, hidden = coalesce(?, hidden), expires_at = ?"
            " WHERE kind = ? AND id = ? AND document IS NOT NULL",
            (
                dump(document),
                None if hidden is None else dump(hidden),
                expiry(kind, document),
                kind,
                document["id"],
            ),
        )

    def delete(self, kind: str, identifier: str) -> None:
        """Forget an object, all but its place in the order."""
        self.connection.execute(
            "UPDATE documents SET document = NULL, hidden = NULL WHERE kind = ? AND id = ?",
            (kind, identifier),
        )

    def delete_within(self, parent: str) -> None:
        """Forget all that belongs to an object, at any depth."""
        self.connection.execute(
            "UPDATE documents SET document = NULL, hidden = NULL WHERE instr(kind, ?)",
            (f"/{parent}/",),
        )

    def everywhere(self, kind: str, identifier: str) -> list[tuple[str, Document]]:
        """Return the objects of a kind with an id, each with its place, whatever its parents."""
        rows = self.connection.execute(
            "SELECT kind, document FROM documents WHERE id = ? AND kind GLOB ?"
            " AND document IS NOT NULL ORDER BY sequence",
            (identifier, f"{kind}/*"),
        )
        return [(place, json.loads(document)) for place, document in rows]

    def select(self, kind: str, selection: Selection) -> tuple[list[Document], bool]:
        """Return a page of objects and whether there are more behind it, or before it."""
        conditions, values = filters_of(selection)
        # A page before a cursor is looked for from the cursor on, against the order.
        backward = selection.before is not None and selection.after is None
        descending = selection.descending is not backward
        for name, cursor, smaller in (
            ("after", selection.after, selection.descending),
            ("before", selection.before, not selection.descending),
        ):
            if cursor is not None:
                conditions.append(f"sequence {'<' if smaller else '>'} ?")
                values.append(self.position(kind, name, cursor))
        rows = self.connection.execute(
            f"SELECT document FROM documents WHERE kind = ? AND {' AND '.join(conditions)}"
            f" ORDER BY sequence {'DESC' if descending else 'ASC'} LIMIT ?",
            (kind, *values, selection.limit + 1),
        ).fetchall()
        documents = [json.loads(row[0]) for row in rows[: selection.limit]]
        return documents[::-1] if backward else documents, len(rows) > selection.limit

    def position(self, kind: str, cursor: str, identifier: str) -> int:
        """Return where an object that a cursor names is, or was, in the order of creation."""
        row = self.connection.execute(
            "SELECT sequence FROM documents WHERE kind = ? AND id = ?", (kind, identifier)
        ).fetchone()
        if row is None:
            raise UnknownCursorError(cursor)
        return int(row[0])

    def all(self, kind: str) -> list[Record]:
        """Return all objects of a kind, oldest first."""
        rows = self.connection.execute(
            "SELECT document, hidden FROM documents WHERE kind = ? AND document IS NOT NULL"
            " ORDER BY sequence",
            (kind,),
        )
        return [Record(json.loads(document), json.loads(hidden)) for document, hidden in rows]

    def is_new(self, kind: str) -> bool:
        """Say whether there has never been an object of the kind."""
        query = "SELECT 1 FROM documents WHERE kind = ? LIMIT 1"
        return self.connection.execute(query, (kind,)).fetchone() is None

    def totals(self, kind: str, field: str) -> dict[str, tuple[int, int]]:
        """Return by status how many objects of a kind there are, and the sum of a field."""
        rows = self.connection.execute(
            "SELECT json_extract(document, '$.status'), count(*),"
            " total(json_extract(document, ?)) FROM documents"
            " WHERE kind = ? AND document IS NOT NULL GROUP BY 1",
            (f"$.{field}", kind),
        )
        return {status: (count, int(total)) for status, count, total in rows}

    def unfinished(self, kind: str, statuses: tuple[str, ...]) -> list[Record]:
        """Return the objects of a kind that still have one of the statuses, oldest first."""
        marks = ", ".join("?" * len(statuses))
        rows = self.connection.execute(
            "SELECT document, hidden FROM documents"
            " WHERE (kind = ? OR kind GLOB ?) AND document IS NOT NULL"
            f" AND json_extract(document, '$.status') IN ({marks}) ORDER BY sequence",
            (kind, f"{kind}/*", *statuses),
        )
        return [Record(json.loads(document), json.loads(hidden)) for document, hidden in rows]

    def expired(self, kind: str) -> list[str]:
        """Return the ids of objects whose time is over but which still take room."""
        rows = self.connection.execute(
            "SELECT id FROM documents WHERE kind = ? AND document IS NOT NULL AND expires_at <= ?",
            (kind, time.time()),
        )
        return [row[0] for row in rows]


def filters_of(selection: Selection) -> tuple[list[str], list[object]]:
    """Return the conditions that an object meets, and the values in them."""
    conditions = ["document IS NOT NULL", "(expires_at IS NULL OR expires_at > ?)"]
    values: list[object] = [time.time()]
    for name, value in selection.equal.items():
        conditions.append("json_extract(document, ?) = ?")
        values += [f"$.{name}", value]
    for name, value in selection.metadata.items():
        conditions.append(
            "EXISTS (SELECT 1 FROM json_each(document, '$.metadata') AS pair"
            " WHERE pair.key = ? AND pair.value = ?)"
        )
        values += [name, value]
    for name, wanted in selection.tags.items():
        conditions.append(
            "EXISTS (SELECT 1 FROM json_each(hidden, ?)"
            " WHERE value IN (SELECT value FROM json_each(?)))"
        )
        values += [f"$.{name}", json.dumps(list(wanted))]
    for name, bounds in selection.ranges.items():
        for bound in sorted(COMPARISONS.keys() & bounds.keys()):
            conditions.append(f"json_extract(document, ?) {COMPARISONS[bound]} ?")
            values += [f"$.{name}", bounds[bound]]
    return conditions, values


def dump(document: Document) -> str:
    """Write a document as JSON, its text as it is."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def expiry(kind: str, document: Document) -> int | None:
    """Return when an object goes away; of all kinds only files do, the others change status."""
    expires_at: int | None = document.get("expires_at") if kind == "file" else None
    return expires_at
