"""Writes the command reference and the README's coverage table from the declarations.

python docs/generate.py          write them
python docs/generate.py --check  tell what is stale, and exit 1 if anything is
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from oai.api.operations import operations
from oai.cli.declare.command_map import endpoints, walk
from oai.cli.declare.endpoint import Command, Endpoint
from oai.cli.help.pages import Row, argument_rows, common_rows, panels
from oai.cli.main import root as command_line
from oai.commands import root

REPOSITORY = Path(__file__).parent.parent
REFERENCE = REPOSITORY / "docs" / "commands"
README = REPOSITORY / "README.md"
BEGIN, END = "<!-- coverage: begin -->\n", "<!-- coverage: end -->\n"
MADE = "<!-- Made by `make docs` from the declarations: edit those. -->\n\n"


def main() -> int:
    """Write the files, or compare them; return the exit code."""
    wanted = {**pages(), README: readme()}
    if "--check" not in sys.argv:
        REFERENCE.mkdir(exist_ok=True)
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        for path in set(REFERENCE.glob("*.md")) - set(wanted):
            path.unlink()
        return 0
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    stale += set(REFERENCE.glob("*.md")) - set(wanted)
    for path in stale:
        sys.stderr.write(f"{path.relative_to(REPOSITORY)} is stale: run `make docs`\n")
    return 1 if stale else 0


def pages() -> dict[Path, str]:
    """Return each page of the reference: one a group, and the index."""
    commands = sorted(walk(root), key=lambda command: command.path[0])
    groups = {name: list(found) for name, found in groupby(commands, key=lambda c: c.path[0])}
    result = {REFERENCE / f"{name}.md": group_page(name, found) for name, found in groups.items()}
    result[REFERENCE / "README.md"] = index(groups)
    return result


def index(groups: dict[str, list[Command]]) -> str:
    """Return the list of groups and the common options."""
    lines = ["# Commands\n\n", MADE]
    summaries = root.names()
    for name, found in groups.items():
        count = f"{len(found)} commands" if len(found) > 1 else "1 command"
        lines.append(f"- [`{name}`]({name}.md): {summaries[name]} ({count})\n")
    lines.append("\n## Common options\n\nAccepted at the root and after any command.\n\n")
    lines += rows_text(common_rows(command_line().common))
    return "".join(lines)


def group_page(name: str, commands: list[Command]) -> str:
    """Return the page of one group."""
    parts = [f"# {name}\n\n", MADE, f"{root.names()[name]}\n"]
    for command in commands:
        parts += section(command)
    return "".join(parts)


def section(command: Command) -> Iterator[str]:
    """Give the text on one command."""
    yield f"\n## oai {command.name}\n\n{command.summary}\n"
    if command.description:
        yield f"\n{command.description}\n"
    if isinstance(command, Endpoint):
        yield f"\nCalls `{command.method} {command.route}`; effect: {command.effect}"
        yield "; deprecated by the API.\n" if command.deprecated else ".\n"
    if command.examples:
        yield "\n```sh\n" + "".join(f"{line}\n" for line in command.examples) + "```\n"
    for title, rows in {"Arguments": argument_rows(command), **panels(command)}.items():
        if rows:
            yield f"\n{title}:\n\n"
            yield from rows_text(rows)


def rows_text(rows: list[Row]) -> Iterator[str]:
    """Give a list of options."""
    for term, meaning in rows:
        yield f"- `{term}`: {meaning}\n"


def readme() -> str:
    """Return the README with the coverage as it is now."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + coverage() + END + after


def coverage() -> str:
    """Return the table of operations by group: how many there are, how many have a command."""
    commands = [operation.command for operation in operations()]
    declared = {endpoint.name for endpoint in endpoints(root)}
    known = Counter(command.split()[0] for command in commands)
    served = Counter(command.split()[0] for command in commands if command in declared)
    lines = ["| group | operations | commands |\n", "|---|---:|---:|\n"]
    lines += [f"| `{name}` | {known[name]} | {served[name]} |\n" for name in sorted(known)]
    lines.append(f"| all | {known.total()} | {served.total()} |\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
