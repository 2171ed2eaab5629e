"""The settings, declared once: type, meaning, variable, rule and default of each.

Validation, `config list`, help and the names that are accepted all follow from `Profile`.
"""

from __future__ import annotations

from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypedDict,
    get_args,
    get_origin,
    get_type_hints,
)

from ..base.errors import SettingsError
from . import rules
from .choices import Color, Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Command = str | list[str]
Headers = dict[str, str]

LONGEST_SHOWN = 20


class Meaning(NamedTuple):
    """What a setting is for, and everything about it that its type does not say."""

    help: str
    variable: str | None = None
    rule: Callable[[Any], Any] | None = None
    default: Any = None
    secret: bool = False


class Profile(TypedDict, total=False):
    """What `[profiles.NAME]` in the settings file may hold."""

    base_url: Annotated[
        str,
        Meaning(
            "Where requests are sent.",
            "OPENAI_BASE_URL",
            rules.base_url,
            default="https://api.openai.com/v1",
        ),
    ]
    organization: Annotated[
        str, Meaning("The organization that pays.", "OPENAI_ORG_ID", rules.word)
    ]
    project: Annotated[
        str, Meaning("The project that requests belong to.", "OPENAI_PROJECT_ID", rules.word)
    ]
    model: Annotated[str, Meaning("The model when none is named.", "OAI_MODEL", rules.one_line)]
    format: Annotated[Format, Meaning("How results are written.", "OAI_FORMAT", default="auto")]
    headers: Annotated[
        Headers, Meaning("Headers to send with every request.", rule=rules.headers, secret=True)
    ]
    api_key: Annotated[str, Meaning("The API key.", "OPENAI_API_KEY", rules.key, secret=True)]
    key_command: Annotated[
        Command,
        Meaning("The command that prints the API key.", rule=rules.command, secret=True),
    ]
    key_env: Annotated[str, Meaning("The variable that holds the API key.", rule=rules.variable)]
    admin_key: Annotated[
        str, Meaning("The admin API key.", "OPENAI_ADMIN_KEY", rules.key, secret=True)
    ]
    admin_key_command: Annotated[
        Command,
        Meaning("The command that prints the admin API key.", rule=rules.command, secret=True),
    ]
    admin_key_env: Annotated[
        str, Meaning("The variable that holds the admin API key.", rule=rules.variable)
    ]
    timeout: Annotated[
        float, Meaning("The longest silence of the server.", "OAI_TIMEOUT", rules.positive)
    ]
    max_retries: Annotated[
        int,
        Meaning(
            "How often a failed request is repeated.",
            "OAI_MAX_RETRIES",
            rules.not_negative,
            default=2,
        ),
    ]
    color: Annotated[Color, Meaning("When to use color.", default="auto")]
    id_cache: Annotated[
        bool,
        Meaning("Whether ids are noted down for completion.", "OAI_ID_CACHE", default=True),
    ]


class Field(NamedTuple):
    """One setting: its name, its type and its meaning."""

    name: str
    type: Any
    meaning: Meaning

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words of a closed set, or nothing."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()

    @property
    def expected(self) -> str:
        """Return what the value must be, as the end of "must be …"."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        return _EXPECTED[self.type]

    @property
    def flag(self) -> str:
        """Return the option that sets it, such as `--base-url`."""
        return "--" + self.name.replace("_", "-")

    def instead(self, value: Any) -> str:
        """Return the end of a message that repeats the bad value, where that can be no secret."""
        if self.type is str or self.meaning.secret or not isinstance(value, str | int | float):
            return ""
        shown = repr(value)
        return f", not {shown}" if len(shown) <= LONGEST_SHOWN else ""

    def check(self, value: Any) -> Any:
        """Return a value of the right type as it is used, or raise ValueError ("must …")."""
        if self.choices and value not in self.choices:
            raise ValueError(f"must be {self.expected}")
        return self.meaning.rule(value) if self.meaning.rule else value

    def parse(self, text: str) -> Any:
        """Return the value that a text stands for, or raise ValueError ("must …")."""
        try:
            value = _PARSERS.get(self.type, str)(text)
        except (ValueError, RecursionError):
            raise ValueError(f"must be {self.expected}") from None
        return self.check(value)


@cache
def fields() -> dict[str, Field]:
    """Return every setting, by name, in the order of its declaration."""
    return {
        name: Field(name, *get_args(hint))
        for name, hint in get_type_hints(Profile, include_extras=True).items()
    }


def find(name: str) -> Field:
    """Return the setting of this name."""
    known = fields()
    if name not in known:
        raise SettingsError(f"There is no setting {name!r}.", hint=nearest(name, known))
    return known[name]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that names what was probably meant, or else all there is."""
    from difflib import get_close_matches

    names = list(known)
    matches = get_close_matches(word.replace("-", "_"), names, n=1)
    return f"Did you mean {matches[0]}?" if matches else f"Known: {', '.join(names)}."


def _command(text: str) -> Command:
    words = _json(text) if text.lstrip().startswith("[") else text
    if isinstance(words, list) and not all(isinstance(word, str) for word in words):
        raise ValueError
    return words


def _headers(text: str) -> Headers:
    value = _json(text)
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError
    return value


def _yes_or_no(text: str) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if text.lower() not in words:
        raise ValueError
    return words[text.lower()]


def _json(text: str) -> Any:
    import json

    return json.loads(text)


_PARSERS: dict[Any, Callable[[str], Any]] = {
    float: float,
    int: int,
    bool: _yes_or_no,
    Command: _command,
    Headers: _headers,
}
_EXPECTED: dict[Any, str] = {
    str: "text",
    float: "a number, such as 30",
    int: "a whole number, such as 2",
    bool: "true or false",
    Command: "a command line, or a list of texts",
    Headers: 'a table of texts, such as {"X-Team": "red"}',
}
