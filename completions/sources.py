"""Where the values of a parameter come from, in the language that all the scripts read.

A source is a list with commas. Plain items are offered as they are; `%file` stands for files,
`%at-file` for `@` and a file, `%profile` for the names of profiles, and `%ids/KIND` for the ids
that lists and creations of that kind left in the cache.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin

from ..cli.declare.command_map import endpoints
from ..cli.declare.endpoint import Command, Endpoint, Resource
from ..cli.declare.parameters import Parameter
from ..cli.ids.known_ids import kind_of, own_parameter, siblings_of
from ..commands.api import METHODS
from ..config.schema import fields

SETTINGS = ("profile", *fields())
# What help says in words, and the type cannot say.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("config get", "name"): SETTINGS,
    ("config set", "name"): SETTINGS,
    ("config unset", "name"): SETTINGS,
    ("fine-tuning jobs create", "training_file"): ("%ids/files",),
    ("fine-tuning jobs create", "validation_file"): ("%ids/files",),
    ("responses create", "file"): ("%ids/files", "%file"),
    ("responses create", "image"): ("%file",),
    ("chat create", "image"): ("%file",),
    ("moderations create", "image"): ("%file",),
    ("vector-stores sync", "dir"): ("%file",),
}
COMMON = {"profile": "%profile", "output": "%file", "body": "%at-file"}
BY_TYPE = {"file": "%file", "object": "%at-file", "array of objects": "%at-file"}
# The id of an encryption key, which the API does not list.
NOT_LISTED = "external_key_id"


class Collection(NamedTuple):
    """A list whose ids are left behind: of a kind, in a group, for a parameter of that name."""

    kind: str
    group: tuple[str, ...]
    parameter: str
    route: str
    links: bool


class Sources:
    """The source of every parameter, once all collections of the tree are known."""

    def __init__(self, root: Resource) -> None:
        self._root = root
        self._collections = list(_collections(root))
        paths = tuple(dict.fromkeys(map(_typed_at_once, endpoints(root))))
        self._words = {**WORDS, ("api", "method"): (*METHODS, *paths), ("api", "path"): paths}

    def of(self, command: Command, item: Parameter) -> str:
        """Return the source of a parameter's values; empty if there is nothing to offer."""
        kind = self._kind(command, item)
        found = [
            *(f"{choice}" for choice in item.choices),
            *_keys(item),
            *self._words.get((command.name, item.key), ()),
            *([f"%ids/{kind}"] if kind else ()),
            *([BY_TYPE[item.type]] if item.type in BY_TYPE else ()),
            *(["%at-file"] if item.uploads else ()),
        ]
        return joined(found)

    def _kind(self, command: Command, item: Parameter) -> str | None:
        if not isinstance(command, Endpoint):
            return self._by_name(command, item.name, links=True) if item.positional else None
        if item.name in ("after", "before"):
            siblings = siblings_of(self._root, command)
            return kind_of(command) if own_parameter(command, siblings) else None
        if item.place == "path":
            return self._by_route(command, item) or self._by_name(command, item.name, links=True)
        return self._by_name(command, item.name, links=False)

    def _by_route(self, endpoint: Endpoint, item: Parameter) -> str | None:
        before = _shape(endpoint.route.partition("/{" + item.key + "}")[0])
        return next((known.kind for known in self._collections if known.route == before), None)

    def _by_name(self, command: Command, name: str, *, links: bool) -> str | None:
        """Return the nearest kind of this name: `input_file_id` and `file_ids` are files."""
        if name == NOT_LISTED:
            return None
        wanted = name.removesuffix("s")
        fitting = [
            known
            for known in self._collections
            if (links or not known.links) and _fits(wanted, known.parameter)
        ]
        nearest = max(fitting, key=lambda known: _rank(known, wanted, command), default=None)
        return nearest.kind if nearest else None


def _fits(name: str, parameter: str) -> bool:
    whole = parameter if parameter.endswith("_id") else f"{parameter}_id"
    if name in (parameter, whole):
        return True
    return parameter.endswith("_id") and name.endswith("_" + parameter)


def _rank(known: Collection, name: str, command: Command) -> tuple[bool, int, int]:
    shared = 0
    for ours, theirs in zip(known.group, command.path, strict=False):
        if ours != theirs:
            break
        shared += 1
    return known.parameter == name, shared, -len(known.group)


def _collections(root: Resource) -> Iterator[Collection]:
    for endpoint in endpoints(root):
        siblings = list(siblings_of(root, endpoint))
        parameter = own_parameter(endpoint, siblings)
        if parameter:
            group = endpoint.path[:-1]
            links = _is_link(parameter, siblings)
            yield Collection(
                kind_of(endpoint), group, parameter, _shape(endpoint.path_template), links
            )


def _is_link(parameter: str, siblings: Iterable[Command]) -> bool:
    """Tell whether what is created there exists elsewhere: its id is given, not made."""
    return any(
        item.name == parameter and item.place in ("body", "form")
        for sibling in siblings
        for item in sibling.parameters
    )


def _typed_at_once(endpoint: Endpoint) -> str:
    """Return a path as far as it can be offered: up to its first id."""
    return endpoint.path_template.partition("{")[0]


def _shape(route: str) -> str:
    return re.sub(r"{\w+}", "{}", route)


def _keys(item: Parameter) -> Iterator[str]:
    for key, kind in (item.fields or {}).items():
        if isinstance(kind, tuple):
            yield from (f"{key}={value}" for value in kind)
        else:
            yield f"{key}="


def common_source(name: str, kind: Any) -> str | None:
    """Return the source of a common option; None for one that takes no value."""
    parts = get_args(kind) if get_origin(kind) not in (None, Literal, list) else (kind,)
    if parts == (bool,):
        return None
    literal = next((part for part in parts if get_origin(part) is Literal), None)
    return joined(get_args(literal)) if literal else COMMON.get(name, "")


def joined(items: Iterable[str]) -> str:
    """Join the items of a source; raises ValueError for one that would fall apart again."""
    listed = list(items)
    for item in listed:
        if not re.fullmatch(r"[^\s,%'\\]+|%[\w/@-]+", item):
            raise ValueError(f"completion cannot offer {item!r}")
    return ",".join(listed)
