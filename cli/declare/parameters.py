"""A declared function's signature, read as the parameters of an endpoint."""

import inspect
import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from .markers import (
    Choices,
    Default,
    Fields,
    FileReference,
    Limits,
    Mark,
    Name,
    Panel,
    PartOf,
    Reference,
)

T = TypeVar("T")
Place = Literal["path", "query", "body", "form", "local"]

SCALARS: dict[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, eq=False, repr=False)
class Parameter:
    """One parameter: what the API calls it, where it goes, and what help and completion say."""

    key: str
    name: str
    place: Place
    type: str
    repeatable: bool
    required: bool
    help: str
    default: object = None
    choices: tuple[str, ...] = ()
    closed: bool = False
    limits: Limits | None = None
    api_default: object = None
    fields: dict[str, object] | None = None
    reference: Reference | None = None
    uploads: FileReference | None = None
    panel: str = "Options"
    marks: frozenset[Mark] = frozenset()
    part_of: str | None = None

    @property
    def positional(self) -> bool:
        """Whether it can be given without an option."""
        return self.place == "path" or Mark.POSITIONAL in self.marks

    @property
    def option(self) -> str | None:
        """The long option, `--max-output-tokens`; none for a part of the path."""
        if self.place == "path" or (self.place == "local" and self.positional):
            return None
        return "--" + self.name.replace("_", "-")

    @property
    def field(self) -> str:
        """The field of the request that it fills, or becomes a part of."""
        return self.part_of or self.name

    @property
    def label(self) -> str:
        """How an error names it: the option, or the argument in capitals."""
        return self.option or self.metavar

    @property
    def metavar(self) -> str:
        """How help names a positional: `FILE_ID`."""
        return self.name.upper().replace("-", "_")


@dataclass(frozen=True, eq=False, repr=False)
class _Type:
    """A type annotation, taken apart."""

    name: str
    repeatable: bool = False
    choices: tuple[str, ...] = ()


def parameters_of(function: Callable[..., object], path: str, rest: Place) -> tuple[Parameter, ...]:
    """Read a declaration; what the path does not name goes to `rest`."""
    in_path = re.findall(r"{(\w+)}", path)
    panel = "Options"
    found = []
    for key, parameter in inspect.signature(function).parameters.items():
        if not _is_declared(parameter):
            continue
        place: Place = "path" if key in in_path else rest
        declared = _parameter(key, parameter, place, panel)
        panel = declared.panel
        found.append(declared)
    return tuple(found)


def _is_declared(parameter: inspect.Parameter) -> bool:
    return get_origin(parameter.annotation) is Annotated


def _parameter(key: str, parameter: inspect.Parameter, place: Place, panel: str) -> Parameter:
    base, *metadata = get_args(parameter.annotation)
    kind = _type_of(base, metadata)
    marks = frozenset(mark for mark in metadata if isinstance(mark, Mark))
    offered = _first(metadata, Choices)
    default = _first(metadata, Default)
    fields = _first(metadata, Fields)
    heading = _first(metadata, Panel)
    name = _first(metadata, Name)
    part = _first(metadata, PartOf)
    required = parameter.default is inspect.Parameter.empty
    return Parameter(
        key=key,
        name=name.value if name else key.rstrip("_"),
        place=_place(place, marks),
        type=kind.name,
        repeatable=kind.repeatable,
        required=required,
        help=" ".join(text for text in metadata if isinstance(text, str)),
        default=None if required else parameter.default,
        choices=kind.choices or (offered.values if offered else ()),
        closed=bool(kind.choices),
        limits=_first(metadata, Limits),
        api_default=default.value if default else None,
        fields=fields.types if fields else None,
        reference=_first(metadata, Reference),
        uploads=_first(metadata, FileReference),
        panel=heading.title if heading else panel,
        marks=marks,
        part_of=part.field if part else None,
    )


def _place(place: Place, marks: frozenset[Mark]) -> Place:
    if Mark.LOCAL in marks:
        return "local"
    return "query" if Mark.QUERY in marks else place


def _first(metadata: list[Any], kind: type[T]) -> T | None:
    return next((item for item in metadata if isinstance(item, kind)), None)


def _type_of(base: Any, metadata: list[Any]) -> _Type:
    parts = [part for part in _union(base) if part is not types.NoneType]
    if len(parts) == 2 and parts[0] is str and get_origin(parts[1]) is list:
        return _Type("string or array", repeatable=True)
    if parts == [int, str]:
        return _Type("integer or string")
    (part,) = parts
    origin, arguments = get_origin(part), get_args(part)
    if origin is Literal:
        return _Type("string", choices=arguments)
    if origin is list:
        return _list_of(arguments[0])
    if origin is dict:
        return _Type("map" if arguments[1] is str else "object", repeatable=True)
    if Mark.TIME in metadata:
        return _Type("time")
    if Mark.DURATION in metadata:
        return _Type("duration")
    return _Type("file" if part is Path else SCALARS[part])


def _list_of(item: Any) -> _Type:
    if get_origin(item) is dict:
        return _Type("array of objects")
    if get_origin(item) is Literal:
        return _Type("string", repeatable=True, choices=get_args(item))
    return _Type("file" if item is Path else SCALARS[item], repeatable=True)


def _union(base: Any) -> Iterator[Any]:
    if get_origin(base) in (Union, types.UnionType):
        yield from get_args(base)
    else:
        yield base
