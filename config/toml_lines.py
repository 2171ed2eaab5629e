"""Change one value in a TOML text and leave every other line, comments too, as it is.

A line-based edit cannot follow all of TOML (dotted keys, inline tables). So the caller parses the
result, and writes the file anew where it does not say what it should.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Table = tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A table's header, or a key with its value: lines `start` to `end` within `table`."""

    start: int
    end: int
    table: Table
    key: str | None
    comment: str = ""


def with_value(text: str, table: Table, key: str, value: Any) -> str:
    """Return the text with this value set; the table is added where there is none."""
    lines = text.split("\n")
    statements = _statements(lines)
    new = _written({key: value})
    for old in statements:
        if (old.table, old.key) == (table, key):
            lines[old.start : old.end] = [new + old.comment]
            return "\n".join(lines)
    ends = [statement.end for statement in statements if statement.table == table]
    if ends or not table:
        lines.insert(max(ends, default=0), new)
        return "\n".join(lines)
    before = text.rstrip() + "\n\n" if text.strip() else ""
    return before + _written(_nested(table, {key: value})) + "\n"


def without_value(text: str, table: Table, key: str) -> str:
    """Return the text without this value."""
    lines = text.split("\n")
    for old in _statements(lines):
        if (old.table, old.key) == (table, key):
            del lines[old.start : old.end]
            break
    return "\n".join(lines)


def _statements(lines: list[str]) -> list[Statement]:
    found: list[Statement] = []
    table: Table = ()
    start = 0
    while start < len(lines):
        end, parsed = _statement_at(lines, start)
        if lines[start].lstrip().startswith("["):
            table = _path(parsed)
            found.append(Statement(start, end, table, None))
        elif parsed:
            comment = _comment("\n".join(lines[start:end]), parsed)
            found.append(Statement(start, end, table, next(iter(parsed)), comment))
        start = end
    return found


def _statement_at(lines: list[str], start: int) -> tuple[int, dict[str, Any]]:
    """Return where the statement that starts here ends, and what it says (nothing: a comment)."""
    for end in range(start + 1, len(lines) + 1):
        parsed = _parsed("\n".join(lines[start:end]))
        if parsed is not None:
            return end, parsed
    return start + 1, {}


def _comment(statement: str, parsed: dict[str, Any]) -> str:
    """Return the comment that ends a statement, with the blanks before it."""
    place = statement.find("#")
    while place >= 0:
        if _parsed(statement[:place]) == parsed:
            return statement[len(statement[:place].rstrip(" \t")) :]
        place = statement.find("#", place + 1)
    return ""


def _parsed(text: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _path(header: dict[str, Any]) -> Table:
    path: list[str] = []
    inner: Any = header
    while isinstance(inner, dict) and inner:
        name, inner = next(iter(inner.items()))
        path.append(name)
    return tuple(path)


def _nested(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    for name in reversed(table):
        values = {name: values}
    return values


def _written(values: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(values).rstrip("\n")
