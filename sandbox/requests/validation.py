"""Checks a request against its operation's fields, and says what is wrong as the API does.

Fields that are not declared are let through: the API has new ones tomorrow.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ...api.operations import ApiField, Bounds
from .forms import ReceivedFile
from .refusals import Refusal, absent, unsupported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...api.operations import Fields

NAMES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "object": "an object",
    "metadata": "an object",
    "file": "a file",
    "any": "an item",
    "null": "null",
}
PYTHON_TYPES: dict[str, type] = {
    "string": str,
    "boolean": bool,
    "object": dict,
    "metadata": dict,
    "file": ReceivedFile,
    "any": object,
    "null": type(None),
}
# What SQLite, like most servers, can keep.
INTEGERS = Bounds(-(1 << 63), (1 << 63) - 1)
METADATA_PAIRS, METADATA_NAME, METADATA_VALUE = 16, 64, 512


def parse_fields(declared: Mapping[str, Any]) -> Fields:
    """Read the fields of what no row of `api/` describes, such as one kind of tool.

    Each is a line, its types and then its bounds: `integer|null 0..20`, `string =asc|desc`,
    `array<string> items:..4`, `string length:..64`; or a list of that line and the fields of the
    object. A name that ends in `!` is required.
    """
    return {
        name.removesuffix("!"): _parse_field(name, declaration)
        for name, declaration in declared.items()
    }


def _parse_field(name: str, declaration: str | list[Any]) -> ApiField:
    line, inner = declaration if isinstance(declaration, list) else (declaration, {})
    types, *words = line.split(" ")
    options: dict[str, Any] = {"value": INTEGERS if "integer" in types else Bounds()}
    for word in words:
        if word.startswith("="):
            options["enum"] = tuple(word[1:].split("|"))
        else:
            kind, _, bounds = word.rpartition(":")
            usual = Bounds() if kind else options["value"]
            options[kind or "value"] = _parse_bounds(bounds, usual)
    options["types"], options["fields"] = tuple(types.split("|")), parse_fields(inner)
    return ApiField(name.removesuffix("!"), required=name.endswith("!"), **options)


def _parse_bounds(text: str, usual: Bounds) -> Bounds:
    least, most = (json.loads(end) if end else None for end in text.split(".."))
    return Bounds(usual.least if least is None else least, usual.most if most is None else most)


def check_fields(values: Mapping[str, Any], fields: Fields, path: str = "") -> None:
    """Refuse the first thing that is missing or wrong."""
    for name, declared in fields.items():
        where = f"{path}.{name}" if path else name
        if name in values:
            check(values[name], declared, where)
        elif declared.required:
            raise absent(where)


def check(value: Any, declared: ApiField, where: str) -> None:
    """Refuse a value of the wrong type, out of bounds, or out of a closed set."""
    kind = next((kind for kind in declared.types if is_a(value, kind)), None)
    if kind is None:
        raise wrong_type(value, declared, where)
    if kind in ("integer", "number"):
        check_bounds(value, declared.value, where, kind.replace("number", "decimal"), "value")
    elif kind == "string":
        check_bounds(len(value), declared.length, where, "string", "length")
        check_choice(value, declared, where)
    elif isinstance(value, list):
        check_bounds(len(value), declared.items, where, "array", "length")
        for item in value:
            check_choice(item, declared, where)
    elif isinstance(value, dict):
        check_fields(value, declared.fields, where)
    if kind == "metadata":
        check_metadata(value, where)


def is_a(value: Any, kind: str) -> bool:
    """Say whether a value is of a declared type."""
    if kind.startswith("array<"):
        inner = kind[6:-1]
        return isinstance(value, list) and all(is_a(item, inner) for item in value)
    if kind in ("integer", "number"):
        allowed = int if kind == "integer" else (int, float)
        return isinstance(value, allowed) and not isinstance(value, bool)
    return isinstance(value, PYTHON_TYPES[kind])


def wrong_type(value: Any, declared: ApiField, where: str) -> Refusal:
    """Return the refusal that names what was expected and what came."""
    expected = " or ".join(describe(kind) for kind in declared.types)
    return Refusal(
        f"Invalid type for '{where}': expected {expected}, but got {actual(value)} instead.",
        param=where,
        code="invalid_type",
    )


def describe(kind: str) -> str:
    """Return a declared type in words."""
    if kind.startswith("array<"):
        inner = describe(kind[6:-1]).split(" ", 1)[-1]
        return "an array of " + (
            inner.replace("array", "arrays", 1) if "of" in inner else f"{inner}s"
        )
    return NAMES[kind]


def actual(value: Any) -> str:
    """Return the type of a JSON value in words."""
    for name in ("null", "boolean", "integer", "number", "string", "object"):
        if is_a(value, name):
            return NAMES[name]
    return "an array"


def check_bounds(amount: float, bounds: Bounds, where: str, noun: str, measure: str) -> None:
    """Refuse an amount that is too small or too great."""
    if bounds.most is not None and amount > bounds.most:
        edge, code, expected = "above maximum", "above_max", f"<= {bounds.most}"
    elif bounds.least is not None and amount < bounds.least:
        edge, code, expected = "below minimum", "below_min", f">= {bounds.least}"
    else:
        return
    raise Refusal(
        f"Invalid '{where}': {noun} {edge} {measure}."
        f" Expected a {measure} {expected}, but got {amount} instead.",
        param=where,
        code=f"{noun}_{code}_{measure}",
    )


def check_choice(value: Any, declared: ApiField, where: str) -> None:
    """Refuse what is not in a closed set."""
    if declared.choices and value not in declared.choices:
        raise unsupported(value, declared.choices, where)


def check_metadata(metadata: dict[str, Any], where: str) -> None:
    """Refuse more pairs, longer names or longer values than the API keeps."""
    check_bounds(len(metadata), Bounds(most=METADATA_PAIRS), where, "object", "length")
    for name, value in metadata.items():
        check_bounds(len(name), Bounds(most=METADATA_NAME), f"{where}.{name}", "key", "length")
        check(value, METADATA_TEXT, f"{where}.{name}")


METADATA_TEXT = ApiField("text", ("string",), length=Bounds(most=METADATA_VALUE))
