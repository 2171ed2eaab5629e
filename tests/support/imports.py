"""Who imports whom of ours, read from the source: wherever an import stands, it counts."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Graph = dict[str, set[str]]

PACKAGE = "oai"
BY_NAME = ("import_module", "__import__")


def imports_below(root: Path, folders: Iterable[str]) -> Graph:
    """Return what each module in the folders imports of ours, by names such as `cli.main`.

    Those in functions and under TYPE_CHECKING count, and so does a constant name that is given to
    `import_module`. That a module is inside a package counts for nothing.
    """
    paths = [path for folder in folders for path in (root / folder).rglob("*.py")]
    known = {_name(path.relative_to(root)): path for path in paths}
    return {name: set(_imported(name, path, known)) - {name} for name, path in known.items()}


def circle(graph: Graph) -> list[str]:
    """Return the way from a module back to itself, or nothing if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        for target in _targets(node, package):
            # What is no module is a name within one.
            found = target if target in known else target.rpartition(".")[0]
            if found in known:
                yield found


def _targets(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (_absolute(alias.name, package) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute("." * node.level + (node.module or ""), package)
        yield from (f"{base}.{alias.name}".lstrip(".") for alias in node.names)
    elif isinstance(node, ast.Call) and node.args:
        called = getattr(node.func, "attr", getattr(node.func, "id", None))
        name = node.args[0]
        if called in BY_NAME and isinstance(name, ast.Constant):
            yield _absolute(str(name.value), package)


def _absolute(name: str, package: str) -> str:
    """Return a name as it is below our package; nothing for what is not ours."""
    below = name.lstrip(".")
    level = len(name) - len(below)
    if not level:
        return name.removeprefix(PACKAGE).lstrip(".") if name.split(".")[0] == PACKAGE else "?"
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - level + 1], *filter(None, [below])])
