"""The operations of the API, as `operations.jsonl` has them; README.md describes its schema."""

from __future__ import annotations

import json
import re
from collections import ChainMap
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fields = dict[str, "ApiField"]

JSON = "application/json"
FORM = "multipart/form-data"
HEAD = re.compile(rb'\{"command": "([^"\\]+)", "method": "([A-Z]+)", "path": "([^"\\]+)",')


@dataclass(frozen=True)
class Bounds:
    """The least and the most that something may be, where there is such a thing."""

    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class ApiField:
    """One parameter, by its plain name; `fields` are those of the object that it is."""

    name: str
    types: tuple[str, ...]
    required: bool = False
    enum: tuple[str, ...] = ()
    open_enum: bool = False
    default: Any = None
    value: Bounds = Bounds()
    length: Bounds = Bounds()
    items: Bounds = Bounds()
    fields: Fields = field(default_factory=dict)
    deprecated: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The only values that it may have, if it is not free."""
        return () if self.open_enum else self.enum


@dataclass(frozen=True)
class ResponseBody:
    """What an answer consists of: an object's fields, and those of the items if it is a list."""

    fields: tuple[str, ...] | None = None
    item_fields: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Operation:
    """One row; of most operations most is never asked for, so each part is read when it is.

    `command` is what serves it, without `oai`, and `path` the route below the base URL.
    """

    command: str
    method: str
    path: str
    line: bytes = field(repr=False)

    @cached_property
    def row(self) -> dict[str, Any]:
        """The row as it is written."""
        row: dict[str, Any] = json.loads(self.line)
        return row

    @property
    def name(self) -> str:
        """Method and path, which no other operation has."""
        return f"{self.method} {self.path}"

    @property
    def path_template(self) -> str:
        """The path without the query that is fixed in it, as in `/responses?beta=true`."""
        return self.path.partition("?")[0]

    @property
    def path_params(self) -> tuple[str, ...]:
        """The names of the path's parameters."""
        return tuple(self.row["path_params"])

    @property
    def paths(self) -> tuple[str, ...]:
        """The route below the base URL, and where clients of before look for it."""
        return tuple(filter(None, (self.path, self.row.get("older_path"))))

    @property
    def pagination(self) -> str | None:
        """How its list goes on, if it is one."""
        return self.row.get("pagination")

    @property
    def beta_header(self) -> str | None:
        """The beta that a request must say it knows."""
        return self.row.get("beta_header")

    @property
    def streams(self) -> bool:
        """Whether it can answer with server-sent events."""
        return bool(self.row.get("streams"))

    @property
    def admin_key(self) -> bool:
        """Whether it is called with the admin key."""
        return bool(self.row.get("admin_key"))

    @property
    def deprecated(self) -> bool:
        """Whether the API says that it will go."""
        return bool(self.row.get("deprecated"))

    @cached_property
    def query(self) -> Fields:
        """The parameters of the query."""
        return read_fields(self.row["query"])

    @cached_property
    def bodies(self) -> dict[str, Fields]:
        """The fields of the body by content type; none where it is no object."""
        bodies = self.row.get("body", {})
        return {kind: read_fields(body.get("fields", ())) for kind, body in bodies.items()}

    @property
    def fields(self) -> Fields:
        """Every parameter of query and body, whatever the body's content type."""
        return dict(ChainMap(*self.bodies.values(), self.query))

    @cached_property
    def responses(self) -> dict[int, dict[str, ResponseBody]]:
        """What a good answer consists of, by status and content type."""
        return {
            int(status): {kind: _response_body(found) for kind, found in contents.items()}
            for status, contents in self.row["responses"].items()
        }

    @property
    def response(self) -> ResponseBody:
        """The JSON object that it answers with."""
        (contents, *_) = self.responses.values()
        return contents.get(JSON, ResponseBody())


@cache
def operations() -> tuple[Operation, ...]:
    """Return all operations, in the order of their commands."""
    lines = files(__package__).joinpath("operations.jsonl").read_bytes().splitlines()
    return tuple(map(read_operation, lines))


def read_operation(line: bytes) -> Operation:
    """Return the operation of a line, of which only the beginning is read at once.

    A server starts in the time that parsing all of them would take. Raises ValueError.
    """
    head = HEAD.match(line)
    if head is None:
        raise ValueError(f"It does not begin with command, method and path: {line[:80]!r}")
    command, method, path = map(bytes.decode, head.groups())
    return Operation(command, method, path, line)


def read_fields(rows: Iterable[Mapping[str, Any]]) -> Fields:
    """Return fields by name; `name[]` on the wire is the field `name`."""
    return {found.name: found for found in map(_field, rows)}


def _field(row: Mapping[str, Any]) -> ApiField:
    return ApiField(
        row["name"].removesuffix("[]"),
        tuple(dict.fromkeys(row["type"].split(" | "))),
        row.get("required", False),
        tuple(row.get("enum", ())),
        row.get("open_enum", False),
        row.get("default"),
        Bounds(row.get("minimum"), row.get("maximum")),
        Bounds(row.get("minLength"), row.get("maxLength")),
        Bounds(row.get("minItems"), row.get("maxItems")),
        read_fields(row.get("fields", ())),
        row.get("deprecated", False),
    )


def _response_body(row: Mapping[str, Any]) -> ResponseBody:
    fields, item_fields = (row.get(name) for name in ("fields", "item_fields"))
    return ResponseBody(fields and tuple(fields), item_fields and tuple(item_fields))
