"""A command line for any row of `oai commands`: each parameter once, from its own declaration."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

Row = dict[str, Any]

FILES = {"file": "note.txt", "image": "dot.png", "sdp": "offer.sdp"}
JSON_OF = {"object": '{"a": 1}', "array": '[{"type": "text", "text": "hi"}]'}
MIDDLE = 5


def write_files(folder: Path) -> None:
    """Put down the files that the command lines name."""
    (folder / "note.txt").write_text("A note.\n")
    (folder / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 32)
    (folder / "offer.sdp").write_text("v=0\r\n")


def command_line(row: Row, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the words after `oai` that give every parameter but those in `without`."""
    parameters = [item for item in row["parameters"] if item["name"] not in without]
    positional = [item for item in parameters if item["in"] == "path"]
    options = [item for item in parameters if item["in"] != "path"]
    words = row["command"].split()
    words += [f"{item['name']}-1" for item in sorted(positional, key=lambda i: i["position"])]
    for item in options:
        words += option(item)
    return words + consent(row)


def option(item: Row) -> list[str]:
    """Return an option with a value that its declaration allows."""
    if item["type"] == "boolean":
        return [item["option"]]
    return [item["option"], value(item)]


def value(item: Row) -> str:
    """Return such a value."""
    if item["choices"]:
        return str(item["choices"][0])
    if item["type"] in ("integer", "number"):
        return str(_number(item))
    if item["type"] == "file":
        return FILES["image"] if "image" in item["name"] or "mask" in item["name"] else "note.txt"
    if item["type"] == "object" and item["repeatable"]:
        return "team=search"
    return JSON_OF.get(item["type"], "x")


def consent(row: Row) -> list[str]:
    """Return what a command that destroys wants to hear: yes, or what it is about again."""
    if row["effect"] != "destroy":
        return []
    if not row["severe"]:
        return ["--yes"]
    about = max(filter(itemgetter("position"), row["parameters"]), key=itemgetter("position"))
    return ["--confirm", f"{about['name']}-1" if about["in"] == "path" else value(about)]


def _number(item: Row) -> float | int:
    low, high = item["minimum"], item["maximum"]
    number = MIDDLE if low is None else max(low, MIDDLE)
    number = number if high is None else min(number, high)
    return int(number) if item["type"] == "integer" else number
