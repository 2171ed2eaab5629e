"""A command line for any row of `oai commands`: each parameter once, from its own declaration."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from oai.api.operations import ApiField, Fields

Row = dict[str, Any]

FILES = {"file": "note.txt", "image": "dot.png", "sdp": "offer.sdp"}
VALUE_OF = {
    "object": '{"a": 1}',
    "array": '[{"type": "text", "text": "hi"}]',
    "duration": "90m",
}
JSON_VALUES = {"boolean": True, "any": "x"}
MIDDLE = 5
NO_VALUES: Mapping[str, str] = {}


def write_files(folder: Path) -> None:
    """Put down the files that the command lines name."""
    (folder / "note.txt").write_text("A note.\n")
    (folder / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 32)
    (folder / "offer.sdp").write_text("v=0\r\n")


def command_line(
    row: Row, *, without: Collection[str] = (), values: Mapping[str, str] = NO_VALUES
) -> list[str]:
    """Return the words after `oai` that give every parameter but those in `without`."""
    parameters = [item for item in row["parameters"] if item["name"] not in without]
    positional = [item for item in parameters if item["in"] == "path"]
    options = [item for item in parameters if item["in"] != "path"]
    words = row["command"].split()
    words += [value(item, values) for item in sorted(positional, key=itemgetter("position"))]
    for item in options:
        words += option(item, values)
    return words + consent(row, values)


def option(item: Row, values: Mapping[str, str] = NO_VALUES) -> list[str]:
    """Return an option with a value that its declaration allows."""
    if item["type"] == "boolean":
        return [item["option"]]
    return [item["option"], value(item, values)]


def value(item: Row, values: Mapping[str, str] = NO_VALUES) -> str:
    """Return the value that was chosen for a parameter, or else such a one."""
    if item["name"] in values:
        return values[item["name"]]
    if item["in"] == "path":
        return f"{item['name']}-1"
    if item["choices"]:
        return str(item["choices"][0])
    if item["type"] in ("integer", "number"):
        return str(_number(item["minimum"], item["maximum"], item["type"]))
    if item["type"] == "file":
        return FILES["image"] if "image" in item["name"] or "mask" in item["name"] else "note.txt"
    if item["type"] == "object" and item["repeatable"]:
        return "team=search"
    return VALUE_OF.get(item["type"], "x")


def consent(row: Row, values: Mapping[str, str] = NO_VALUES) -> list[str]:
    """Return what a command that destroys wants to hear: yes, or what it is about again."""
    if row["effect"] != "destroy":
        return []
    if not row["severe"]:
        return ["--yes"]
    about = max(filter(itemgetter("position"), row["parameters"]), key=itemgetter("position"))
    return ["--confirm", value(about, values)]


def least(fields: Fields) -> dict[str, Any]:
    """Return the least body that consists of these fields: what is required, and no more."""
    return {name: json_value(field) for name, field in fields.items() if field.required}


def json_value(field: ApiField) -> Any:
    """Return a value of a field that is sent as JSON: of its first type."""
    kind = field.types[0].removeprefix("array<").removesuffix(">")
    one: Any = JSON_VALUES.get(kind)
    if kind == "object":
        one = least(field.fields)
    elif kind in ("integer", "number"):
        one = _number(field.value.least, field.value.most, kind)
    elif kind == "string":
        one = field.enum[0] if field.enum else "x" * int(field.length.least or 1)
    return one if kind == field.types[0] else [one]


def _number(low: float | None, high: float | None, kind: str) -> float | int:
    number = MIDDLE if low is None else max(low, MIDDLE)
    number = number if high is None else min(number, high)
    return int(number) if kind == "integer" else number
