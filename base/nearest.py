"""What a mistyped word was probably meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST_PREFIX = 2


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a word begins or nearly spells, if there is one."""
    plain: dict[str, str] = {}
    for choice in choices:
        plain.setdefault(_plain(choice), choice)
    wanted = _plain(word)
    best = _shortest_beginning_with(wanted, plain) or _closest(wanted, plain)
    return plain[best] if best else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return a question that names the nearest choice, or nothing."""
    choice = nearest(word, choices)
    return f"Did you mean '{choice}'?" if choice else ""


def _plain(word: str) -> str:
    """Leave out what all options share: it would make any two of them look alike."""
    return word.lstrip("-").replace("_", "-").casefold()


def _shortest_beginning_with(word: str, choices: Iterable[str]) -> str | None:
    if len(word) < _SHORTEST_PREFIX:
        return None
    return min((choice for choice in choices if choice.startswith(word)), key=len, default=None)


def _closest(word: str, choices: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    matches = get_close_matches(word, list(choices), n=1)
    return matches[0] if matches else None
