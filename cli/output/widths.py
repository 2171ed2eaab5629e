"""How wide the columns of a table are, where the terminal is too narrow for all of it.

The first column says what the row is about: an id that is broken cannot be copied. It stays whole
as long as what is short stays whole in the others.
"""

from collections.abc import Sequence

GAP = 2
LEAST = 6
SHORT = 10

Lines = Sequence[Sequence[str]]


def fits(lines: Lines, room: int) -> bool:
    """Tell whether there is room for a table that reads well."""
    return sum(_readable(lines)) <= _left(lines, room)


def widths(lines: Lines, room: int) -> list[int]:
    """Return the width of each column."""
    found = _most(lines)
    left = _left(lines, room)
    if fits(lines, room):
        return _shrunk(found, _readable(lines), left)
    return _shrunk(_shrunk(found, [LEAST] * len(found), left), [1] * len(found), left)


def _left(lines: Lines, room: int) -> int:
    return room - GAP * (len(lines[0]) - 1)


def _most(lines: Lines) -> list[int]:
    return [max(map(_width, column)) for column in zip(*lines, strict=True)]


def _readable(lines: Lines) -> list[int]:
    first, *others = zip(*lines, strict=True)
    return [max(map(_width, first)), *map(_least, others)]


def _least(column: Sequence[str]) -> int:
    """A heading may be broken between its words, a cell only if it is long."""
    heading, *cells = column
    return min(SHORT, max(map(_width, [*heading.split(), *cells])))


def _shrunk(widths: list[int], least: Sequence[int], room: int) -> list[int]:
    """Take from the widest column, again and again, until all have room or none can give."""
    found = list(widths)
    while sum(found) > room:
        givers = [number for number, width in enumerate(found) if width > least[number]]
        if not givers:
            break
        found[max(givers, key=found.__getitem__)] -= 1
    return found


def _width(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.split("\n")))
