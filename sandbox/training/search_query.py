"""What is looked for: the words of a query, and the filters on the attributes of files."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent, unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Accepts = Callable[[Mapping[str, Any]], bool]

WORD = re.compile(r"\w+")
ENDINGS = ("ies", "es", "s")
COMMON_WORDS = """
    a an and are as at be by can could did do does for from had has have how i in is it its me my
    of on or our please should so tell that the their there they this to us was we were what
    when where which who why will with would you your
"""
COMMON = frozenset(COMMON_WORDS.split())
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, values: value in values,
    "nin": lambda value, values: value not in values,
}
ORDERED = ("gt", "gte", "lt", "lte")
LISTED = ("in", "nin")


def words_of(text: str) -> list[str]:
    """Return the words by which a text is found, without their plural."""
    return [singular(word) for word in WORD.findall(text.casefold())]


def singular(word: str) -> str:
    """Return a word without the ending of its plural."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word


def rewritten(query: str) -> str:
    """Return a question as the words that matter in it."""
    kept = [word for word in WORD.findall(query) if word.casefold() not in COMMON]
    return " ".join(kept) or query


def read_filters(given: Mapping[str, Any] | None, where: str = "filters") -> Accepts:
    """Return what says whether a file's attributes are accepted."""
    if not given:
        return lambda _attributes: True
    kind = given.get("type")
    if kind in ("and", "or"):
        return compound(kind, given.get("filters"), where)
    if kind in COMPARISONS:
        return comparison(kind, given, where)
    raise unsupported(kind, (*COMPARISONS, "and", "or"), f"{where}.type")


def compound(kind: str, inner: Any, where: str) -> Accepts:
    """Return what says whether all, or any, of some filters accept."""
    if not isinstance(inner, list) or not all(isinstance(one, dict) for one in inner):
        text = f"Invalid type for '{where}.filters': expected an array of objects."
        raise Refusal(text, param=f"{where}.filters", code="invalid_type")
    parts = [read_filters(one, f"{where}.filters[{place}]") for place, one in enumerate(inner)]
    meets = all if kind == "and" else any
    return lambda attributes: meets(part(attributes) for part in parts)


def comparison(kind: str, given: Mapping[str, Any], where: str) -> Accepts:
    """Return what compares one attribute."""
    for name in ("key", "value"):
        if name not in given:
            raise absent(f"{where}.{name}")
    key, wanted = given["key"], given["value"]
    if (kind in LISTED) is not isinstance(wanted, list):
        expected = "an array" if kind in LISTED else "a string, a number or a boolean"
        text = f"Invalid type for '{where}.value': expected {expected} for '{kind}'."
        raise Refusal(text, param=f"{where}.value", code="invalid_type")
    return lambda attributes: compare(kind, attributes.get(key), wanted)


def compare(kind: str, value: Any, wanted: Any) -> bool:
    """Say whether an attribute compares as it should; what has no order is not before or after."""
    comparable = is_number(value) and is_number(wanted)
    if kind in ORDERED and not comparable and not (type(value) is type(wanted) is str):
        return False
    return COMPARISONS[kind](value, wanted)


def is_number(value: Any) -> bool:
    """Say whether a value is a number, which a truth value is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
