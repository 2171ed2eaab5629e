"""Help: the page of any command, and topics that no one command covers."""

from typing import Annotated, Any

from ..base.errors import InputError
from ..base.nearest import did_you_mean
from ..cli.declare.endpoint import Command, Resource
from ..cli.declare.markers import POSITIONAL
from ..cli.help.topics import TOPICS
from ..cli.output.view import View
from ..cli.session import Session
from ..cli.tree import tree_of

VIEW = View(text=lambda page: str(page["text"]))


def explain(
    session: Session,
    words: Annotated[list[str] | None, "The words of a command, or a topic.", POSITIONAL] = None,
) -> None:
    """Explain a command or a topic.

    $ oai help
    $ oai help files list
    $ oai help exit-codes
    """
    path = words or []
    printer = session.printer_by_options(VIEW, "help", default="text")
    printer.object({"name": " ".join(path) or "oai", "text": _page(path, session.root)})


help = Command(("help",), explain)


def _page(path: list[str], root: Resource) -> str:
    if path and path[0] in TOPICS:
        _check_last(path, 0)
        return TOPICS[path[0]].page().rstrip("\n")
    node: Any = tree_of(root)
    if path:
        _check_first(path[0], root)
    for number, word in enumerate(path):
        node = node.get_command(None, word)
        if isinstance(getattr(node, "declared", None), Command):
            _check_last(path, number)
    return str(node.get_help(None))


def _check_first(word: str, root: Resource) -> None:
    names = [*root.names(), *TOPICS]
    if word not in names:
        raise InputError(
            f"There is no command or topic '{word}'. {did_you_mean(word, names)}".rstrip(),
            hint="See: oai help",
        )


def _check_last(path: list[str], number: int) -> None:
    """Raise InputError for words behind a command or a topic."""
    if path[number + 1 :]:
        known = " ".join(path[: number + 1])
        raise InputError(
            f"There is nothing below '{known}': '{path[number + 1]}' is one word too many.",
            hint=f"See: oai help {known}",
        )
