"""The operations that the library's client offers: which method sends what to where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .fields import Parameter
from .modules import Definition, Package, name_of
from .request import Request, sent_by


@dataclass(frozen=True)
class LibraryOperation:
    """A request that the client can send; `attributes` lead from the client to its method."""

    attributes: tuple[str, ...]
    method: str
    path: str
    query: dict[str, Parameter] = field(default_factory=dict)
    body: dict[str, Parameter] | None = None
    content_type: str = "application/json"
    facts: dict[str, Any] = field(default_factory=dict)
    responses: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Method and path, which no other operation has."""
        return f"{self.method} {self.path}"

    @property
    def path_params(self) -> list[str]:
        """The names of the path's parameters."""
        parts = self.path.partition("?")[0].split("/")
        return [part[1:-1] for part in parts if part.startswith("{")]


def read_operations(package: Package) -> dict[str, LibraryOperation]:
    """Return every operation that the package's client `OpenAI` leads to, by name.

    Raises ValueError if there is no such client, or it leads to none.
    """
    module = package.module(package.root / "_client")
    client = module and module.find("OpenAI")
    found: dict[str, LibraryOperation] = {}
    for operation in _operations(client, ()) if client else ():
        first = found.get(operation.name)
        found[operation.name] = _one_of(first, operation) if first else operation
    if not found:
        raise ValueError(f"There is no client with operations in {package.root}.")
    return found


def _one_of(first: LibraryOperation, second: LibraryOperation) -> LibraryOperation:
    """Return the better of two ways to the same: what is kept for old programs comes second."""
    return min(
        first, second, key=lambda each: ("deprecated" in each.facts, "beta" in each.attributes)
    )


def _operations(owner: Definition, attributes: tuple[str, ...]) -> Iterator[LibraryOperation]:
    """Give the operations of a client or a resource, and of the resources below it."""
    body = owner.node.body if isinstance(owner.node, ast.ClassDef) else []
    for function in (line for line in body if isinstance(line, ast.FunctionDef)):
        decorators = {name_of(each) for each in function.decorator_list}
        here = (*attributes, function.name)
        if "cached_property" in decorators and function.returns:
            below = owner.module.resolve(function.returns)
            if below and _is_resource(below):
                yield from _operations(below, here)
        elif request := sent_by(owner.module, function):
            yield _operation(here, request)


def _is_resource(found: Definition) -> bool:
    bases = found.node.bases if isinstance(found.node, ast.ClassDef) else []
    if any(name_of(base) == "SyncAPIResource" for base in bases):
        return True
    return any(_is_resource(above) for base in bases if (above := found.module.resolve(base)))


def _operation(attributes: tuple[str, ...], request: Request) -> LibraryOperation:
    return LibraryOperation(
        attributes,
        request.method,
        request.path,
        request.query,
        request.body,
        request.content_type,
        request.facts(),
        request.responses(),
    )
