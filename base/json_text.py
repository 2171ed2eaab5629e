"""JSON that is written back exactly as it came: key order and the spelling of every number."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from .errors import InputError
from .surrogates import SurrogateText, join_surrogates, replace_in_document, replace_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTING_HINT = (
    "Put JSON in single quotes so that the shell leaves it alone, or in a file given as @file.json."
)
_LONGEST_PLAIN_INTEGER = sys.int_info.str_digits_check_threshold
_CONSTANT_OR_STRING = r'(?s)"(?:[^"\\]|\\.)*"|(?P<constant>NaN|-?Infinity)'
_SURROGATE = "[\ud800-\udfff]"
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
_SECRET = r"(?i)sk-|bearer|authorization|api[-_]?key|token(?!s)|password|secret"
_EXCERPT_REACH = 30

_quoted = json.encoder.encode_basestring


class Number(float):
    """A number with a fraction or an exponent, which remembers its spelling."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __getnewargs__(self) -> Any:
        return (self.text,)


class Integer(int):
    """An integer that `int` would not print as it came: `-0`, or thousands of digits."""

    text: str

    def __new__(cls, text: str) -> Integer:
        """Keep the spelling beside the value."""
        digits = text.removeprefix("-")
        integer = super().__new__(cls, _value(digits) * (-1 if text != digits else 1))
        integer.text = text
        return integer

    def __str__(self) -> str:
        return self.text

    def __getnewargs__(self) -> Any:
        return (self.text,)


class JsonError(ValueError):
    """A text that is not JSON, and where it stops being so (both counted from 1)."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"{message} at line {line}, column {column}")
        self.message = message
        self.line = line
        self.column = column


class _ConstantFound(Exception):  # noqa: N818 - a signal from within the parser
    """The parser met NaN or Infinity, which are not JSON."""


def loads(text: str | bytes) -> Any:
    """Parse JSON; a key that comes twice has its last value."""
    if isinstance(text, bytes):
        text = _decoded(text)
    text = text.removeprefix("\ufeff")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise JsonError(message, error.lineno, error.colno) from None
    except _ConstantFound as found:
        raise _not_a_number(text, str(found)) from None
    except RecursionError:
        raise JsonError("nested too deeply", 1, 1) from None


def loads_readable(data: bytes) -> Any:
    """Parse what a server sent: its texts can be printed, and `dumps` writes them as they came."""
    document = loads(data)
    return replace_in_document(document) if _SURROGATE_ESCAPE.search(data) else document


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Write JSON laid out as `json.dumps` does, in text that can always be encoded as UTF-8."""
    text = _laid_out(value, indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub(_SURROGATE, lambda match: f"\\u{ord(match[0]):04x}", join_surrogates(text))
    return text


def dumps_readable(value: Any) -> str:
    """Write JSON to be read, with U+FFFD for half a character as in every text that is."""
    return replace_lone_surrogates(_laid_out(value, None))


def parse_input(text: str, where: str, *, hint: str | None = QUOTING_HINT) -> Any:
    """Parse JSON that a user gave; `where` is the option or the file it was in."""
    text = text.removeprefix("\ufeff").rstrip(" \t\r\n")
    if not text:
        raise InputError(f"{where}: expected JSON, but there is nothing.", hint=hint)
    try:
        return loads(text)
    except JsonError as error:
        place = f"{where}: not valid JSON at line {error.line}, column {error.column}"
        message = f"{place}: {error.message}{_excerpt(text, error.column)}"
        raise InputError(message, hint=hint) from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        column = len(before) - before.rfind("\n")
        raise JsonError("not UTF-8 text", before.count("\n") + 1, column) from None


def _laid_out(value: Any, indent: int | None) -> str:
    step, start = ("", "") if indent is None else (" " * indent, "\n")
    try:
        return _written(value, step, start)
    except RecursionError:
        raise ValueError("nested too deeply to be written as JSON") from None


def _value(digits: str) -> int:
    """Convert in halves, since `int` refuses long texts, for the time that it takes with them."""
    if len(digits) <= _LONGEST_PLAIN_INTEGER:
        return int(digits)
    half = len(digits) // 2
    shift: int = 10**half
    return _value(digits[:-half]) * shift + _value(digits[-half:])


def _integer(text: str) -> int:
    if len(text) <= _LONGEST_PLAIN_INTEGER and text != "-0":
        return int(text)
    return Integer(text)


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantFound(name)


_DECODER = json.JSONDecoder(parse_float=Number, parse_int=_integer, parse_constant=_refuse_constant)


def _not_a_number(text: str, name: str) -> JsonError:
    """Find the constant again: the parser does not tell where it met it."""
    matches = re.finditer(_CONSTANT_OR_STRING, text)
    position = next(match.start() for match in matches if match["constant"])
    line = text.count("\n", 0, position) + 1
    return JsonError(f"{name} is not JSON", line, position - text.rfind("\n", 0, position))


def _float(value: float) -> str:
    if value - value != 0:
        raise ValueError(f"{value} cannot be written as JSON")
    return float.__repr__(value)


_SCALARS: dict[type, Callable[[Any], str]] = {
    str: _quoted,
    SurrogateText: lambda text: _quoted(text.exact),
    bool: lambda value: "true" if value else "false",
    Integer: str,
    int: int.__repr__,
    Number: str,
    float: _float,
    type(None): lambda _: "null",
}


def _written(value: Any, step: str, start: str) -> str:
    """Write one value; `start` is the line break and indentation of its own line, if any."""
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        return scalar(value)
    inner = start + step
    parts: list[str] = []
    if isinstance(value, dict):
        for key, member in value.items():
            parts.append(f"{_quoted(key)}: {_written(member, step, inner)}")
        return _enclosed("{", parts, "}", start, inner)
    if isinstance(value, list | tuple):
        for member in value:
            parts.append(_written(member, step, inner))
        return _enclosed("[", parts, "]", start, inner)
    return _subclass_written(value)


def _enclosed(opening: str, parts: list[str], closing: str, start: str, inner: str) -> str:
    if not parts:
        return opening + closing
    separator = f",{inner}" if inner else ", "
    return f"{opening}{inner}{separator.join(parts)}{start}{closing}"


def _subclass_written(value: Any) -> str:
    for kind, write in _SCALARS.items():
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _excerpt(text: str, column: int) -> str:
    """Point at the place, if it is in a single line that can hold no secret."""
    if "\n" in text or re.search(_SECRET, text):
        return ""
    begin = max(0, column - 1 - _EXCERPT_REACH)
    end = column - 1 + _EXCERPT_REACH
    before = ("..." if begin else "") + _printable(text[begin : column - 1])
    after = _printable(text[column - 1 : end]) + ("..." if end < len(text) else "")
    return f"\n  {before}{after}\n  {' ' * _columns(before)}^"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


def _columns(text: str) -> int:
    """Count terminal columns, so that the caret stands right under wide characters too."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def kind_of(value: Any) -> str:
    """Name what a value is, as a sentence does: `an object`."""
    if value is None:
        return "null"
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false"}
    return names.get(type(value), "a number")
