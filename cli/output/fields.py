"""Picking fields out of objects: `--fields a,b.c`, columns, CSV."""

from collections.abc import Iterable
from typing import Any

from ...base.errors import InputError

MISSING = object()


def parse_fields(text: str | None) -> tuple[str, ...]:
    """Read `a,b.c`."""
    if text is None:
        return ()
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise InputError(f"--fields: expected names like id,status,usage.total; got {text!r}.")
    return names


def lookup(value: Any, path: str) -> Any:
    """Return the value at a dotted path, or MISSING; a number goes into a list."""
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return MISSING
    return value


def pick(value: Any, names: Iterable[str]) -> Any:
    """Return an object with these fields only, nested as they were."""
    if not isinstance(value, dict):
        return value
    result: dict[str, Any] = {}
    for name in names:
        found = lookup(value, name)
        if found is not MISSING:
            _put(result, name.split("."), found)
    return result


def _put(target: dict[str, Any], path: list[str], value: Any) -> None:
    *parents, key = path
    inner: Any = target
    for part in parents:
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            # It was asked for as a whole too, so all of it is there.
            return
    inner[key] = value


def flatten(value: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return an object's scalars and lists by dotted path."""
    flat: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(item, dict) and item:
            flat.update(flatten(item, f"{prefix}{key}."))
        else:
            flat[prefix + key] = item
    return flat
