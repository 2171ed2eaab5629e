"""The output layer: one result in, the chosen format out, to stdout or to a file."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base import json_text
from ...base.formatting import escape_control_chars, escape_control_chars_in_json
from ...base.surrogates import encode_utf8
from ..notices import Notices
from ..options import CommonOptions
from .fields import lookup, parse_fields, pick
from .file_names import destination, is_folder
from .sinks import Sink, StandardOutput, check_free, new_file
from .terminal import console, is_terminal, wants_color
from .terminal_safe import terminal_safe
from .view import View, identity, read_or_network_error

if TYPE_CHECKING:
    from .tables import Grid

PARAGRAPH = "\n\n"
SUFFIXES = {"jsonl": ".jsonl", "csv": ".csv", "text": ".txt", "table": ".txt"}


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
        return self.to_stdout and is_terminal(sys.stdout)

    @property
    def to_stdout(self) -> bool:
        """Whether it goes to standard output, and not to a file."""
        return self.options.output in (None, "-")

    @property
    def kind(self) -> str:
        """The format, decided: `auto` is a table on a terminal and JSON elsewhere."""
        if self.options.quiet:
            return "quiet"
        if self.format == "auto":
            return "table" if self.to_terminal else "json"
        return self.format

    @property
    def writes_at_once(self) -> bool:
        """Whether a list is written item by item, and not as one document."""
        return self.kind in ("jsonl", "text", "quiet")

    def check(self) -> None:
        """Refuse, before anything is sent, what could not be written afterwards."""
        parse_fields(self.options.fields)
        output = self.options.output or ""
        if not self.to_stdout and not is_folder(output):
            check_free(Path(output), force=self.options.force)

    def on_stdout(self, view: View | None = None) -> "Printer":
        """Return this printer for what stays on standard output, whatever `--output` says."""
        options = replace(self.options, output=None)
        return replace(self, options=options, view=view or self.view)

    def object(self, value: Any) -> None:
        """Write one object."""
        with self.sink() as sink:
            sink.write(encode_utf8(self.object_text(value)))

    def items(self, pages: Iterable[list[Any]], envelope: Any) -> None:
        """Write a list; `envelope()` is the whole document once the pages are fetched."""
        with self.sink(keep=self.writes_at_once) as sink:
            for text in self.list_texts(pages, envelope):
                sink.write(encode_utf8(text))

    def receipt(self, facts: dict[str, Any], sentence: str) -> None:
        """Say what was saved where: a sentence on a terminal, JSON or the bare path elsewhere."""
        texts = {
            "table": sentence + "\n",
            "text": f"{facts['path']}\n",
            "quiet": f"{facts['path']}\n",
            "json": self._json(facts, indent=2),
            "csv": self._csv([facts], ()),
        }
        text = texts.get(self.kind, self._json(facts))
        StandardOutput().write(self.safe(text).encode("utf-8", "backslashreplace"))

    def preview(self, value: Any) -> None:
        """Write what would be done, as JSON whatever the format."""
        self.raw([self._json(value, indent=2).encode("utf-8")])

    def raw(self, chunks: Iterable[bytes], *, keep: bool = False) -> None:
        """Write bytes as they came."""
        with self.sink(keep=keep) as sink:
            for chunk in terminal_safe(chunks) if self.to_terminal else chunks:
                sink.write(chunk)

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
        """Return the file that `--output` names, its folder made; None for standard output."""
        if self.to_stdout:
            return None
        return destination(self.options.output, self.name + SUFFIXES.get(self.kind, ".json"))

    def text_of(self, value: Any) -> str:
        """Return the point of an object, one line at least ended."""
        if self.view.prose is not None:
            return "\n".join(read_or_network_error(self.view.prose, value))
        if self.view.text is not None:
            return read_or_network_error(self.view.text, value)
        known = identity(value)
        return json_text.dumps_readable(value) if known is None else known

    def object_text(self, value: Any) -> str:
        """Return one object in the chosen format."""
        names = parse_fields(self.options.fields)
        writers = {
            "json": lambda: self._json(pick(value, names) if names else value, indent=2),
            "jsonl": lambda: self._json(pick(value, names) if names else value),
            "text": lambda: self._columns(value, names) if names else self._text(value),
            "quiet": lambda: self.safe(_line(identity(value))),
            "csv": lambda: self._csv([value], names),
            "table": lambda: self._human_object(value, names),
            "raw": lambda: self._json(value),
        }
        return writers[self.kind]()

    def _text(self, value: Any) -> str:
        """Prose goes to a pipe or a file as it is; everything else is a line."""
        text = self.text_of(value)
        if self.view.prose and (not text or not self.to_terminal):
            return text
        return self.safe(_ended(text))

    def list_texts(self, pages: Iterable[list[Any]], envelope: Any) -> Iterator[str]:
        """Give a list in the chosen format, item by item where that can be."""
        names = parse_fields(self.options.fields)
        kind = self.kind
        if self.writes_at_once:
            for items in pages:
                shown = self._records(items) if kind == "text" and names else items
                yield "".join(self._item_line(kind, item, names) for item in shown)
            return
        items = [item for page in pages for item in page]
        if kind in ("json", "raw"):
            document = envelope()
            if names:
                document = {**document, "data": [pick(item, names) for item in items]}
            yield self._json(document, indent=2)
        else:
            csv = kind == "csv"
            yield self._csv(self._records(items), names) if csv else self._human_list(items, names)

    def _records(self, items: list[Any]) -> list[Any]:
        """Return the rows of a list: its items, unless the view knows better."""
        return items if self.view.listing is None else self.view.listing.records(items)

    def _item_line(self, kind: str, item: Any, names: tuple[str, ...]) -> str:
        if kind == "jsonl":
            return self._json(pick(item, names) if names else item)
        if kind == "quiet":
            return self.safe(_line(identity(item)))
        if names:
            return self._columns(item, names)
        if self.view.listing is not None:
            return self.safe(self.view.listing.line(item) + "\n")
        return self.safe(_line(identity(item) or self.text_of(item)))

    def _columns(self, item: Any, names: tuple[str, ...]) -> str:
        from .cells import plain

        return self.safe("\t".join(plain(lookup(item, name)) for name in names) + "\n")

    def _json(self, value: Any, indent: int | None = None) -> str:
        return self.safe_json(json_text.dumps(value, indent=indent) + "\n")

    def safe_json(self, text: str) -> str:
        """Return JSON as the place may have it; whatever it escapes, it means the same."""
        return escape_control_chars_in_json(text) if self.to_terminal else text

    def safe(self, text: str) -> str:
        """Return text as the place may have it: a terminal gets no control characters."""
        return escape_control_chars(text) if self.to_terminal else text

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
            grid = self._grid(records, columns, () if names else self.view.spare)
        else:
            grid = listing.grid(items)
        if not self._drawn:
            return tables.plain_grid(grid)
        text = self._capture(lambda to: tables.print_grid(to, grid))
        if listing is None or not self.to_terminal:
            return text
        return text + self._capture(lambda to: listing.chart(to, items))

    def _grid(self, records: list[Any], columns: list[str], spare: tuple[str, ...]) -> "Grid":
        from . import tables

        if not self._drawn:
            return tables.grid(records, columns, exact=True)
        return tables.fitting_grid(records, columns, spare, console(self.color).width)

    def _human_object(self, value: Any, names: tuple[str, ...]) -> str:
        from . import tables

        if self.view.prose and not names:
            return self._prose(read_or_network_error(self.view.prose, value))
        if self.view.rows and not names:
            rows = read_or_network_error(self.view.rows, value)
            return self._text(value) if rows is None else self._human_list(rows, ())
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
        from .prose import Prose, blocks_of

        return self._capture(lambda to: to.print(Prose(blocks_of(text))), wide=False)

    @property
    def _drawn(self) -> bool:
        """Whether boxes and colour may be used: on a terminal, or when colour was asked for."""
        asked = self.to_stdout and wants_color(self.color, sys.stdout, os.environ)
        return self.to_terminal or asked

    def _capture(self, draw: Any, *, wide: bool = True) -> str:
        target = console(self.color, wide=wide)
        with target.capture() as capture:
            draw(target)
        return capture.get()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _line(text: str | None) -> str:
    return "" if text is None else text + "\n"
