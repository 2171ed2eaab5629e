"""The map of every command that calls the API."""

from collections.abc import Iterator
from typing import Annotated, Any

from ..base.errors import InputError
from ..base.nearest import did_you_mean
from ..cli.declare.command_map import endpoints, row
from ..cli.declare.endpoint import Command
from ..cli.declare.markers import POSITIONAL
from ..cli.output.view import View
from ..cli.session import Session

VIEW = View(columns=("command", "method", "path", "effect", "paging"))


def show(
    session: Session,
    group: Annotated[
        list[str] | None, "Only what is below this group, such as org projects.", POSITIONAL
    ] = None,
) -> None:
    """List every command that calls the API, with its parameters in JSON.

    The effect is read, write, destroy, or paid for what costs model time.

    $ oai commands
    $ oai commands org projects
    $ oai commands --format json | jq -r '.data[] | select(.effect == "paid") | .command'
    """
    rows = list(_rows(group or []))
    if not rows:
        wanted = " ".join(group or [])
        hint = did_you_mean(wanted, _names()) or "See: oai --help"
        raise InputError(f"There is no command below '{wanted}'.", hint=hint)
    printer = session.printer(VIEW, "commands")
    printer.items([rows], lambda: {"object": "list", "data": rows})


commands = Command(("commands",), show, VIEW)


def _rows(prefix: list[str]) -> Iterator[dict[str, Any]]:
    from . import root

    for endpoint in endpoints(root):
        if list(endpoint.path[: len(prefix)]) == prefix:
            yield row(endpoint)


def _names() -> set[str]:
    from . import root

    paths = [endpoint.path for endpoint in endpoints(root)]
    return {" ".join(path[: end + 1]) for path in paths for end in range(len(path))}
