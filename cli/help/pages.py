"""The help pages: plain text for 80 columns, written from the declarations."""

import re
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ..declare.endpoint import Command, Endpoint, Resource
from ..declare.markers import Mark
from ..declare.model_shutdowns import shutdown_of
from ..declare.parameters import Parameter

INDENT = 2
GAP = 2
WIDEST_TERM = 28
MOST_CHOICES = 12
COMMON = "Common options"
MORE = "More: oai help (topics), or the README."

Row = tuple[str, str]


def width() -> int:
    """Return the columns to fill: the terminal's, within what reads well."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100)) - 1


def group_help(resource: Resource, common: Sequence[Any]) -> str:
    """Return the page of a group."""
    path = " ".join(("oai", *resource.path))
    parts = [
        f"Usage: {path} [OPTIONS] COMMAND …",
        _wrapped(resource.help),
        _paragraphs(resource.description),
        _section(
            "Commands",
            sorted(resource.names().items()) if resource.path else resource.names().items(),
        ),
    ]
    if resource.path:
        parts.append(_wrapped(f"More: {path} COMMAND --help. Common options: oai --help"))
    else:
        version = ("--version", "Print the version.")
        parts += [_section(COMMON, [*common_rows(common), version]), _topics()]
    return "\n\n".join(part for part in parts if part)


def _topics() -> str:
    from .topics import TOPICS

    rows = [(name, topic.summary) for name, topic in TOPICS.items()]
    return _section("Topics, each explained by `oai help TOPIC`", rows)


def command_help(command: Command, common: Sequence[Any]) -> str:
    """Return the page of a command: usage, meaning, examples, parameters, common options."""
    parts = [_usage(command), _wrapped(command.summary), _paragraphs(command.description)]
    if isinstance(command, Endpoint) and command.deprecated:
        parts.append(_wrapped(f"This is {command.deprecated}."))
    parts.append(_examples(command.examples))
    parts.append(_section("Arguments", argument_rows(command)))
    parts += [_section(title, rows) for title, rows in panels(command).items()]
    parts += [_section(COMMON, common_rows(common)), _wrapped(_origin(command))]
    return "\n\n".join(part for part in parts if part)


def argument_rows(command: Command) -> list[Row]:
    """Return what is given by position."""
    arguments = [item for item in command.parameters if item.positional]
    return [(_argument_term(item), _meaning(item)) for item in arguments]


def panels(command: Command) -> dict[str, list[Row]]:
    """Return the options by the heading that they stand under."""
    rows: dict[str, list[Row]] = {}
    made_of_others = {item.part_of for item in command.parameters}
    for item in command.parameters:
        if item.option:
            shown = replace(item, required=item.required and item.name not in made_of_others)
            meaning = f"The same as {item.metavar}." if item.positional else _meaning(shown)
            rows.setdefault(item.panel, []).append((_option_term(item), meaning))
    if isinstance(command, Endpoint) and command.paging:
        rows.setdefault("Options", []).append(("--all", "Fetch every page."))
    if isinstance(command, Endpoint) and command.confirm_by_id:
        row = ("--confirm ID", "The id again, instead of being asked.")
        rows.setdefault("Options", []).append(row)
    return rows


def common_rows(common: Sequence[Any]) -> list[Row]:
    """Return the common options and `--help` as rows."""
    rows = []
    for option in common:
        short_first = sorted(option.opts, key=len)
        term = ", ".join(short_first) + _metavar(option)
        rows.append((term, option.help or ""))
    return [*rows, ("-h, --help", "Show this page.")]


def _metavar(option: Any) -> str:
    if option.is_flag:
        return ""
    choices = getattr(option.type, "choices", None)
    return " " + ("|".join(choices) if choices else option.metavar or "VALUE")


def _usage(command: Command) -> str:
    words = ["Usage: oai", *command.path]
    for item in command.parameters:
        if item.positional:
            words.append(_argument_term(item))
    words.append("[OPTIONS]")
    return textwrap.fill(
        " ".join(words), width(), subsequent_indent=" " * 11, break_on_hyphens=False
    )


def _argument_term(item: Parameter) -> str:
    name = item.metavar + ("…" if item.repeatable else "")
    return name if item.required and not item.option else f"[{name}]"


def _option_term(item: Parameter) -> str:
    if item.type == "boolean":
        name = str(item.option)
        pair = f"{name} / --no-{name[2:]}"
        # Where the two do not fit on a line, the one tells of the other.
        return pair if len(pair) <= width() - INDENT else name
    return f"{item.option} {_value_name(item)}"


def _value_name(item: Parameter) -> str:
    names = {
        "integer": "N",
        "number": "NUMBER",
        "map": "KEY=VALUE",
        "object": "JSON",
        "array of objects": "JSON",
        "time": "TIME",
        "duration": "DURATION",
        "file": "PATH",
    }
    if item.closed:
        return "|".join(item.choices)
    return names.get(item.type, "TEXT")


def _meaning(item: Parameter) -> str:
    notes = [item.help, *_offers(item), *_notes(item)]
    return " ".join(note for note in notes if note)


def _offers(item: Parameter) -> Iterable[str]:
    if item.choices and not item.closed:
        shown = ", ".join(map(_dated, item.choices[:MOST_CHOICES]))
        yield (
            f"For example {shown}."
            if len(item.choices) > MOST_CHOICES
            else f"One of {shown}, or another."
        )
    if item.fields:
        yield (
            "As JSON, or KEY=VALUE, repeatable; keys: "
            + ", ".join(_field(name, kind) for name, kind in item.fields.items())
            + "."
        )


def _dated(choice: str) -> str:
    date = shutdown_of(choice)
    return f"{choice} (until {date})" if date else choice


def _field(name: str, kind: object) -> str:
    if isinstance(kind, tuple):
        return f"{name} ({' | '.join(str(choice) for choice in kind)})"
    return name


def _notes(item: Parameter) -> Iterable[str]:
    if item.uploads is not None:
        yield "Or @PATH, to upload the file now."
    if item.repeatable and item.type not in ("object",):
        yield "Repeatable."
    if item.type == "time":
        yield "Epoch seconds, a date, or an age like 7d."
    if item.limits and item.type in ("integer", "number"):
        yield f"[{_range(item)}]"
    default = item.api_default if item.default is None else item.default
    if default is not None:
        yield f"[default: {_plain(default)}]"
    if item.required and item.option and not item.positional:
        yield "[required]"
    if Mark.DEPRECATED in item.marks:
        yield "[deprecated]"


def _range(item: Parameter) -> str:
    low, high = (item.limits.minimum, item.limits.maximum) if item.limits else (None, None)
    if high is None:
        return f"at least {_plain(low)}"
    return f"at most {_plain(high)}" if low is None else f"{_plain(low)} to {_plain(high)}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _examples(lines: Sequence[str]) -> str:
    return "Examples:\n" + "\n".join(_example(line) for line in lines) if lines else ""


def _example(line: str) -> str:
    """Break a line that is too long as a shell allows it: between words, with a backslash."""
    rows = [""]
    for word in re.findall(r"""(?:'[^']*'|"[^"]*"|\S)+""", line):
        if rows[-1] and INDENT + len(f"{rows[-1]} {word} \\") > width():
            rows.append("   ")
        rows[-1] = f"{rows[-1]} {word}" if rows[-1] else word
    return " " * INDENT + f" \\\n{' ' * INDENT}".join(rows)


