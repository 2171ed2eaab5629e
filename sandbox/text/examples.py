"""Makes a value that a JSON schema accepts, with the input's text where text is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.validation import check_fields, parse_fields

if TYPE_CHECKING:
    from collections.abc import Callable

Schema = dict[str, Any]

KEYWORDS = parse_fields(
    {
        "type": "string|array<string> items:1..",
        "enum": "array<any> items:1..",
        "properties": "object",
        "required": "array<string>",
        "items": "object",
        "anyOf": "array<object> items:1..",
        "oneOf": "array<object> items:1..",
        "allOf": "array<object> items:1..",
        "$ref": "string",
        "format": "string",
        "minItems": "integer 0..1000",
        "maxItems": "integer 0..",
        "minLength": "integer 0..100000",
        "maxLength": "integer 0..",
        "minimum": "number",
        "maximum": "number",
        "exclusiveMinimum": "number",
    }
)

DEEPEST = 12
FORMATS = {
    "date-time": "2025-01-01T00:00:00Z",
    "date": "2025-01-01",
    "time": "00:00:00Z",
    "duration": "PT0S",
    "email": "sandbox@example.com",
    "hostname": "example.com",
    "ipv4": "127.0.0.1",
    "ipv6": "::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def example_of(schema: Any, text: str) -> Any:
    """Return an example of the schema."""
    return Example(schema, text).of(schema, 0)


class Example:
    """Walks a schema, with its definitions at hand."""

    def __init__(self, root: Schema, text: str) -> None:
        self.root = root
        self.text = text

    def of(self, schema: Schema, depth: int) -> Any:
        """Return an example of one part of the schema."""
        check_schema(schema)
        schema = self.resolve(schema)
        check_schema(schema)
        for fixed in ("const", "default"):
            if fixed in schema:
                return schema[fixed]
        if schema.get("enum"):
            return schema["enum"][0]
        makers: dict[str, Callable[[Schema, int], Any]] = {
            "object": self.object,
            "array": self.array,
            "string": self.string,
            "integer": self.integer,
            "number": self.number,
            "boolean": lambda _schema, _depth: True,
            "null": lambda _schema, _depth: None,
        }
        return makers.get(kind_of(schema), self.object)(schema, depth)

    def resolve(self, schema: Schema) -> Schema:
        """Follow references and take the first of alternatives."""
        for _ in range(DEEPEST):
            if "$ref" in schema:
                schema = self.definition(schema["$ref"])
            elif alternatives := schema.get("anyOf") or schema.get("oneOf"):
                schema = alternatives[0]
            elif "allOf" in schema:
                schema = merged(schema["allOf"])
            else:
                break
        return schema

    def definition(self, reference: str) -> Schema:
        """Return what a reference inside the schema points at."""
        found: Any = self.root
        for name in reference.removeprefix("#").split("/")[1:]:
            found = found.get(name) if isinstance(found, dict) else None
        check_schema(found)
        return dict(found)

    def object(self, schema: Schema, depth: int) -> Schema:
        """Return an object with its properties; only required ones where it nests too deep."""
        properties = schema.get("properties") or {}
        wanted = schema.get("required", []) if depth > DEEPEST // 2 else list(properties)
        if depth > DEEPEST * 2:
            return {}
        return {name: self.of(properties[name], depth + 1) for name in wanted if name in properties}

    def array(self, schema: Schema, depth: int) -> list[Any]:
        """Return one item, or as many as must be."""
        least = schema.get("minItems", 0 if depth > DEEPEST // 2 else 1)
        count = min(least, schema.get("maxItems", least))
        return [self.of(schema.get("items") or {"type": "string"}, depth + 1)] * count

    def string(self, schema: Schema, _depth: int) -> str:
        """Return the input's text, in the length that the schema asks for."""
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        return self.text[: schema.get("maxLength")].ljust(schema.get("minLength", 0), ".")

    def integer(self, schema: Schema, _depth: int) -> int:
        """Return the least integer that may be, or none at all."""
        least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        return int(min(least, schema.get("maximum", least)))

    def number(self, schema: Schema, _depth: int) -> float:
        """Return the least number that may be, or none at all."""
        least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        return float(min(least, schema.get("maximum", least)))


def check_schema(schema: Any) -> None:
    """Refuse what is no schema."""
    if not isinstance(schema, dict):
        raise Refusal("Invalid schema: expected an object.", param="schema", code="invalid_schema")
    check_fields(schema, KEYWORDS, "schema")


def kind_of(schema: Schema) -> str:
    """Return the schema's type; the first, where there are several."""
    kind = schema.get("type", "object" if "properties" in schema else "string")
    return str(kind[0] if isinstance(kind, list) else kind)


def merged(schemas: list[Schema]) -> Schema:
    """Return schemas that must hold together as one."""
    whole: Schema = {}
    for schema in schemas:
        check_schema(schema)
        properties = {**whole.get("properties", {}), **schema.get("properties", {})}
        whole = {**whole, **schema, **({"properties": properties} if properties else {})}
    return whole
