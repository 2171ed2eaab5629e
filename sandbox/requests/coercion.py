"""Turns the text of a query or a form into the declared types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...api.operations import ApiField, Fields

BOOLEANS = {"true": True, "false": False}


def coerce_fields(values: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the values, converted where their declaration asks for it."""
    return {
        name: coerce(value, fields[name]) if name in fields else value
        for name, value in values.items()
    }


def coerce(value: Any, declared: ApiField) -> Any:
    """Return the value as its declared type, or as it is when it cannot be that."""
    if isinstance(value, dict):
        return coerce_fields(value, declared.fields)
    if not isinstance(value, str):
        return value
    if any(kind.startswith("array<") for kind in declared.types):
        return [value]
    if "string" in declared.types:
        return value
    if "object" in declared.types:
        return coerce_object(value, declared)
    return coerce_text(value, declared.types)


def coerce_object(text: str, declared: ApiField) -> Any:
    """Return an object that is written as JSON."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return coerce_fields(value, declared.fields) if isinstance(value, dict) else text


def coerce_text(text: str, types: tuple[str, ...]) -> Any:
    """Return a number or a truth value that is written as text."""
    if "boolean" in types:
        return BOOLEANS.get(text, text)
    try:
        if "integer" in types:
            return int(text)
        return float(text) if "number" in types else text
    except ValueError:
        return text
