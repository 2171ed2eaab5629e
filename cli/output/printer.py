"""The output layer: one result in, the chosen format out, to stdout or to a file."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import json_text
from ..notices import Notices
from ..options import CommonOptions
from .fields import parse_fields, pick
from .humane import visible
from .sinks import Sink, StandardOutput, free_name, new_file
from .terminal import console, is_terminal
from .view import View, identity

PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Printer:
    """Knows the format, the view and the place; writes whole results."""

    options: CommonOptions
    format: str
    color: str | None
    notices: Notices
    view: View = field(default_factory=View)
    name: str = "result"

    @property
    def to_terminal(self) -> bool:
        """Whether people look at it as it comes."""
        return self._to_stdout and is_terminal(sys.stdout)

    @property
    def _to_stdout(self) -> bool:
        return self.options.output in (None, "-")

    @property
    def kind(self) -> str:
        """The format, decided: `auto` is a table on a terminal and JSON elsewhere."""
        if self.options.quiet:
            return "quiet"
        if self.format == "auto":
            return "table" if self.to_terminal else "json"
        return self.format

    def object(self, value: Any) -> None:
        """Write one object."""
        with self.sink() as sink:
            sink.write(self.object_text(value).encode("utf-8"))

    def items(self, pages: Iterable[list[Any]], envelope: Any) -> None:
        """Write a list; `envelope()` is the whole document once the pages are fetched."""
        with self.sink() as sink:
            for text in self._list_texts(pages, envelope):
                sink.write(text.encode("utf-8"))

    def receipt(self, facts: dict[str, Any], sentence: str) -> None:
        """Say what was saved where: a sentence on a terminal, JSON or the bare path elsewhere."""
        texts = {
            "table": sentence + "\n",
            "text": f"{facts['path']}\n",
            "quiet": f"{facts['path']}\n",
            "json": json_text.dumps(facts, indent=2) + "\n",
        }
        text = texts.get(self.kind, json_text.dumps(facts) + "\n")
        StandardOutput().write(self.safe(text).encode("utf-8", "backslashreplace"))

    def preview(self, value: Any) -> None:
        """Write what would be done, as JSON whatever the format."""
        self.raw([(json_text.dumps(value, indent=2) + "\n").encode("utf-8")])

    def raw(self, chunks: Iterable[bytes]) -> None:
        """Write bytes as they came."""
        with self.sink() as sink:
            for chunk in chunks:
                sink.write(
                    visible(chunk.decode("utf-8", "replace")).encode()
                    if self.to_terminal
                    else chunk
                )

    @contextmanager
    def sink(self, *, keep: bool = False) -> Iterator[Sink]:
        """Open the place where data goes."""
        path = self.path()
        if path is None:
            yield StandardOutput()
            return
        with new_file(path, force=self.options.force, keep=keep) as file:
            yield file
        self.notices.say(f"Written to {path}.")

    def path(self) -> Path | None:
        """Return the file that `--output` names; None for standard output."""
        output = self.options.output
        if output in (None, "-"):
            return None
        path = Path(output or "")
        if output is not None and (output.endswith(("/", os.sep)) or path.is_dir()):
            suffix = {"jsonl": ".jsonl", "csv": ".csv", "text": ".txt", "table": ".txt"}
            return free_name(path / (self.name + suffix.get(self.kind, ".json")))
        return path

    def text_of(self, value: Any) -> str:
        """Return the point of an object, one line at least ended."""
        if self.view.prose is not None:
            return "\n".join(self.view.prose(value))
        if self.view.text is not None:
            return self.view.text(value)
        known = identity(value)
        return json_text.dumps(value) if known is None else known

    def object_text(self, value: Any) -> str:
        """Return one object in the chosen format."""
        names = parse_fields(self.options.fields)
        writers = {
            "json": lambda: (
                json_text.dumps(pick(value, names) if names else value, indent=2) + "\n"
            ),
            "jsonl": lambda: json_text.dumps(pick(value, names) if names else value) + "\n",
            "text": lambda: self._text(value),
            "quiet": lambda: self.safe(_line(identity(value))),
            "csv": lambda: self._csv([value], names),
            "table": lambda: self._human_object(value, names),
            "raw": lambda: json_text.dumps(value) + "\n",
        }
        return writers[self.kind]()

    def _text(self, value: Any) -> str:
        """Prose goes to a pipe or a file as it is; everything else is a line."""
        text = self.text_of(value)
        if self.view.prose and (not text or not self.to_terminal):
            return text
        return self.safe(_ended(text))

    def _list_texts(self, pages: Iterable[list[Any]], envelope: Any) -> Iterator[str]:
        names = parse_fields(self.options.fields)
        kind = self.kind
        if kind in ("jsonl", "text", "quiet"):
            for items in pages:
                shown = self._records(items) if kind == "text" and names else items
                yield "".join(self._item_line(kind, item, names) for item in shown)
            return
        items = [item for page in pages for item in page]
        if kind in ("json", "raw"):
            document = envelope()
            if names:
                document = {**document, "data": [pick(item, names) for item in items]}
            yield json_text.dumps(document, indent=2) + "\n"
        else:
            csv = kind == "csv"
            yield self._csv(self._records(items), names) if csv else self._human_list(items, names)

    def _records(self, items: list[Any]) -> list[Any]:
        """Return the rows of a list: its items, unless the view knows better."""
        return items if self.view.listing is None else self.view.listing.records(items)

    def _item_line(self, kind: str, item: Any, names: tuple[str, ...]) -> str:
        if kind == "jsonl":
            return json_text.dumps(pick(item, names) if names else item) + "\n"
        if kind == "quiet":
            return self.safe(_line(identity(item)))
        if names:
            from .cells import plain
            from .fields import lookup

            return self.safe("\t".join(plain(lookup(item, name)) for name in names) + "\n")
        if self.view.listing is not None:
            return self.safe(self.view.listing.line(item) + "\n")
        return self.safe(_line(identity(item) or json_text.dumps(item)))

    def safe(self, text: str) -> str:
        """Return text as the place may have it: a terminal gets no control characters."""
        return visible(text) if self.to_terminal else text

    def _csv(self, items: list[Any], names: tuple[str, ...]) -> str:
        from .csv_text import to_csv

        return self.safe(to_csv(items, names))

    def _human_list(self, items: list[Any], names: tuple[str, ...]) -> str:
        from . import tables

        if not items:
            self.notices.say("Nothing to show.")
            return ""
        listing = None if names else self.view.listing
        if listing is None:
            records = self._records(items)
            columns = tables.choose_columns(records, names or self.view.columns)
            grid = tables.grid(records, columns, exact=not self._drawn)
        else:
            grid = listing.grid(items)
        if not self._drawn:
            return tables.plain_grid(grid)
        text = self._capture(lambda to: tables.print_grid(to, grid))
        if listing is None or not self.to_terminal:
            return text
        return text + self._capture(lambda to: listing.chart(to, items))

    def _human_object(self, value: Any, names: tuple[str, ...]) -> str:
        from . import tables

        if self.view.prose and not names:
            return self._prose(self.view.prose(value))
        if self.view.rows and not names:
            return self._human_list(self.view.rows(value), ())
        shown = pick(value, names) if names else value
        if not self._drawn:
            return tables.plain_facts(shown)
        return self._capture(lambda to: tables.print_facts(to, shown))

    def _prose(self, texts: Sequence[str]) -> str:
        text = PARAGRAPH.join(texts)
        if not text:
            return ""
        if not self._drawn:
            return _ended(text)
        from rich.markdown import Markdown

        return self._capture(lambda to: to.print(Markdown(visible(text))))

    @property
    def _drawn(self) -> bool:
        """Whether boxes and colour may be used: on a terminal, or when colour was asked for."""
        return self.to_terminal or self.color == "always"

    def _capture(self, draw: Any) -> str:
        target = console(self.color)
        with target.capture() as capture:
            draw(target)
        return capture.get()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _line(text: str | None) -> str:
    return "" if text is None else text + "\n"
