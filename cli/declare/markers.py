"""What a declaration says of a parameter beside its type: markers for `Annotated`.

Nobody compares or prints declarations: the methods for that would be compiled at every start.
"""

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, eq=False, repr=False)
class Limits:
    """The smallest and largest number, or the most items or characters, that the API takes."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Choices:
    """Values that help and completion offer, and nothing enforces: the API extends the set."""

    values: tuple[str, ...]

    def __init__(self, *values: str) -> None:
        object.__setattr__(self, "values", values)


@dataclass(frozen=True, eq=False, repr=False)
class Default:
    """What the API assumes when the parameter is not sent."""

    value: object


@dataclass(frozen=True, eq=False, repr=False)
class Fields:
    """The keys of an object, each with its type, so that it can be given as `key=value` too."""

    types: dict[str, object] = field(default_factory=dict)

    def __init__(self, **types: object) -> None:
        object.__setattr__(self, "types", types)


@dataclass(frozen=True, eq=False, repr=False)
class Reference:
    """What stands for a file that the server already has: an id by its beginning, or a URL."""

    id: str
    prefixes: tuple[str, ...]
    url: str | None = None


@dataclass(frozen=True, eq=False, repr=False)
class FileReference:
    """The id of an uploaded file, for which `@path` uploads one with this purpose."""

    purpose: str


@dataclass(frozen=True, eq=False, repr=False)
class Panel:
    """The heading in help under which this parameter and those after it stand."""

    title: str


@dataclass(frozen=True, eq=False, repr=False)
class PartOf:
    """The field of the body that this parameter, which is ours, becomes a part of."""

    field: str


@dataclass(frozen=True, eq=False, repr=False)
class Name:
    """The API's own name, where Python cannot use it as it is."""

    value: str


class Mark(Enum):
    """A plain yes to something."""

    POSITIONAL = "the one thing that the command is about: given without an option too"
    TEXT = "prose: the single word - reads standard input"
    PIPED = "prose that takes standard input, when that is a pipe, by itself"
    TIME = "a moment: epoch seconds, an ISO date, or an age"
    DURATION = "a length of time: seconds, or 90s, 15m, 1h30m"
    QUERY = "sent in the query, though the request has a body"
    FOLDER = "a folder will do where a file is asked for"
    LOCAL = "ours, not the API's: never sent by itself"
    DEPRECATED = "the API has marked it so"
    SETTING = "taken from the profile, by its name, when it is not given"


POSITIONAL = Mark.POSITIONAL
TEXT = Mark.TEXT
PIPED = Mark.PIPED
TIME = Mark.TIME
DURATION = Mark.DURATION
FOLDER = Mark.FOLDER
QUERY = Mark.QUERY
LOCAL = Mark.LOCAL
DEPRECATED = Mark.DEPRECATED
SETTING = Mark.SETTING
