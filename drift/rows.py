"""Rows as the library would have them, and the rules by which rows may know more than it does.

The rows also come from the API's reference, so they say more than a client's type hints can.
What counts as no difference, and why:

- A row goes as deep as it was worth writing down: what is within an object is compared where the
  row has `fields`. Defaults, bounds, formats and answers are not in type hints, and stay.
- `any`, on either side, claims nothing.
- `open_enum` stays: to take a value that a client does not know refuses nobody.
- Of several content types of a body, the library sends one: that one is compared.
- `KEPT` has what was decided otherwise, one by one.
- A row with `in_library: false` is one that the library does not have; once it has it, we hear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .fields import Parameter
from .operations import LibraryOperation

Row = dict[str, Any]

# By attributes that the client's begin with: the keys of the row which are not the library's.
KEPT: dict[tuple[str, ...], tuple[str, ...]] = {
    # The reference asks for the admin key, the library sends the ordinary one.
    ("fine_tuning", "checkpoints", "permissions"): ("admin_key",),
    # The library keeps the shape of the beta, which is over; the reference has what holds now.
    ("beta", "realtime"): ("beta_header", "query", "body"),
}
FACTS = ("pagination", "admin_key", "beta_header", "streams", "headers", "deprecated")


def new_row(operation: LibraryOperation, command: str, month: str) -> Row:
    """Return the row of an operation that there is none of yet."""
    row: Row = {
        "command": command,
        "method": operation.method,
        "path": operation.path,
        "in_reference": False,
        "path_params": operation.path_params,
        "query": new_fields(operation.query),
    }
    if operation.body is not None:
        row["body"] = {operation.content_type: {"fields": new_fields(operation.body)}}
    return row | {"responses": operation.responses} | operation.facts | {"since": month}


def new_fields(parameters: Mapping[str, Parameter]) -> list[Row]:
    """Return parameters as fields of a row."""
    return [parameter.row() for parameter in parameters.values()]


def updated_row(row: Row, operation: LibraryOperation) -> Row:
    """Return a row as it would be by the library; the same if there is nothing to change."""
    facts = {key: operation.facts.get(key) for key in FACTS}
    facts |= {"query": updated_fields(row["query"], operation.query), "body": _body(row, operation)}
    kept = {key for start, keys in KEPT.items() for key in keys if _begins(operation, start)}
    result = {key: value for key, value in row.items() if key != "in_library"}
    for key in facts.keys() - kept:
        if facts[key] is None:
            result.pop(key, None)
    return result | {k: v for k, v in facts.items() if k not in kept and v is not None}


def _begins(operation: LibraryOperation, start: tuple[str, ...]) -> bool:
    return operation.attributes[: len(start)] == start


def _body(row: Row, operation: LibraryOperation) -> Row | None:
    if operation.body is None:
        return None
    bodies: Row = row.get("body", {})
    content = bodies.get(operation.content_type, {"fields": []})
    fields = updated_fields(content.get("fields", []), operation.body)
    return {**bodies, operation.content_type: {**content, "fields": fields}}


def updated_fields(fields: Iterable[Row], parameters: Mapping[str, Parameter]) -> list[Row]:
    """Return a row's fields without those that are gone, then those that are new."""
    known = {field["name"].removesuffix("[]"): field for field in fields}
    kept = [_field(each, parameters[name]) for name, each in known.items() if name in parameters]
    return kept + new_fields({k: v for k, v in parameters.items() if k not in known})


def _field(field: Row, parameter: Parameter) -> Row:
    shape = parameter.shape
    facts: Row = {
        "type": _types(field["type"], shape.types),
        "required": parameter.required or (False if field.get("required") is False else None),
        "enum": in_order(field.get("enum", []), shape.enum) or None,
        "open_enum": (bool(shape.enum) and field.get("open_enum")) or shape.open_enum or None,
    }
    if "fields" in field and shape.objects:
        facts["fields"] = updated_fields(field["fields"], shape.fields)
    result = {key: value for key, value in field.items() if facts.get(key, value) is not None}
    return result | {key: value for key, value in facts.items() if value is not None}


def _types(known: str, found: tuple[str, ...]) -> str:
    types = known.split(" | ")
    if "any" in types or "any" in found or set(types) == set(found):
        return known
    return " | ".join(in_order(types, found))


def in_order(known: list[str], found: Iterable[str]) -> list[str]:
    """Return what was found: what was known in its order, then what is new."""
    found = list(found)
    return [each for each in dict.fromkeys(known) if each in found] + [
        each for each in found if each not in known
    ]
