"""What was typed for a parameter, turned into what the API takes."""

import math
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from .errors import InputError
from .items import apply, parse_item
from .json_text import loads, parse_input
from .markers import TEXT, Mark
from .parameters import Parameter
from .request import UNKNOWN_TYPE, FilePart, Unsent
from .stdin import Stdin
from .times import parse_duration, parse_time

STDIN_NAME = "stdin"

PATTERN = re.compile(r"[*?\[]")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def read_file(path: str, where: str) -> bytes:
    """Return a file's bytes; raises InputError that says which parameter named it and why not."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, where, error) from None


def unreadable(path: str | Path, where: str, error: OSError) -> InputError:
    """Return the error for a file that cannot be read."""
    return InputError(f"{where}: cannot read {path}: {error.strerror or error}.")


def structure(text: str, where: str, stdin: Stdin) -> Any:
    """Parse JSON given as it is, as `@file`, or as `-` for standard input."""
    if text == "-":
        return parse_input(stdin.read_text(where), where)
    if text.startswith("@"):
        path = path_behind_at(text)
        return parse_input(_utf8(read_file(path, where), path, where), f"{where} {text}")
    return parse_input(text, where)


def path_behind_at(text: str) -> str:
    """Return the path of `@path`; no shell expands a ~ that follows an @."""
    return os.path.expanduser(text[1:])


def value_of(parameter: Parameter, raw: Any, stdin: Stdin) -> Any:
    """Return the API's value; raises InputError that names the option."""
    reader = READERS.get(parameter.type, _plain)
    return reader(parameter, raw, stdin)


