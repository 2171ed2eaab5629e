r"""The language of `--set`: HTTPie's request items, placed into a request body.

    a.b=text    a[b]=text    a field of an object        a\.b=x   escapes . [ ] = : \
    a[0]=text   a[]=text     a place in a list, its end  a[\5]=x  a name made of digits
    a:=json     a=@file      a:=@file.json               name==value  a query parameter
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ...base.errors import InputError
from ...base.json_text import parse_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    ReadStdin = Callable[[], str]

FORMS_HINT = (
    "Write name=text, name:=json, name=@file, name:=@file.json or name==value (query); "
    "names nest: a.b, a[0], a[]."
)
TEXT_WITH_AT_HINT = "Text that itself begins with @ is sent as JSON: name:='\"@text\"'."
_ITEM = r"(?s)((?:\\.|[^\\])*?)(:=@|:=|=@|==|=)(.*)"
_STEP = re.compile(r"(?s)\.((?:\\.|[^\\.\[\]])+)|\[((?:\\.|[^\\\]])*)\]")
_ESCAPED = r"\\([\\.:=\[\]])"
_ESCAPED_NUMBER = r"\\(-?[0-9]+)"
_INDEX = "[0-9]{1,9}"
_NUMBER = "-?[0-9]+"
_LONGEST_SHOWN = 40

Step = str | int | None
"""A name in an object, an index in a list, or None for the end of a list."""


class Item(NamedTuple):
    """One `--set`: where, and what."""

    path: tuple[Step, ...]
    value: Any
    is_query: bool = False


def parse_item(text: str, read_stdin: ReadStdin) -> Item:
    """Read one item; `read_stdin` gives the text for the file name `-`."""
    match = re.fullmatch(_ITEM, text)
    if match is None:
        raise InputError(f"--set {_cropped(text)}: there is no '='.", hint=FORMS_HINT)
    name, operator, value = match.groups()
    if not name:
        message = f"--set: there is no name before '{operator}'."
        raise InputError(message, hint=FORMS_HINT)
    if operator == "==":
        return Item((_unescaped(name),), value, is_query=True)
    return Item(_path(name), _value(f"--set {name}", operator, value, read_stdin))


def apply(items: Iterable[Item], base: Any) -> Any:
    """Return a copy of a request body with the items in it; query items are not for the body."""
    body = _copy(base)
    for item in items:
        if not item.is_query:
            _place(body, item)
    return body


def _cropped(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


def _path(name: str) -> tuple[Step, ...]:
    source = name if name.startswith("[") else f".{name}"
    steps: list[Step] = []
    position = 0
    while position < len(source):
        match = _STEP.match(source, position)
        if match is None:
            rest = _cropped(source[position:] if position else name)
            message = f"--set {_cropped(name)}: the name cannot be read at '{rest}'."
            raise InputError(
                message, hint=r"A . [ or ] that is part of a name is written \. \[ \]."
            )
        steps.append(_unescaped(match[1]) if match[1] else _bracketed(match[2], name))
        position = match.end()
    return tuple(steps)


def _bracketed(content: str, name: str) -> Step:
    if not content:
        return None
    if re.fullmatch(_INDEX, content):
        return int(content)
    if re.fullmatch(_NUMBER, content):
        message = f"--set {name}: [{content}] is not an index; they count up from 0."
        raise InputError(message, hint=rf"For a name made of digits write [\{content}].")
    if escaped := re.fullmatch(_ESCAPED_NUMBER, content):
        return escaped[1]
    return _unescaped(content)


def _unescaped(name: str) -> str:
    return re.sub(_ESCAPED, r"\1", name)


def _value(where: str, operator: str, value: str, read_stdin: ReadStdin) -> Any:
    if operator == "=":
        return value
    if operator == ":=":
        return parse_input(value, where)
    text = read_stdin() if value == "-" else _file_text(value, where, operator)
    if operator == "=@":
        return text
    source = "standard input" if value == "-" else value
    return parse_input(text, f"{where}, {source}", hint=None)


def _file_text(name: str, where: str, operator: str) -> str:
    """Read a file byte for byte: no change of line ends."""
    from os.path import expanduser

    try:
        with open(expanduser(name), "rb") as file:
            return file.read().decode()
    except OSError as error:
        message = f"{where}: cannot read '{name}': {error.strerror or error}."
        hint = TEXT_WITH_AT_HINT if operator == "=@" else None
        raise InputError(message, hint=hint) from None
    except UnicodeDecodeError as error:
        message = f"{where}: '{name}' is not UTF-8 text (at byte {error.start + 1})."
        raise InputError(message, hint="Save it as UTF-8.") from None


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_copy(member) for member in value]
    return value


def _place(body: Any, item: Item) -> None:
    node = body
    for depth, following in enumerate(item.path[1:]):
        key = _key(node, item.path, depth)
        if not _has(node, key):
            _store(node, key, {} if isinstance(following, str) else [])
        node = node[key]
    _store(node, _key(node, item.path, len(item.path) - 1), _copy(item.value))


def _key(node: Any, path: tuple[Step, ...], depth: int) -> str | int:
    """Check that a step fits what it enters, and return the key or index to use there."""
    step = path[depth]
    if isinstance(node, dict) and isinstance(step, str):
        return step
    if not isinstance(node, list) or isinstance(step, str):
        raise _misfit(node, path, depth)
    index = len(node) if step is None else step
    if index > len(node):
        message = f"{_where(path)}: [{index}] would leave a hole in {_part(path, depth)}."
        raise InputError(message, hint=f"The next free index is [{len(node)}]; [] means that one.")
    return index


def _has(node: Any, key: Any) -> bool:
    return key in node if isinstance(node, dict) else key < len(node)


def _store(node: Any, key: Any, value: Any) -> None:
    if isinstance(node, list) and key == len(node):
        node.append(value)
    else:
        node[key] = value


def _misfit(node: Any, path: tuple[Step, ...], depth: int) -> InputError:
    wanted = "an object" if isinstance(path[depth], str) else "a list"
    message = f"{_where(path)}: {_part(path, depth)} is {_kind(node)}, not {wanted}."
    return InputError(message, hint=_misfit_hint(node, path[depth]))


def _misfit_hint(node: Any, step: Step) -> str | None:
    if isinstance(node, list):
        return "A place in a list is [0], [1] and so on, or [] for its end."
    if isinstance(node, dict) and step is not None:
        return rf"A name made of digits is written [\{step}]."
    return None


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "a boolean", type(None): "null"}
    return kinds.get(type(value), "a number")


def _where(path: tuple[Step, ...]) -> str:
    return f"--set {_shown(path)}"


def _part(path: tuple[Step, ...], depth: int) -> str:
    return f"'{_shown(path[:depth])}'" if depth else "the body"


def _shown(path: tuple[Step, ...]) -> str:
    shown = ""
    for step in path:
        if isinstance(step, str):
            shown += ("." if shown else "") + re.sub(r"([\\.=\[\]])", r"\\\1", step)
        else:
            shown += "[]" if step is None else f"[{step}]"
    return shown
