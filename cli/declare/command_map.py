"""The whole map of the tool, from the declarations themselves: what calls what, with which."""

from collections.abc import Iterator
from typing import Any

from .endpoint import Command, Endpoint, Resource
from .parameters import Parameter

# What a parameter is on the wire, where our name for it says more.
WIRE_TYPES = {
    "map": "object",
    "array of objects": "array",
    "string or array": "string",
    "time": "integer",
}


def walk(resource: Resource) -> Iterator[Command]:
    """Give every command below a resource; imports every module there is."""
    for name in resource.names():
        found = resource.find(name)
        if isinstance(found, Resource):
            yield from walk(found)
        elif found is not None:
            yield found


def endpoints(resource: Resource) -> Iterator[Endpoint]:
    """Give every command that calls an operation of the API."""
    return (command for command in walk(resource) if isinstance(command, Endpoint))


def row(endpoint: Endpoint) -> dict[str, Any]:
    """Return one line of the map."""
    return {
        "command": endpoint.name,
        "summary": endpoint.summary,
        "method": endpoint.method,
        "path": endpoint.route,
        "parameters": list(_parameters(endpoint)),
        "content_type": endpoint.content_type if _has_body(endpoint) else None,
        "paging": endpoint.paging.style if endpoint.paging else None,
        "streams": endpoint.reader is not None,
        "answer": endpoint.answer,
        "effect": endpoint.effect,
        "severe": endpoint.confirm_by_id,
        "waited_for_by": " ".join(endpoint.job_kind.waited_for_by) if endpoint.job_kind else None,
        "admin_key": endpoint.admin_key,
        "beta": endpoint.beta,
        "deprecated": endpoint.deprecated is not None,
    }


def _has_body(endpoint: Endpoint) -> bool:
    return any(item.place in ("body", "form") for item in endpoint.parameters)


def _parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    position = 0
    for item in endpoint.parameters:
        position += item.positional
        if item.place != "local":
            yield _parameter(item, position if item.positional else None)


def _parameter(item: Parameter, position: int | None) -> dict[str, Any]:
    return {
        "name": item.name,
        "in": item.place,
        "option": item.option,
        "position": position,
        "type": WIRE_TYPES.get(item.type, item.type),
        "required": item.required,
        "repeatable": item.repeatable and item.type != "object",
        "choices": list(item.choices),
        "closed": item.closed,
        "minimum": item.limits.minimum if item.limits else None,
        "maximum": item.limits.maximum if item.limits else None,
        "default": item.api_default if item.default is None else item.default,
        "help": item.help,
    }
