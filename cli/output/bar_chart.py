"""A bar chart for a terminal: a line for each value, the longest as wide as there is room."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console

SHORTEST_ROOM = 10
GAP = 2


class Bar(NamedTuple):
    """One value: whose it is, how much, and how that is written."""

    label: str
    value: Decimal
    text: str


def print_bars(console: "Console", title: str, bars: Sequence[Bar]) -> None:
    """Print the bars under a title, or nothing where every value is nothing."""
    most = max(bar.value for bar in bars)
    if most <= 0:
        return
    labels = max(len(bar.label) for bar in bars)
    texts = max(len(bar.text) for bar in bars)
    room = max(console.width - labels - texts - 3 * GAP, SHORTEST_ROOM)
    block = "#" if console.options.ascii_only else "\u2588"
    console.print(f" {title}", style="bold")
    for bar in bars:
        drawn = block * _length(bar.value / most, room)
        line = f" {bar.label:<{labels}}  {bar.text:>{texts}}  {drawn}".rstrip()
        console.print(line, no_wrap=True)


def _length(share: Decimal, room: int) -> int:
    """Whatever is not nothing has some length."""
    return max(round(share * room), 1 if share > 0 else 0)
