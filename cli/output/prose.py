"""A model's words as Markdown: its blocks, drawn one blank line apart."""

import re
from collections.abc import Iterable
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ...base.formatting import escape_control_chars

if TYPE_CHECKING:
    from markdown_it.token import Token
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import Markdown
    from rich.segment import Segment

    Line = list[Segment]

ENTITY = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});")
LINE_BREAK = re.compile(r"<br\s*/?>", re.I)


class Block(NamedTuple):
    """One block of a text, such as a paragraph or a list: where it starts, and its drawing."""

    start: int
    drawn: "Markdown"


class Prose:
    """Blocks to be drawn; `is_below` says that something stands above them."""

    def __init__(self, blocks: Iterable[Block], *, is_below: bool = False) -> None:
        self._blocks = blocks
        self._is_below = is_below

    def lines(self, console: "Console", options: "ConsoleOptions") -> "list[Line]":
        """Return the lines of a drawing as wide as the options say."""
        lines: list[Line] = []
        for block in self._blocks:
            drawn = _trimmed(console.render_lines(block.drawn, options, pad=False))
            if drawn and (lines or self._is_below):
                lines.append([])
            lines += drawn
        return lines

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.segment import SegmentLines

        yield SegmentLines(self.lines(console, options), new_lines=True)


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text; all but the last stay as they are, however it goes on."""
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    found: list[Block] = []
    for token in _markdown(text).parsed:
        if token.level == 0 and token.nesting >= 0:
            found.append(Block(starts[token.map[0] if token.map else 0], _markdown("")))
        found[-1].drawn.parsed.append(_written_out(token))
    return found


def _written_out(token: "Token") -> "Token":
    """HTML is something that was said: it is shown, where the library would leave it out."""
    if token.type == "html_block":
        token.type = "code_block"
    for child in token.children or ():
        if child.type == "html_inline":
            child.type = "hardbreak" if LINE_BREAK.fullmatch(child.content) else "text"
    return token


def _markdown(text: str) -> "Markdown":
    """Return Markdown to be drawn, in which nothing steers the terminal, written out or not."""
    from rich.markdown import Markdown

    return Markdown(escape_control_chars(ENTITY.sub(_harmless_entity, text)))


def _harmless_entity(match: re.Match[str]) -> str:
    character = unescape(match[0])
    shown = escape_control_chars(character)
    return match[0] if shown == character else shown


def _trimmed(lines: "list[Line]") -> "list[Line]":
    """Leave out the empty lines that the library puts around some blocks and not around others."""
    filled = [place for place, line in enumerate(lines) if any(part.text for part in line)]
    return lines[filled[0] : filled[-1] + 1] if filled else []
