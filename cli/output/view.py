"""How the objects of an endpoint are shown to people, and what is the point of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ...base.errors import NetworkError
from .advice import Advice

if TYPE_CHECKING:
    from rich.console import Console

    from .tables import Grid


Result = TypeVar("Result")


class Listing(Protocol):
    """How a list is shown whose items are more than rows."""

    def records(self, items: Sequence[Any]) -> list[dict[str, Any]]:
        """Return the rows of the items, for CSV and for columns that are asked for."""

    def line(self, item: Any) -> str:
        """Return the point of one item."""

    def grid(self, items: Sequence[Any]) -> "Grid":
        """Return the table."""

    def chart(self, console: "Console", items: Sequence[Any]) -> None:
        """Print what a terminal shows below the table."""


@dataclass(frozen=True)
class View:
    """What a declaration says about showing its answer.

    columns   the fields that a table has; of `a|b` the first that is there
    spare     the columns that a narrow terminal does without, the first to go first
    listing   how a list is shown whose items are more than rows
    rows      what a table shows of an answer that is not a list in itself; None for its text
    text      the point of an answer
    prose     the point of a model's answer: its words, one text for each choice
    remarks   what is to be known beside the words, a line each
    footer    the facts that help to go on from a model's answer
    """

    columns: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    listing: Listing | None = None
    rows: Callable[[Any], list[dict[str, Any]] | None] | None = None
    text: Callable[[Any], str] | None = None
    prose: Callable[[Any], Sequence[str]] | None = None
    remarks: Callable[[Any], Sequence[Advice]] | None = None
    footer: tuple[str, ...] = ()


def read_or_network_error(read: Callable[[Any], Result], value: Any) -> Result:
    """Read what has the API's form; raises NetworkError where a server's has another."""
    try:
        return read(value)
    except (AttributeError, IndexError, KeyError, TypeError):
        raise NetworkError(
            "The server sent something of a form that is not known.",
            hint="Look at it with --format raw.",
        ) from None


def identity(value: Any) -> str | None:
    """Return an object's id, or whatever else names it; a text names itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for key in ("id", "name", "group_id", "command", "path", "url"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return None