def _origin(command: Command) -> str:
    if isinstance(command, Endpoint):
        return f"Calls {command.method} {_broken(command.route)}. {MORE}"
    return MORE


def _broken(route: str) -> str:
    """Let a route that is wider than the page be broken, before a slash."""
    if len(route) < width():
        return route
    end = route.rindex("/", 1, width())
    return f"{route[:end]} {_broken(route[end:])}"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, width(), break_on_hyphens=False, break_long_words=False)


def _paragraphs(text: str) -> str:
    return "\n\n".join(_wrapped(" ".join(part.split())) for part in re.split(r"\n\s*\n", text))


def _section(title: str, rows: Iterable[Row]) -> str:
    listed = list(rows)
    if not listed:
        return ""
    fitting = [len(term) for term, _ in listed if len(term) <= WIDEST_TERM]
    column = INDENT + max(fitting, default=WIDEST_TERM) + GAP
    return f"{title}:\n" + "\n".join(_row(term, text, column) for term, text in listed)


def _row(term: str, text: str, column: int) -> str:
    """A term that is too wide stands on a line of its own; a long word gets the room it needs."""
    longest = max((len(word) for word in text.split()), default=0)
    column = max(INDENT + GAP, min(column, width() - longest))
    first = " " * INDENT + term
    lines = textwrap.wrap(
        text, max(width() - column, 20), break_on_hyphens=False, break_long_words=False
    )
    if len(first) + GAP > column:
        lines.insert(0, "")
    head = first.ljust(column) + (lines[0] if lines else "")
    return "\n".join([head.rstrip(), *(" " * column + line for line in lines[1:])])
