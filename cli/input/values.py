"""What was typed for a parameter, turned into what the API takes."""

import math
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from ...base.errors import InputError
from ...base.json_text import kind_of, loads, parse_input
from ...base.times import parse_duration, parse_time
from ..declare.markers import TEXT, Mark
from ..declare.parameters import Parameter
from ..http.request import PendingUpload
from .input_files import content, file_value, path_behind_at, read_file
from .items import apply, parse_item
from .stdin import Stdin

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def parse_json_argument(text: str, where: str, stdin: Stdin) -> Any:
    """Parse JSON given as it is, as `@file`, or as `-` for standard input."""
    if text == "-":
        return parse_input(stdin.read_text(where), where)
    if text.startswith("@"):
        path = path_behind_at(text)
        return parse_input(_utf8(read_file(path, where), path, where), f"{where} {text}")
    return parse_input(text, where)


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
        source = content(parameter, parameter.name, path_behind_at(text), stdin)
        return PendingUpload(text, source, parameter.uploads.purpose)
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
    value = parse_json_argument(raw, parameter.label, stdin)
    if not isinstance(value, list):
        raise InputError(f"{parameter.label}: expected a JSON array, got {kind_of(value)}.")
    return value


def _object_from(parameter: Parameter, text: str, stdin: Stdin) -> dict[str, Any]:
    value = parse_json_argument(text, parameter.label, stdin)
    if not isinstance(value, dict):
        raise InputError(f"{parameter.label}: expected a JSON object, got {kind_of(value)}.")
    return value


def _is_structure(text: str) -> bool:
    return text == "-" or text.lstrip()[:1] in ("{", "[") or text.startswith("@")


def _time(parameter: Parameter, raw: str, stdin: Stdin) -> int:
    return _moment(parameter.label, raw)


def _duration(parameter: Parameter, raw: str, stdin: Stdin) -> float:
    try:
        seconds = parse_duration(raw)
    except InputError as error:
        raise InputError(f"{parameter.label}: {error.message}", hint=error.hint) from None
    # The API takes whole seconds as an integer alone.
    return int(seconds) if seconds.is_integer() else seconds


def _moment(where: str, text: str) -> int:
    try:
        return parse_time(text, time.time())
    except InputError as error:
        raise InputError(f"{where}: {error.message}", hint=error.hint) from None


def _words(text: str) -> Any:
    """Read a list of texts: with commas, or as JSON."""
    return parse_input(text, "the list") if text.startswith("[") else text.split(",")


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
    "file": file_value,
}
