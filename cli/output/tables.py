"""Tables and panels: with Rich on a terminal, as plain aligned text elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...base.formatting import elided, escape_line
from . import widths
from .cells import NOTHING, cell
from .fields import MISSING, flatten, lookup

if TYPE_CHECKING:
    from rich.console import Console

MOST_COLUMNS = 6
WIDEST_NAME = 40
WIDEST_CHAIN = 32
DEEPEST = 10
VAGUE = ("id", "name", "type", "value")


@dataclass(frozen=True)
class Grid:
    """A table as text, cell by cell; `right` are the columns whose cells are flush right."""

    headings: list[str]
    rows: list[list[str]]
    total: list[str] | None = None
    right: frozenset[int] = frozenset()

    @property
    def lines(self) -> list[list[str]]:
        """All of it: the headings, the rows, and the total if there is one."""
        return [self.headings, *self.rows, *([self.total] if self.total else [])]


def choose_columns(items: Sequence[Any], declared: Sequence[str]) -> list[str]:
    """Return the declared columns, or the first scalar fields of the items."""
    if declared:
        return list(declared)
    found: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict):
            found.update({k: None for k, v in item.items() if not isinstance(v, (dict, list))})
    return list(found)[:MOST_COLUMNS] or ["value"]


def heading(column: str) -> str:
    """Return a column's title: `created_at` is Created, `project.name` is Project name."""
    parts = [it for it in column.partition("|")[0].split(".") if not it.isdigit()] or [column]
    kept = parts[-2:] if parts[-1] in VAGUE else parts[-1:]
    words = escape_line(" ".join(kept).removesuffix("_at").replace("_", " "))
    return words[:1].upper() + words[1:]


def rows(items: Sequence[Any], columns: Sequence[str], *, exact: bool) -> list[list[str]]:
    """Return each item's cells."""
    return [
        [_one_line(cell(name, _first(_record(item), name), exact=exact), exact) for name in columns]
        for item in items
    ]


def _first(record: dict[str, Any], column: str) -> Any:
    """Return what a column shows: of `user.email|owner.email` the first that is there."""
    found = (lookup(record, path) for path in column.split("|"))
    return next((value for value in found if value not in (MISSING, None)), None)


def _one_line(text: str, exact: bool) -> str:
    """Where every row is a line, so is every cell."""
    return text.replace("\n", " ") if exact else text.strip("\n")


def _record(item: Any) -> dict[str, Any]:
    return item if isinstance(item, dict) else {"value": item}


def grid(items: Sequence[Any], columns: Sequence[str], *, exact: bool) -> Grid:
    """Return a table of these columns."""
    return Grid([heading(name) for name in columns], rows(items, columns, exact=exact))


def fitting_grid(
    items: Sequence[Any], columns: Sequence[str], spare: Sequence[str], room: int
) -> Grid:
    """Return a table without the spare columns, one by one, that leave no room for the others."""
    kept = list(columns)
    found = grid(items, kept, exact=False)
    for name in spare:
        if widths.fits(found.lines, room):
            break
        kept.remove(name)
        found = grid(items, kept, exact=False)
    return found


def print_grid(console: "Console", grid: Grid) -> None:
    """Print a table for a terminal; long cells wrap, nothing is cut."""
    from rich import box
    from rich.table import Table

    style = box.SIMPLE if grid.total else box.SIMPLE_HEAD
    table = Table(
        box=style,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        footer_style="bold",
    )
    table.show_footer = grid.total is not None
    wide = widths.widths(grid.lines, console.width)
    for number, title in enumerate(grid.headings):
        table.add_column(
            title,
            footer=grid.total[number] if grid.total else "",
            overflow="fold",
            justify="right" if number in grid.right else "left",
            width=wide[number],
        )
    for row in grid.rows:
        table.add_row(*row)
    console.print(table)


def plain_grid(grid: Grid) -> str:
    """Return an aligned table without boxes, colour or truncation."""
    from rich.cells import cell_len

    wide = [max(map(cell_len, column)) for column in zip(*grid.lines, strict=True)]

    def placed(number: int, text: str) -> str:
        blank = " " * (wide[number] - cell_len(text))
        return blank + text if number in grid.right else text + blank

    return "".join(
        "  ".join(placed(number, text) for number, text in enumerate(line)).rstrip() + "\n"
        for line in grid.lines
    )


def facts(value: Any) -> list[tuple[str, str]]:
    """Return an object as name and value, without what is empty."""
    if not isinstance(value, dict):
        return [("value", cell("value", value, exact=True))]
    shown = [(name, cell(name, item, exact=True)) for name, item in _expand(value)]
    return [(escape_line(name), text) for name, text in shown if text != NOTHING]


def _expand(value: dict[str, Any]) -> list[tuple[str, Any]]:
    """Flatten objects, and lists of objects by their index."""
    result: list[tuple[str, Any]] = []
    for name, item in flatten(value).items():
        if isinstance(item, list) and any(isinstance(part, dict) for part in item):
            parts = {f"{name}[{i}]": part for i, part in enumerate(item)}
            result.extend(_expand(parts))
        else:
            result.append((name, item))
    return result


def outline(value: dict[str, Any], levels: int = DEEPEST) -> list[tuple[int, str, str]]:
    """Return an object as depth, name and value: what is within another stands below its name."""
    found: list[tuple[int, str, str]] = []
    for name, item in _parts(value):
        shown = escape_line(name)
        if isinstance(item, dict) and item and levels:
            found += _nested(shown, outline(item, levels - 1))
        elif (text := cell(name, item, exact=True)) != NOTHING:
            found.append((0, shown, elided(text)))
    return found


def _parts(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the parts of an object, those of its lists of objects by their index."""
    for name, item in value.items():
        if isinstance(item, list) and any(isinstance(part, dict) for part in item):
            yield from ((f"{name}[{number}]", part) for number, part in enumerate(item))
        else:
            yield name, item


def _nested(name: str, below: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Put a name above its parts, or before the only one."""
    tops = [inner for depth, inner, _ in below if depth == 0]
    if len(tops) == 1 and len(name) + len(tops[0]) < WIDEST_CHAIN:
        return [(0, f"{name}.{tops[0]}", below[0][2]), *below[1:]]
    top = [(0, name, "")] if below else []
    return top + [(depth + 1, inner, text) for depth, inner, text in below]


def print_facts(console: "Console", value: Any) -> None:
    """Print a panel of one object for a terminal."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", overflow="fold", max_width=WIDEST_NAME)
    grid.add_column(overflow="fold")
    for depth, name, text in outline(value if isinstance(value, dict) else {"value": value}):
        grid.add_row("  " * depth + name, text)
    console.print(grid)


def plain_facts(value: Any) -> str:
    """Return one object as aligned lines."""
    pairs = facts(value)
    width = max((len(name) for name, _ in pairs), default=0)
    return "".join(f"{name:<{width}}  {text}".rstrip() + "\n" for name, text in pairs)
