"""The modules of a Python package as they are written: parsed, and never imported.

What is imported runs, and needs all that it imports itself; what is parsed is text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Definition:
    """What a name stands for: a class or what is assigned to it, or a whole module."""

    module: Module
    node: ast.AST

    @property
    def key(self) -> tuple[Path, int]:
        """Where it is written, which nothing else is."""
        return self.module.path, getattr(self.node, "lineno", 0)


class Package:
    """A package's folder, whose modules are read when they are asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._modules: dict[Path, Module] = {}

    def module(self, place: Path) -> Module | None:
        """Return the module at a path without its suffix, or the package of that name."""
        for path in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
            if path not in self._modules and path.is_file():
                self._modules[path] = Module(self, path)
            if path in self._modules:
                return self._modules[path]
        return None


class Module:
    """One parsed file, and what the names in it stand for."""

    def __init__(self, package: Package, path: Path) -> None:
        self.package = package
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"), str(path))

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes of the module by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}

    @cached_property
    def _assigned(self) -> dict[str, ast.expr]:
        """What is assigned to each name, once or as a type alias."""
        found: dict[str, ast.expr] = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.update({node.target.id: node.value} if node.value else {})
        return found

    @cached_property
    def _imported(self) -> dict[str, tuple[Path, str]]:
        """Where each name comes from that is imported from a module of the same package."""
        return {
            alias.asname or alias.name: (self._place(node), alias.name)
            for node in _imports(self.tree.body)
            for alias in node.names
        }

    def _place(self, node: ast.ImportFrom) -> Path:
        folder = self.path.parents[node.level - 1]
        return folder.joinpath(*(node.module or "").split(".")) if node.module else folder

    def find(self, name: str) -> Definition | None:
        """Return what a name stands for, through imports; None if it is from elsewhere.

        Raises ValueError if it should come from a module of the package that is not there.
        """
        if node := self.classes.get(name) or self._assigned.get(name):
            return Definition(self, node)
        if name not in self._imported:
            return None
        place, original = self._imported[name]
        if module := self.package.module(place / original):
            return Definition(module, module.tree)
        source = self.package.module(place)
        if source is None:
            raise ValueError(f"{self.path} imports {name} from where there is no module.")
        return source.find(original) if source is not self else None

    def resolve(self, node: ast.expr) -> Definition | None:
        """Return what `Name` or `module.Name` stands for."""
        if isinstance(node, ast.Name):
            return self.find(node.id)
        if isinstance(node, ast.Attribute):
            owner = self.resolve(node.value)
            if owner and isinstance(owner.node, ast.Module):
                return owner.module.find(node.attr)
        return None


def _imports(lines: Iterable[ast.stmt]) -> Iterator[ast.ImportFrom]:
    """Give the relative imports, those for type checkers alone too."""
    for line in lines:
        if isinstance(line, ast.ImportFrom) and line.level:
            yield line
        elif isinstance(line, ast.If):
            yield from _imports(line.body)


def name_of(node: ast.AST | None) -> str:
    """Return the last part of a dotted name, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