def check_text(text: str, where: str) -> str:
    """Refuse what came through argv as bytes that are not UTF-8: JSON cannot carry it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{where}: not valid UTF-8 text.") from None
    return text


def _utf8(data: bytes, path: str, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{where}: {path} is not UTF-8 text: byte {data[error.start]:#04x}"
            f" at offset {error.start}."
        ) from None


def _text(parameter: Parameter, text: str, stdin: Stdin) -> str:
    if parameter.uploads is not None and text.startswith("@"):
        source = _content(parameter, parameter.name, path_behind_at(text), stdin)
        return Unsent(text, source, parameter.uploads.purpose)
    if text == "-" and (TEXT in parameter.marks or Mark.PIPED in parameter.marks):
        return stdin.read_text(parameter.label)
    return check_text(text, parameter.label)


def _plain(parameter: Parameter, raw: Any, stdin: Stdin) -> Any:
    if isinstance(raw, str):
        return _text(parameter, raw, stdin)
    if isinstance(raw, float):
        return _number(parameter, raw)
    if parameter.repeatable:
        return [_plain(parameter, item, stdin) for item in raw]
    return raw


def _number(parameter: Parameter, number: float) -> int | float:
    if not math.isfinite(number):
        raise InputError(f"{parameter.label}: {number} is not a number that can be sent.")
    return int(number) if number.is_integer() else number


def _one_or_many(parameter: Parameter, raw: Sequence[str], stdin: Stdin) -> Any:
    values = [_text(parameter, text, stdin) for text in raw]
    return values[0] if len(values) == 1 else values


def _map(parameter: Parameter, raw: Sequence[str], stdin: Stdin) -> dict[str, Any]:
    """`--metadata k=v`, as often as needed; or one JSON object."""
    result: dict[str, Any] = {}
    for text in raw:
        if _is_structure(text):
            result.update(_object_from(parameter, text, stdin))
            continue
        key, separator, value = check_text(text, parameter.label).partition("=")
        if not separator or not key:
            raise InputError(
                f"{parameter.label}: expected KEY=VALUE, got {text!r}.",
                hint=f"For example: {parameter.label} team=search {parameter.label} run=7",
            )
        result[key] = value
    return result


def _object(parameter: Parameter, raw: Sequence[str], stdin: Stdin) -> dict[str, Any]:
    """JSON, `@file.json`, or `key=value` pairs whose types the declaration knows."""
    result: dict[str, Any] = {}
    for text in raw:
        if _is_structure(text):
            result.update(_object_from(parameter, text, stdin))
        else:
            _set_field(parameter, check_text(text, parameter.label), result, stdin)
    return result


def _set_field(parameter: Parameter, text: str, result: dict[str, Any], stdin: Stdin) -> None:
    key, separator, value = text.partition("=")
    if not separator or not key or value.startswith("="):
        raise InputError(
            f"{parameter.label}: expected JSON, @FILE or KEY=VALUE, got {text!r}.",
            hint=_field_hint(parameter),
        )
    if not key.endswith(":") and parameter.fields and key in parameter.fields:
        result[key] = _field_value(parameter, key, value)
        return
    item = parse_item(text, lambda: stdin.read_text(parameter.label))
    result.update(apply([item], result))


def _field_value(parameter: Parameter, key: str, value: str) -> Any:
    kind = (parameter.fields or {})[key]
    if kind is str or isinstance(kind, tuple):
        return value
    if kind is Mark.TIME:
        return _moment(f"{parameter.label} {key}", value)
    try:
        return CONVERTERS[kind](value) if kind in CONVERTERS else parse_input(value, key)
    except (KeyError, ValueError):
        raise InputError(
            f"{parameter.label}: {key} takes {_kind_name(kind)}, not {value!r}."
        ) from None


def _kind_name(kind: object) -> str:
    names = {int: "a whole number", float: "a number", bool: "true or false"}
    return names.get(kind, "JSON")  # type: ignore[call-overload, no-any-return]


def _field_hint(parameter: Parameter) -> str | None:
    if not parameter.fields:
        return None
    return "Its keys: " + ", ".join(parameter.fields)


def _array(parameter: Parameter, raw: str, stdin: Stdin) -> list[Any]:
    value = structure(raw, parameter.label, stdin)
    if not isinstance(value, list):
        raise InputError(f"{parameter.label}: expected a JSON array, got {_named(value)}.")
    return value


def _object_from(parameter: Parameter, text: str, stdin: Stdin) -> dict[str, Any]:
    value = structure(text, parameter.label, stdin)
    if not isinstance(value, dict):
        raise InputError(f"{parameter.label}: expected a JSON object, got {_named(value)}.")
    return value


def _is_structure(text: str) -> bool:
    return text == "-" or text.lstrip()[:1] in ("{", "[") or text.startswith("@")


def _named(value: Any) -> str:
    if value is None:
        return "null"
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false"}
    return names.get(type(value), "a number")


def _time(parameter: Parameter, raw: str, stdin: Stdin) -> int:
    return _moment(parameter.label, raw)


def _duration(parameter: Parameter, raw: str, stdin: Stdin) -> float:
    try:
        return parse_duration(raw)
    except InputError as error:
        raise InputError(f"{parameter.label}: {error.message}", hint=error.hint) from None


def _moment(where: str, text: str) -> int:
    try:
        return parse_time(text, time.time())
    except InputError as error:
        raise InputError(f"{where}: {error.message}", hint=error.hint) from None


def _words(text: str) -> Any:
    """Read a list of texts: with commas, or as JSON."""
    return parse_input(text, "the list") if text.startswith("[") else text.split(",")


def _file(parameter: Parameter, raw: Any, stdin: Stdin) -> Any:
    if isinstance(raw, (list, tuple)):
        texts = [text for item in raw for text in _expanded(parameter, item)]
        name = parameter.name if len(texts) == 1 else f"{parameter.name}[]"
        return [_source(parameter, name, text, stdin) for text in texts]
    return _source(parameter, parameter.name, raw, stdin)


def _expanded(parameter: Parameter, text: str) -> list[str]:
    """Return the files that a pattern means which the shell has left alone."""
    is_elsewhere = parameter.reference is not None and ":" in text
    if is_elsewhere or os.path.lexists(text) or not PATTERN.search(text):
        return [text]
    import glob

    found = sorted(path for path in glob.glob(text, recursive=True) if not os.path.isdir(path))
    if not found:
        raise InputError(f"{parameter.label}: no file matches {text!r}.")
    return found


def _source(parameter: Parameter, name: str, text: str, stdin: Stdin) -> Any:
    """Return a path, or what was named in its place: standard input, or a reference."""
    path = Path(text)
    reference = parameter.reference
    if reference and reference.url and text.startswith(("http://", "https://", "data:")):
        return {reference.url: text}
    if reference and text.startswith(reference.prefixes) and not os.path.exists(path):
        return {reference.id: text}
    is_folder = os.path.isdir(path)
    if is_folder and Mark.FOLDER not in parameter.marks:
        raise InputError(
            f"{parameter.label}: {path} is a folder.", hint=f"Name its files: {path}/*"
        )
    return path if is_folder else _content(parameter, name, text, stdin)


def _content(parameter: Parameter, name: str, text: str, stdin: Stdin) -> Path | FilePart:
    """Return the path of a file; what can be read only once is read now."""
    if text == "-":
        return standard_input(name, parameter.label, stdin)
    path = Path(text)
    if os.path.isfile(path) or os.path.isdir(path) or not os.path.exists(path):
        return readable(path, parameter.label)
    with path.open("rb") as stream:
        return _once_only(name, path.name, stream)


def standard_input(name: str, where: str, stdin: Stdin) -> FilePart:
    """Return a part with all of standard input."""
    return _once_only(name, STDIN_NAME, stdin.open(where))


def _once_only(name: str, filename: str, stream: BinaryIO) -> FilePart:
    """Return a part with what a pipe gives: it cannot be read again, as another try has to."""
    from .progress import waiting
    from .spool import spooled

    with waiting(f"Reading {filename}", None):
        return FilePart(name, filename, UNKNOWN_TYPE, spooled(stream, filename))


def readable(path: Path, where: str) -> Path:
    """Return the path of a file that can be opened for reading."""
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise unreadable(path, where, error) from None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _number_or_word(text: str) -> Any:
    """A number as JSON writes it; everything else, such as auto and inf, is a word."""
    return loads(text) if NUMBER.fullmatch(text) else text


CONVERTERS: dict[object, Callable[[str], Any]] = {
    int: int,
    float: _finite,
    int | str: _number_or_word,
    float | str: _number_or_word,
    bool: {"true": True, "false": False}.__getitem__,
    list[str]: _words,
}

READERS: dict[str, Callable[[Parameter, Any, Stdin], Any]] = {
    "string or array": _one_or_many,
    "integer or string": lambda parameter, raw, stdin: _number_or_word(raw),
    "map": _map,
    "object": _object,
    "array of objects": _array,
    "time": _time,
    "duration": _duration,
    "file": _file,
}
