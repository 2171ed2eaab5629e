"""The drift in short lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .comparison import Drift
from .rows import FACTS, Row


def lines(drift: Drift) -> Iterator[str]:
    """Give a line for each difference: what is new, then what has changed, then what is gone."""
    for row in drift.new:
        yield f"new      {row['command']}: {row['method']} {row['path']}"
    for before, after in drift.changed:
        for text in _differences(before, after):
            yield f"changed  {after['command']}: {text}"
    for row in drift.gone:
        yield f"gone     {row['command']}: {row['method']} {row['path']}"


def _differences(before: Row, after: Row) -> Iterator[str]:
    if "in_library" in before:
        yield "the library has it now"
    for key in ("method", "path", *FACTS):
        if before.get(key) != after.get(key):
            yield f"{key} {_was(after.get(key), before.get(key))}"
    yield from _fields("query", before["query"], after["query"])
    if "body" in before and "body" not in after:
        yield "- body"
    for kind, content in after.get("body", {}).items():
        known = before.get("body", {}).get(kind)
        if known is None:
            yield f"+ body {kind}"
        yield from _fields("body", (known or {}).get("fields", []), content.get("fields", []))


def _fields(place: str, before: list[Row], after: list[Row]) -> Iterator[str]:
    old, new = (
        {each["name"].removesuffix("[]"): each for each in side} for side in (before, after)
    )
    for name, field in new.items():
        if name not in old:
            yield f"{place} + {name} ({_described(field)})"
        else:
            yield from _field(f"{place} {name}", old[name], field)
    for name in old.keys() - new.keys():
        yield f"{place} - {name}"


def _field(place: str, before: Row, after: Row) -> Iterator[str]:
    for key in ("type", "required", "open_enum"):
        if before.get(key) != after.get(key):
            yield f"{place}: {key} {_was(after.get(key), before.get(key))}"
    old, new = before.get("enum", []), after.get("enum", [])
    if added := [value for value in new if value not in old]:
        yield f"{place}: + {', '.join(added)}"
    if removed := [value for value in old if value not in new]:
        yield f"{place}: - {', '.join(removed)}"
    yield from _fields(place, before.get("fields", []), after.get("fields", []))


def _described(field: Row) -> str:
    return f"{field['type']}, required" if field.get("required") else str(field["type"])


def _was(now: Any, before: Any) -> str:
    return f"{_shown(now)}, was {_shown(before)}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(each["name"] for each in value)
    return {None: "no", True: "yes"}.get(value, str(value))
