"""What an answer tells of ids: of which kind, with which name, from when. Never of content."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..declare.endpoint import Command, Endpoint, Resource

NAMES = ("name", "filename", "email", "path")
LONGEST = 200
LONGEST_NAME = 60
WORD = re.compile(r"[\w./][\w./:@=+,-]*")


class KnownId(NamedTuple):
    """An id, what people know it by, and when it was made."""

    id: str
    name: str
    made: int


def kind_of(endpoint: Endpoint) -> str:
    """Return the kind of ids that belong to an endpoint's group, such as `org-projects`.

    What is made by a beta is the same kind of thing.
    """
    return "-".join(endpoint.path[:-1]).removeprefix("beta-")


def own_parameter(endpoint: Endpoint, siblings: Iterable[Command]) -> str | None:
    """Return the path parameter that takes the ids which a list or a creation leaves behind.

    None if it is neither, or if nothing in its group takes them.
    """
    if not (endpoint.method == "POST" or (endpoint.method == "GET" and endpoint.paging)):
        return None
    start = endpoint.path_template + "/{"
    for sibling in siblings:
        if isinstance(sibling, Endpoint) and sibling.route.startswith(start):
            return sibling.route.removeprefix(start).partition("}")[0]
    return None


def siblings_of(root: Resource, endpoint: Endpoint) -> Iterable[Command]:
    """Return the commands of an endpoint's group, in the tree of them all."""
    group = root.group_at(endpoint.path[:-1])
    return group.commands.values() if group else ()


def deleted_parameter(endpoint: Endpoint) -> str | None:
    """Return the path parameter whose object is gone after this command, or None."""
    found = re.search(r"{(\w+)}$", endpoint.path_template)
    return found[1] if found and endpoint.method == "DELETE" else None


def ids_in(document: Any, parameter: str, now: int) -> Iterator[KnownId]:
    """Give what a document tells: one object, or the objects of a list."""
    if not isinstance(document, dict):
        return
    data = document.get("data")
    for item in data if isinstance(data, list) else [document]:
        known = _read_one(item, parameter, now) if isinstance(item, dict) else None
        if known:
            yield known


def _read_one(item: dict[str, Any], parameter: str, now: int) -> KnownId | None:
    # A version's parameter is `version`, and the object has it beside its id.
    value = item.get(parameter, item.get("id"))
    if not isinstance(value, str) or not _is_word(value):
        return None
    made = item.get("created_at", item.get("created"))
    name = next((item[key] for key in NAMES if isinstance(item.get(key), str)), "")
    return KnownId(value, _one_line(name), _moment(made, now))


def _moment(value: Any, now: int) -> int:
    """Return when it was made, so far as that can be: a server may say anything."""
    possible = isinstance(value, int) and not isinstance(value, bool) and 0 < value <= now
    return int(value) if possible else now


def _is_word(text: str) -> bool:
    """Tell whether it is an id to any shell: no option, and nothing that would be run."""
    return len(text) <= LONGEST and WORD.fullmatch(text) is not None


def _one_line(text: str) -> str:
    """Return a name without what would break a line or a terminal, at a length that fits."""
    if text.isprintable() and len(text) <= LONGEST_NAME:
        return text.strip()
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())[:LONGEST_NAME]
