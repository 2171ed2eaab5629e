"""What may be asked: each operation's route and parameters, from the files in `declared/`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .validation import parse_fields

if TYPE_CHECKING:
    from .validation import Fields


@dataclass(frozen=True)
class Operation:
    """One route and what it takes."""

    method: str
    path: str
    declared: dict[str, Any]

    @cached_property
    def query(self) -> Fields:
        """The parameters of the query."""
        return parse_fields(self.declared.get("query", {}))

    @cached_property
    def body(self) -> Fields | None:
        """The fields of a JSON body, if it takes one."""
        return parse_fields(self.declared["body"]) if "body" in self.declared else None

    @cached_property
    def form(self) -> Fields | None:
        """The fields of a form, if it takes one."""
        return parse_fields(self.declared["form"]) if "form" in self.declared else None

    @property
    def plain(self) -> dict[str, str]:
        """The field that a body of a plain content type is, if it takes such a body."""
        return dict(self.declared.get("plain", {}))

    @property
    def beta(self) -> str | None:
        """The beta that a request must say it knows."""
        return self.declared.get("beta")


def load_operations() -> dict[str, Operation]:
    """Return the operations by method and path, a fixed path before one with a parameter."""
    declared: dict[str, Any] = {}
    for file in files(__package__).joinpath("declared").iterdir():
        declared.update(json.loads(file.read_bytes()))
    names = sorted(declared, key=lambda name: ("{" in name, name))
    return {name: operation(name, declared[name]) for name in names}


def operation(name: str, declared: dict[str, Any]) -> Operation:
    """Return one operation, which is named by its method and path."""
    method, _, path = name.partition(" ")
    return Operation(method, path, declared)
