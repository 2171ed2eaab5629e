"""What is picked out of an object, and how it reads in a cell, a heading and a row of CSV."""

from __future__ import annotations

from typing import Any

import pytest

from oai.base.errors import InputError
from oai.base.formatting import moment
from oai.cli.output.cells import LARGEST, cell, plain
from oai.cli.output.csv_text import to_csv
from oai.cli.output.fields import MISSING, flatten, lookup, parse_fields, pick
from oai.cli.output.tables import Grid, choose_columns, heading, outline, plain_grid, rows
from oai.cli.output.view import identity

NOON = 86_400 * 15 + 43_200
TREE = {"a": {"b": 1, "c": {}}, "l": [{"x": 2}, 3], "d.e": 4}


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        *[("x", MISSING, "-"), ("x", None, "-"), ("x", "", "-"), ("x", [], "-"), ("x", {}, "-")],
        *[("x", True, "yes"), ("x", False, "no"), ("x", 0, "0"), ("x", 1234, "1,234")],
        *[("bytes", 1500, "1.5 kB"), ("usage_bytes", 1500, "1.5 kB"), ("bytes", 1500.5, "1500.5")],
        *[("threshold_amount", 150, "1.50"), ("amount", 150, "150"), ("x", 0.5, "0.5")],
        *[("created_at", NOON, "1970-01-16"), ("created_at", 0, "0")],
        *[("bytes", LARGEST, "1.0 PB"), ("bytes", LARGEST + 1, f"{LARGEST + 1}")],
        *[("bytes", -LARGEST - 1, f"{-LARGEST - 1}"), ("x", "\x1b", "\\x1b")],
        *[("x", {"a": 1, "b": "c"}, "a=1, b=c"), ("x", {"a": {}}, '{"a": {}}')],
        *[("x", {"a": [1]}, '{"a": [1]}'), ("x", {"a": "\x1b"}, "a=\\x1b")],
        ("content", [{"type": "text", "text": "Hi"}], "Hi"),
        *[("content", [{"type": "image"}], "-"), ("content", "Hi", "Hi")],
        ("x", [{"text": "Hi"}], '[{"text": "Hi"}]'),
    ],
)
def test_a_cell(name: str, value: Any, shown: str) -> None:
    assert cell(name, value) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("created_at", NOON, moment(NOON)), ("end_time", NOON, moment(NOON)), ("x", 1234, "1234")],
)
def test_an_exact_cell(name: str, value: Any, shown: str) -> None:
    assert cell(name, value, exact=True) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[(MISSING, ""), (None, ""), ("a", "a"), ([], ""), ([1, "a", 0.5], "1, a, 0.5")],
        *[([1, [2]], "[1, [2]]"), ({"a": None}, '{"a": null}'), (True, "true")],
    ],
)
def test_a_plain_value(value: Any, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("path", "found"),
    [
        *[("a.b", 1), ("a.x", MISSING), ("a.b.c", MISSING), ("l.0.x", 2), ("l.1", 3)],
        *[("l.2", MISSING), ("l.x", MISSING), ("l.-1", MISSING), ("d.e", MISSING)],
    ],
)
def test_what_a_path_leads_to(path: str, found: Any) -> None:
    assert lookup(TREE, path) is found


@pytest.mark.parametrize(
    ("names", "picked"),
    [
        (["a.b", "l.1"], {"a": {"b": 1}, "l": {"1": 3}}),
        (["a.b", "a.c", "x"], {"a": {"b": 1, "c": {}}}),
        (["l", "l.0.x"], {"l": [{"x": 2}, 3]}),
    ],
)
def test_fields_are_picked(names: list[str], picked: Any) -> None:
    assert pick(TREE, names) == picked
    assert pick(5, names) == 5


def test_names_of_fields() -> None:
    assert [parse_fields(text) for text in (None, "a", "a, b.c")] == [(), ("a",), ("a", "b.c")]
    for text in ("", "a,", " ,a"):
        with pytest.raises(InputError):
            parse_fields(text)


def test_a_text_has_no_places() -> None:
    assert lookup({"a": "text"}, "a.0") is MISSING


def test_an_object_is_flat() -> None:
    assert flatten(TREE) == {"a.b": 1, "a.c": {}, "l": [{"x": 2}, 3], "d.e": 4}


@pytest.mark.parametrize(
    ("items", "names", "text"),
    [
        ([], [], ""),
        ([], ["id"], "id\n"),
        ([{"a": {"b": 1}}, {"c": 2}, 5], [], "a.b,c,value\n1,,\n,2,\n,,5\n"),
        ([{"d.e": 4}], [], "d.e\n4\n"),  # a key that has a dot in it is no path
        ([TREE], ["d.e", "a", "a.b", "x"], 'd.e,a,a.b,x\n4,"{""b"": 1, ""c"": {}}",1,\n'),
    ],
)
def test_csv(items: list[Any], names: list[str], text: str) -> None:
    assert to_csv(items, names) == text


@pytest.mark.parametrize(
    ("column", "title"),
    [
        *[("created_at", "Created"), ("project.name", "Project name"), ("a.b", "B"), ("id", "Id")],
        *[("a.b.id|c", "B id"), ("a.0.b", "B"), ("0", "0"), ("a\nb", "A\\nb")],
    ],
)
def test_a_heading(column: str, title: str) -> None:
    assert heading(column) == title


def test_columns_and_rows() -> None:
    assert choose_columns([TREE], ["x"]) == ["x"]
    assert choose_columns([TREE, {"f": 1}, 5], []) == ["d.e", "f"]
    assert choose_columns([dict.fromkeys("abcdefgh")], []) == list("abcdef")
    assert choose_columns([5], []) == ["value"]
    items = [{"a": None, "b": "x\ny\n"}, 5]
    assert rows(items, ["a|b", "value"], exact=False) == [["x\ny", "-"], ["-", "5"]]
    assert rows(items, ["a|b"], exact=True) == [["x y "], ["-"]]


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ({"a": {"b": 1}}, [(0, "a.b", "1")]),
        ({"a": {"b": 1, "c": 2}}, [(0, "a", ""), (1, "b", "1"), (1, "c", "2")]),
        ({"a": {"b": None}, "c": {}}, []),
        ({"a" * 16: {"b" * 15: 1}}, [(0, f"{'a' * 16}.{'b' * 15}", "1")]),
        ({"a" * 16: {"b" * 16: 1}}, [(0, "a" * 16, ""), (1, "b" * 16, "1")]),
        ({"a": {"b": {"c": 1, "d": 2}}}, [(0, "a.b", ""), (1, "c", "1"), (1, "d", "2")]),
        ({"l": [1, {"x": 2}]}, [(0, "l[0]", "1"), (0, "l[1].x", "2")]),
    ],
)
def test_an_outline(value: Any, lines: list[tuple[int, str, str]]) -> None:
    assert outline(value) == lines


def test_a_plain_table() -> None:
    grid = Grid(["A", "Size"], [["漢", "5"]], total=["", "15"], right=frozenset({1}))
    assert plain_grid(grid) == "A   Size\n漢     5\n      15\n"


def test_what_names_an_object() -> None:
    found = [identity(it) for it in ({"name": "n", "id": 1}, {"url": "u", "path": "p"}, {}, [])]
    assert found == ["n", "p", None, None]
