"""The bars of transfers on a terminal; imported when there is one to draw, for what it costs."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.progress import BarColumn, DownloadColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column, Table
from rich.text import Text

from ..output.terminal import console

# What the name, the parts, the bar, the bytes, the rate and the time left need side by side.
ONE_LINE = 72


@dataclass(frozen=True)
class Shortened:
    """A table that leaves room for the terminal's own ^C: behind a full line, it would stay."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw it."""
        return console.render(self.table, options.update_width(options.max_width - len("^C")))


class Amount(DownloadColumn):
    """How much is done: bytes, or what the row counts."""

    def render(self, task: Task) -> Text:
        """Draw it."""
        counted: str = task.fields["row"].counted
        return Text(counted) if counted else super().render(task)


class Bars(Progress):
    """Bars that go away whatever is typed."""

    def get_renderables(self) -> Iterable[Shortened]:
        """Give what is drawn."""
        yield Shortened(self.make_tasks_table(self.tasks))


def bars(color: str | None) -> Bars:
    """Return bars for stderr; each task has its `row` beside what Rich knows of it."""
    to = console(color, sys.stderr)
    columns = _in_one_line() if to.width >= ONE_LINE else _in_two_lines()
    return Bars(*columns, console=to, transient=True, expand=True)


def _in_one_line() -> list[ProgressColumn]:
    name = Column(no_wrap=True, overflow="ellipsis", ratio=1, min_width=8)
    return [
        TextColumn("{task.description}", markup=False, table_column=name),
        TextColumn("{task.fields[row].note}", markup=False, table_column=Column(no_wrap=True)),
        BarColumn(bar_width=14),
        Amount(table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[row].pace}", markup=False, table_column=Column(no_wrap=True)),
    ]


def _in_two_lines() -> list[ProgressColumn]:
    text = "{task.fields[row].title}\n{task.fields[row].standing}"
    whole = Column(no_wrap=True, overflow="ellipsis", ratio=1)
    return [TextColumn(text, markup=False, table_column=whole)]
