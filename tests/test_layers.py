"""The house has floors: a module imports what is below it, and no way leads back to itself."""

from __future__ import annotations

import ast
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from .support.imports import Graph, circle, imports_below

REPOSITORY = Path(__file__).parent.parent
# What each folder may import beside itself; what is not here is data, and imports nothing.
BELOW = {
    "base": set(),
    "api": {"base"},
    "config": {"base"},
    "sandbox": {"base", "api"},
    "cli": {"base", "config", "api", "sandbox"},
    "commands": {"base", "config", "api", "sandbox", "cli"},
    "completions": {"base", "config", "api", "cli", "commands"},
}
# It alone puts the commands into the tree.
ROOT = ("cli.main", "commands")


def breaches(graph: Graph) -> list[str]:
    """Return every import that goes up, as `module -> module`."""
    return [
        f"{name} -> {target}"
        for name, targets in sorted(graph.items())
        for target in sorted(targets)
        if (name, target) != ROOT and not _is_below(floor(target), floor(name))
    ]


def floor(module: str) -> str:
    return module.partition(".")[0]


def rooms(graph: Graph, folder: str) -> Graph:
    """Return which parts of a folder import which others: its modules, and the folders in it."""
    inside = [name for name in graph if name.startswith(f"{folder}.")]
    found: Graph = {room(name): set() for name in inside}
    for name in inside:
        targets = {room(each) for each in graph[name] if each.startswith(f"{folder}.")}
        found[room(name)] |= targets - {room(name)}
    return found


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _is_below(target: str, name: str) -> bool:
    return target == name or target in BELOW[name]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return imports_below(REPOSITORY, BELOW)


def test_every_folder_of_the_plan_is_read(graph):
    assert {floor(name) for name in graph} >= set(BELOW) - {"api"}


def test_no_module_leads_back_to_itself(graph):
    assert " -> ".join(circle(graph)) == ""


def test_no_room_of_the_frame_leads_back_to_itself(graph):
    assert " -> ".join(circle(rooms(graph, "cli"))) == ""


def test_nothing_imports_what_is_above_it(graph):
    assert breaches(graph) == []


def test_a_class_name_means_one_thing():
    found = defaultdict(list)
    for path in (path for folder in BELOW for path in (REPOSITORY / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(REPOSITORY)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


PLANTED = {
    "at the top": "from .two import name",
    "in a function": "def work():\n    from .two import name",
    "in a method, by its package": "class One:\n    def work(self):\n        from . import two",
    "for types alone": "if TYPE_CHECKING:\n    from ..cli.two import name",
    "by its full name": "import oai.cli.two",
    "from our package": "from oai.cli import two",
    "by a constant": "def work():\n    return import_module('.two', __package__)",
    "by a full constant": "def work():\n    return importlib.import_module('oai.cli.two')",
}


def planted(folder: Path, **modules: str) -> Graph:
    """Return the imports of modules that are named as `cli__one` is."""
    for name, text in modules.items():
        path = folder / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return imports_below(folder, BELOW)


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED)
def test_a_circle_is_found_and_named(text, tmp_path):
    found = planted(tmp_path, cli__one=text, cli__two="from .three import name", cli__three="")
    assert circle(found) == []
    found = planted(tmp_path, cli__three="def work():\n    from .one import name")
    way = circle(found)
    assert (set(way), len(way), way[0]) == ({"cli.one", "cli.two", "cli.three"}, 4, way[-1])
    assert all(later in found[earlier] for earlier, later in pairwise(way))


def test_a_module_and_its_package_are_a_circle_if_they_import_each_other(tmp_path):
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli/__init__.py").write_text("from .one import name\n")
    assert circle(planted(tmp_path, cli__one="")) == []
    assert circle(planted(tmp_path, cli__one="from . import other")) != []


def test_rooms_are_in_a_circle_where_no_module_is(tmp_path):
    found = planted(
        tmp_path,
        cli__input__one="from ..output.two import name",
        cli__input__four="",
        cli__output__two="",
        cli__output__three="from ..input.four import name",
    )
    assert circle(found) == []
    assert set(circle(rooms(found, "cli"))) == {"cli.input", "cli.output"}


def test_a_name_that_is_only_known_when_it_runs_does_not_count(tmp_path):
    found = planted(tmp_path, cli__one="import_module(f'.{name}', __package__)", cli__two="")
    assert found == {"cli.one": set(), "cli.two": set()}


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("base__one", "config.one"),
        ("config__one", "cli.one"),
        ("cli__one", "commands.one"),
        ("commands__one", "completions.one"),
        ("sandbox__one", "config.one"),
        ("sandbox__one", "cli.one"),
    ],
)
def test_an_import_that_goes_up_is_found(name, target, tmp_path):
    upper = {target.replace(".", "__"): ""}
    found = planted(tmp_path, **{name: f"def work():\n    from ..{target} import name"}, **upper)
    assert breaches(found) == [f"{name.replace('__', '.')} -> {target}"]


def test_only_the_root_of_the_tree_imports_the_commands(tmp_path):
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands/__init__.py").touch()
    found = planted(tmp_path, cli__main="from ..commands import root", cli__tree="")
    assert breaches(found) == []
    found = planted(tmp_path, cli__tree="from ..commands import root")
    assert breaches(found) == ["cli.tree -> commands"]
