"""The command tree as entries for the shells: what can be typed below each command's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..cli.declare.endpoint import Command, Endpoint, Resource
from ..cli.declare.parameters import Parameter
from ..cli.help.topics import TOPICS
from ..cli.options import declarations
from ..cli.tree import ALIASES
from .sources import Sources, common_source

# Words that are followed by the words of a command, from the root again.
LEADS = ("help", "commands")
TREE = "%commands"
LONGEST_HELP = 64


@dataclass(frozen=True)
class Word:
    """A command, or an option: what is typed, what it is for, and where its value comes from.

    A source of None takes no value; an empty one takes a value that nothing can be offered for.
    """

    text: str
    help: str = ""
    source: str | None = None


@dataclass(frozen=True)
class Entry:
    """What can follow the words of a command or a group; operands are sources of positionals."""

    names: tuple[str, ...]
    verbs: tuple[Word, ...] = ()
    flags: tuple[Word, ...] = ()
    operands: tuple[str, ...] = ()


def common_words() -> list[Word]:
    """Return the options that every command and group takes."""
    words = [Word("-h", "Show help"), Word("--help", "Show help")]
    for name, (annotation, _) in declarations().items():
        kind, option = annotation.__origin__, annotation.__metadata__[0]
        source = common_source(name, kind)
        spellings = (option.default, *option.param_decls)
        words += [Word(text, brief(option.help), source) for text in spellings]
    return words


def entries(root: Resource) -> Iterator[Entry]:
    """Give every entry of the tree, the root first; imports every module there is."""
    sources = Sources(root)
    yield from _group(root, root, sources)


def _group(group: Resource, root: Resource, sources: Sources) -> Iterator[Entry]:
    names = group.names()
    verbs = tuple(Word(name, brief(text)) for name, text in names.items())
    flags = () if group.path else (Word("--version", "Print the version"),)
    yield Entry((" ".join(group.path),), verbs, flags)
    for name in names:
        found = group.find(name)
        if isinstance(found, Resource):
            yield from _group(found, root, sources)
        elif found is not None:
            yield _lead(found, root) if found.name in LEADS else _command(found, names, sources)


def _lead(command: Command, root: Resource) -> Entry:
    """Return the entry of a command that is followed by the words of another."""
    listed = root.names().items()
    if command.name == "help":
        topics = [Word(name, brief(topic.summary)) for name, topic in TOPICS.items()]
        verbs = [*(Word(name, brief(text)) for name, text in listed), *topics]
    else:
        called = ((name, text) for name, text in listed if isinstance(root.find(name), Resource))
        verbs = [Word(name, brief(text)) for name, text in called if _calls(root.find(name))]
    return Entry((command.name,), tuple(verbs), (), (TREE,))


def _calls(found: Command | Resource | None) -> bool:
    """Tell whether anything below calls the API."""
    if isinstance(found, Resource):
        return any(_calls(found.find(name)) for name in found.names())
    return isinstance(found, Endpoint)


def _command(command: Command, siblings: dict[str, str], sources: Sources) -> Entry:
    flags = [word for item in command.parameters for word in _flags(command, item, sources)]
    if isinstance(command, Endpoint) and command.paging:
        flags.append(Word("--all", "Fetch every page"))
    if isinstance(command, Endpoint) and command.confirm_by_id:
        flags.append(Word("--confirm", "The id again, instead of being asked", ""))
    operands = tuple(
        sources.of(command, item) + ("..." if item.repeatable else "")
        for item in command.parameters
        if item.positional
    )
    return Entry(_names(command, siblings), (), tuple(flags), operands)


def _names(command: Command, siblings: dict[str, str]) -> tuple[str, ...]:
    """Return the command's words, and the same with what is accepted for its verb."""
    *group, verb = command.path
    also = [short for short, full in ALIASES.items() if full == verb and short not in siblings]
    return tuple(" ".join((*group, word)) for word in [verb, *also])


def _flags(command: Command, item: Parameter, sources: Sources) -> Iterator[Word]:
    if item.option is None:
        return
    if item.type == "boolean":
        yield Word(item.option, brief(item.help))
        yield Word(f"--no-{item.option[2:]}", brief(item.help))
        return
    yield Word(item.option, brief(item.help), sources.of(command, item))


def brief(text: Any) -> str:
    """Return the first sentence, on one line, at a length that a list has room for."""
    sentence = " ".join(str(text or "").split()).partition(". ")[0].rstrip(".")
    if len(sentence) <= LONGEST_HELP:
        return sentence
    return sentence[: LONGEST_HELP - 3].rsplit(" ", 1)[0] + "..."
