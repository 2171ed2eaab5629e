"""What differs between the facts and the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .operations import LibraryOperation
from .rows import Row, new_row, updated_row


@dataclass(frozen=True)
class Drift:
    """The rows that are new, gone, or to be put in place of others."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Row]] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The rows that are new, and the changed ones as they are now."""
        return [*self.new, *(after for _, after in self.changed)]

    def applied_to(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows as they are after it, in the order of their commands."""
        gone = {row["command"] for row in self.gone}
        instead = {before["command"]: after for before, after in self.changed}
        kept = [instead.get(row["command"], row) for row in rows if row["command"] not in gone]
        return sorted(kept + self.new, key=lambda row: str(row["command"]))


def compare(rows: list[Row], library: Mapping[str, LibraryOperation], month: str) -> Drift:
    """Return what differs; what is new or changed says that it did so in this month."""
    known = {f"{row['method']} {row['path']}": row for row in rows}
    drift = Drift()
    for name, row in known.items():
        if name in library:
            _update(drift, row, row, library[name], month)
    gone = {
        row["command"]: row
        for name, row in known.items()
        if name not in library and row.get("in_library", True)
    }
    commands = Commands(rows, library)
    for name in library.keys() - known.keys():
        operation = library[name]
        command = commands.propose(operation.attributes)
        if command in gone:
            row = gone.pop(command)
            _update(drift, row, _moved(row, operation), operation, month)
        else:
            drift.new.append(new_row(operation, commands.take(operation.attributes), month))
    drift.new.sort(key=lambda row: str(row["command"]))
    drift.changed.sort(key=lambda pair: str(pair[0]["command"]))
    drift.gone.extend(gone.values())
    return drift


def _update(drift: Drift, row: Row, base: Row, operation: LibraryOperation, month: str) -> None:
    after = updated_row(base, operation)
    if after != row:
        drift.changed.append((row, after | {"changed": month}))


def _moved(row: Row, operation: LibraryOperation) -> Row:
    """Return the row of an operation that is called elsewhere now, and of which we know where."""
    head = {"command": row["command"], "method": operation.method, "path": operation.path}
    same = operation.method == row["method"]
    if same and _places(row["path"]) != _places(operation.path):
        head["older_path"] = row["path"]
    return (
        head
        | {k: v for k, v in row.items() if k not in head}
        | {"path_params": operation.path_params}
    )


def _places(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


class Commands:
    """The commands for the client's methods: those that there are, and those to propose."""

    def __init__(self, rows: Iterable[Row], library: Mapping[str, LibraryOperation]) -> None:
        self.taken = {str(row["command"]) for row in rows}
        self.first = {operation.attributes[0] for operation in library.values()}
        self.groups: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in rows:
            operation = library.get(f"{row['method']} {row['path']}")
            if operation:
                self._learn(operation.attributes, row["command"].split())

    def _learn(self, attributes: tuple[str, ...], words: list[str]) -> None:
        """Remember which group of commands a resource is, where the two go side by side."""
        resource, group = attributes[:-1], words[:-1]
        while resource and group and _word(resource[-1]) == group[-1]:
            self.groups.setdefault(resource, tuple(group))
            resource, group = resource[:-1], group[:-1]
        if resource and group:
            self.groups.setdefault(resource, tuple(group))

    def propose(self, attributes: tuple[str, ...]) -> str:
        """Return a command beside those of the same resource: `agents sessions create`.

        Of a new resource, `beta` and `admin` are left out where nothing else has its name.
        """
        *resource, method = attributes
        rest: list[str] = []
        while resource and tuple(resource) not in self.groups:
            rest.insert(0, _word(resource.pop()))
        if not resource and attributes[0] in ("beta", "admin") and attributes[1] not in self.first:
            del rest[0]
        return " ".join([*self.groups.get(tuple(resource), ()), *rest, _verb(method)])

    def take(self, attributes: tuple[str, ...]) -> str:
        """Return a command that no other operation has."""
        command = self.propose(attributes)
        if command in self.taken:
            command = " ".join([*map(_word, attributes[:-1]), _verb(attributes[-1])])
        self.taken.add(command)
        return command


def _word(attribute: str) -> str:
    return attribute.replace("_", "-")


def _verb(method: str) -> str:
    return _word({"retrieve": "get"}.get(method, method))
