"""The scripts themselves: the engine of each shell, with the table in the shell's own words."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ..commands import root
from .tree import Entry, Word, common_words, entries

ENGINES = Path(__file__).with_name("engines")
PLACE = "#:table:\n"


def scripts() -> dict[str, str]:
    """Return the text of the script for each shell."""
    listed, common = list(entries(root)), common_words()
    return {shell: _script(shell, make(listed, common)) for shell, make in TABLES.items()}


def _script(shell: str, table: str) -> str:
    engine = (ENGINES / f"oai.{SUFFIXES.get(shell, shell)}").read_text("utf-8")
    before, after = engine.split(PLACE)
    return before + table + after


def _bash(listed: list[Entry], common: list[Word]) -> str:
    return _case_table(listed, common, _bare)


def _zsh(listed: list[Entry], common: list[Word]) -> str:
    return _case_table(listed, common, lambda word: _with_help(word, " "))


def _case_table(listed: list[Entry], common: list[Word], line: Callable[[Word], str]) -> str:
    def lines(words: Iterable[Word]) -> str:
        return _posix("\n".join(line(word) for word in words))

    rows = [f"_oai_common={lines(common)}\n", "_oai_table() {"]
    rows += ["    verbs='' flags='' operands=''", "    case $1 in"]
    for entry in listed:
        rows.append(f"        {'|'.join(map(_posix, entry.names))})")
        for name, words in (("verbs", entry.verbs), ("flags", entry.flags)):
            rows += [f"{name}={lines(words)}"] if words else []
        rows += [f"operands={_posix(_operands(entry))}"] if entry.operands else []
        rows.append(";;")
    return "\n".join([*rows, "*) return 1 ;;", "    esac", "    node=$1", "}"]) + "\n"


def _fish(listed: list[Entry], common: list[Word]) -> str:
    def lines(words: Iterable[Word]) -> str:
        # A list with a literal of its own for each word takes fish twice as long to read.
        return " ".join(_fish_text(_with_help(word, "\t")) for word in words)

    rows = [f"set -g __oai_common {lines(common)}\n"]
    rows += ["function __oai_table --no-scope-shadowing"]
    rows += ["    set verbs", "    set flags", "    set operands", "    switch $argv[1]"]
    for entry in listed:
        rows.append(f"case {' '.join(map(_fish_text, entry.names))}")
        for name, words in (("verbs", entry.verbs), ("flags", entry.flags)):
            rows += [f"set {name} {lines(words)}"] if words else []
        rows += [f"set operands {_operands(entry)}"] if entry.operands else []
    rows += ["case '*'", "return 1", "    end", "    set node $argv[1]", "end"]
    return "\n".join(rows) + "\n"


def _powershell(listed: list[Entry], common: list[Word]) -> str:
    def lines(words: Iterable[Word]) -> str:
        texts = (_powershell_text(_with_help(word, "\t").rstrip()) for word in words)
        return f"@({', '.join(texts)})"

    rows = [f"$OaiCommon = {lines(common)}", "$OaiTable = @{}"]
    for entry in listed:
        first, *aliases = [f"$OaiTable[{_powershell_text(name)}]" for name in entry.names]
        operands = ", ".join(_powershell_text(source or "-") for source in entry.operands)
        rows.append(
            f"{first} = @{{ verbs = {lines(entry.verbs)}; flags = {lines(entry.flags)};"
            f" operands = @({operands}) }}"
        )
        rows += [f"{alias} = {first}" for alias in aliases]
    return "\n".join(rows) + "\n"


def _operands(entry: Entry) -> str:
    """Return the sources as words; one that has nothing to offer is a dash."""
    return " ".join(f"-{source}" if source in ("", "...") else source for source in entry.operands)


def _bare(word: Word) -> str:
    return word.text if word.source is None else f"{word.text}={word.source}"


def _with_help(word: Word, separator: str) -> str:
    return f"{_bare(word)}{separator}{word.help}"


def _posix(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell_text(text: str) -> str:
    # Windows reads a script without a mark as whatever its code page is.
    plain = text.replace("…", "...").encode("ascii", "replace").decode()
    return "'" + plain.replace("'", "''") + "'"


SUFFIXES = {"powershell": "ps1"}
TABLES: dict[str, Callable[[list[Entry], list[Word]], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
}
