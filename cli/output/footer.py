"""What people are told on stderr beside an answer: remarks on it, and on a terminal its facts."""

import os
import sys
from typing import Any

from ...base.formatting import count
from ..notices import tell
from .cells import NOTHING, cell
from .fields import lookup
from .printer import Printer
from .terminal import is_terminal, wants_color
from .view import read_or_network_error

DIM = "\x1b[2m"
RESET = "\x1b[0m"
SEPARATOR = " · "


def print_remarks(printer: Printer, value: Any) -> None:
    """Say what whoever reads the answer itself would miss; formats for programs have it all."""
    if printer.kind not in ("text", "table"):
        return
    if printer.view.remarks:
        for remark in read_or_network_error(printer.view.remarks, value):
            printer.notices.say(remark.said(printer.options))
    facts = footer(printer, value)
    if facts and _is_watched(printer):
        tell(_dimmed(printer.notices.redact(facts), printer.color) + "\n")


def footer(printer: Printer, value: Any) -> str:
    """Return the facts that help to go on: `resp_1 · gpt-5 · completed · 35 tokens`."""
    shown = [_fact(name, lookup(value, name)) for name in printer.view.footer]
    return SEPARATOR.join(fact for fact in shown if fact != NOTHING)


def _fact(name: str, value: Any) -> str:
    """A number is followed by what it counts: the last word of its name."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{count(value)} {name.rsplit('_', 1)[-1]}"
    return cell(name, value)


def _is_watched(printer: Printer) -> bool:
    whole = printer.kind == "table" and not printer.options.fields
    return whole and printer.to_terminal and is_terminal(sys.stderr)


def _dimmed(text: str, color: str | None) -> str:
    return f"{DIM}{text}{RESET}" if wants_color(color, sys.stderr, os.environ) else text
