"""The form in which an answer is wanted, checked as the API checks it, strict schemas too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent, unsupported
from .examples import check_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS = ("text", "json_object", "json_schema")
Path = tuple[str, ...]


def check_format(wanted: Mapping[str, Any] | None, where: str) -> None:
    """Refuse a form that there is not, and a schema that cannot be kept to."""
    if wanted is None:
        return
    if wanted.get("type") not in KINDS:
        raise unsupported(wanted.get("type"), KINDS, f"{where}.type")
    if wanted["type"] == "json_schema":
        # Chat has the schema one level deeper than Responses.
        is_nested = where == "response_format"
        inside = f"{where}.json_schema" if is_nested else where
        check_named(wanted.get("json_schema") if is_nested else wanted, inside)


def check_named(details: Any, where: str) -> None:
    """Refuse a schema without a name, or one that is to be strict and is not fit for it."""
    if not isinstance(details, dict):
        raise absent(where)
    for name in ("name", "schema"):
        if name not in details:
            raise absent(f"{where}.{name}")
    if details.get("strict"):
        check_strict(details["schema"], f"response_format '{details['name']}'", f"{where}.schema")


def check_strict(schema: Any, what: str, where: str) -> None:
    """Refuse a schema that leaves open which properties an object has."""
    for path, part in objects_in(schema, ()):
        check_schema(part)
        properties = part.get("properties") or {}
        wrong = None
        if part.get("additionalProperties") is not False:
            wrong = "'additionalProperties' is required to be supplied and to be false."
        elif missing := [name for name in properties if name not in part.get("required", [])]:
            wrong = (
                "'required' is required to be supplied and to be an array including every key in"
                f" properties. Missing '{missing[0]}'."
            )
        if wrong is not None:
            text = f"Invalid schema for {what}: In context={path!r}, {wrong}"
            raise Refusal(text, param=where, code="invalid_schema")


def objects_in(schema: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield the parts of a schema that describe objects, and where they are."""
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object" or "properties" in schema:
        yield path, schema
    for group in ("properties", "$defs", "definitions"):
        named = schema.get(group)
        for name, inner in named.items() if isinstance(named, dict) else ():
            yield from objects_in(inner, (*path, group, name))
    yield from objects_in(schema.get("items"), (*path, "items"))
    alternatives = schema.get("anyOf")
    for place, inner in enumerate(alternatives if isinstance(alternatives, list) else ()):
        yield from objects_in(inner, (*path, "anyOf", str(place)))
