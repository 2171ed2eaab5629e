"""What a line's body must have, taken from the declarations of the commands themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .....base.json_text import kind_of
from .....cli.declare.command_map import walk
from .....cli.declare.endpoint import Endpoint, Resource

PREFIX = "/v1"
TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "a string"),
    "array of objects": ((list,), "an array"),
    "string or array": ((str, list), "a string or an array"),
}


@dataclass(frozen=True)
class Need:
    """A field that a body must have."""

    name: str
    types: tuple[type, ...]
    wanted: str

    def problem(self, body: dict[str, Any]) -> str | None:
        """Say what is wrong with this field of a body."""
        value = body.get(self.name)
        if isinstance(value, self.types):
            return f"body.{self.name} is empty" if value == [] else None
        if value is None:
            return f"body.{self.name} is missing"
        return f"body.{self.name} must be {self.wanted}, not {kind_of(value)}"


@cache
def batch_urls() -> tuple[str, ...]:
    """Return the endpoints that a batch can be for, as `batches create` offers them."""
    create = declared("batches", "create")
    return next(item.choices for item in create.parameters if item.name == "endpoint")


@cache
def needs_of(url: str) -> tuple[Need, ...]:
    """Return what a line for this endpoint must have in its body."""
    route = url.removeprefix(PREFIX)
    for endpoint in _endpoints(route.split("/")[1]):
        if (endpoint.method, endpoint.route) == ("POST", route):
            return tuple(
                Need(item.name, *TYPES.get(item.type, ((object,), "a value")))
                for item in endpoint.required
            )
    return ()


def declared(*path: str) -> Endpoint:
    """Return one of our commands that call an endpoint."""
    from .... import root

    return root.endpoint_at(path)


def _endpoints(group: str) -> Iterator[Endpoint]:
    from .... import root

    resource = root.find(group)
    if isinstance(resource, Resource):
        yield from (command for command in walk(resource) if isinstance(command, Endpoint))
