"""What the sandbox works out by a rule: pieces of a text, pages, periods, formulas and forms."""

from __future__ import annotations

from typing import Any

import pytest

from oai.sandbox.org.buckets import Period, read_period
from oai.sandbox.requests.coercion import coerce
from oai.sandbox.requests.forms import nest
from oai.sandbox.requests.paging import page_of
from oai.sandbox.requests.refusals import Refusal
from oai.sandbox.requests.validation import check_fields, parse_fields
from oai.sandbox.text.tokens import count_tokens, split_tokens
from oai.sandbox.training.chunking import chunks, read_strategy
from oai.sandbox.training.eval_samples import shown_sample
from oai.sandbox.training.formula import FormulaError, calculate
from oai.sandbox.training.grader_forms import check_grader
from oai.sandbox.training.grader_template import VariableError, content_text, fill
from oai.sandbox.training.search_query import read_filters, rewritten, words_of

from .refusing import refused_at

DAY, HOUR = 86_400, 3_600


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        *[("", []), ("ab", ["ab"]), ("abcdefgh", ["abcd", "efgh"]), ("a bc", ["a", " bc"])],
        ("a  \n", ["a", "  \n"]),
    ],
)
def test_tokens(text: str, pieces: list[str]) -> None:
    assert split_tokens(text) == pieces
    assert count_tokens(text) == len(pieces)


@pytest.mark.parametrize(
    ("text", "overlap", "pieces"),
    [
        *[("", 1, []), ("a", 1, ["a"]), ("a b", 1, ["a b"]), ("a b c", 1, ["a b", " b c"])],
        *[("a b c", 0, ["a b", " c"]), ("a b c d", 0, ["a b", " c d"])],
    ],
)
def test_pieces_overlap(text: str, overlap: int, pieces: list[str]) -> None:
    sizes = {"max_chunk_size_tokens": 2, "chunk_overlap_tokens": overlap}
    assert list(chunks(text, {"static": sizes})) == pieces


@pytest.mark.parametrize(
    ("size", "overlap", "is_taken"),
    [(100, 50, True), (100, 51, False), (99, 0, False), (4096, 0, True), (4097, 0, False)],
)
def test_how_much_may_overlap(size: int, overlap: int, is_taken: bool) -> None:
    sizes = {"max_chunk_size_tokens": size, "chunk_overlap_tokens": overlap}
    strategy = {"type": "static", "static": sizes}
    assert (refused_at(read_strategy, strategy) is None) is is_taken


@pytest.mark.parametrize(
    ("query", "page", "has_more"),
    [
        *[({}, "abcde", False), ({"limit": 5}, "abcde", False), ({"limit": 4}, "abcd", True)],
        *[({"order": "desc", "limit": 2}, "ed", True), ({"after": "b"}, "cde", False)],
        *[({"after": "e"}, "", False), ({"before": "d", "limit": 2}, "bc", True)],
        *[({"before": "d", "limit": 3}, "abc", False), ({"before": "a"}, "", False)],
        ({"after": "a", "before": "e", "limit": 2}, "bc", True),
    ],
)
def test_a_page(query: dict[str, Any], page: str, has_more: bool) -> None:
    found = page_of([{"id": it} for it in "abcde"], query, order="asc")
    assert ("".join(it["id"] for it in found["data"]), found["has_more"]) == (page, has_more)
    ends = (found["first_id"], found["last_id"])
    assert ends == ((page[0], page[-1]) if page else (None, None))


def test_a_page_of_what_is_wanted() -> None:
    items = [{"id": it} for it in "abcde"]
    found = page_of(items, {"after": "b"}, order="desc", wanted=lambda it: it["id"] != "a")
    assert found["data"] == []
    with pytest.raises(Refusal):
        page_of(items, {"after": "x"}, order="asc")


@pytest.mark.parametrize(
    ("query", "starts", "next_page"),
    [
        ({"end_time": 3 * DAY}, [0, DAY, 2 * DAY], None),
        ({"start_time": DAY + 1, "end_time": 2 * DAY + 1}, [DAY, 2 * DAY], None),
        ({"end_time": 3 * DAY, "limit": 2}, [0, DAY], f"page_{2 * DAY:x}"),
        ({"end_time": 3 * DAY, "limit": 2, "page": f"page_{2 * DAY:x}"}, [2 * DAY], None),
        ({"end_time": 8 * DAY}, list(range(0, 7 * DAY, DAY)), f"page_{7 * DAY:x}"),
        ({"end_time": HOUR + 1, "bucket_width": "1h"}, [0, HOUR], None),
    ],
)
def test_a_period(query: dict[str, Any], starts: list[int], next_page: str | None) -> None:
    found = read_period({"start_time": 0, **query})
    assert (list(found.starts), found.next_page) == (starts, next_page)


@pytest.mark.parametrize(
    "query", [{"end_time": 5}, {"end_time": 6, "limit": 32}, {"end_time": 6, "page": "page_1"}]
)
def test_no_period(query: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        read_period({"start_time": 5, **query})
    read_period({"start_time": 5, "end_time": 6, "limit": 31})


def test_the_bounds_of_a_period() -> None:
    assert Period(range(0, 30, 10), 10, 5, 25, None).bounds() == (5, 25)
    assert Period(range(10, 30, 10), 10, 5, 45, "page_30").bounds() == (10, 30)
    assert Period(range(0), 10, 5, 25, None).bounds() == (5, 5)
    assert [Period(range(0), 10, 0, 0, None).bucket(at) for at in (0, 9, 10, 25)] == [0, 0, 10, 20]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        *[("a", 2), ("a + b * 2", 8), ("a - b", -1), ("b / a", 1.5), ("a ** b", 8), ("1.5", 1.5)],
        *[("-a", -2), ("+a", 2), ("min(a, b)", 2), ("max(a, b)", 3), ("abs(-a)", 2)],
        *[("floor(b / a)", 1), ("ceil(b / a)", 2), ("sqrt(4)", 2), ("exp(0)", 1), ("log(1)", 0)],
        ("2 ** 99", 2**64),
    ],
)
def test_a_formula(formula: str, value: float) -> None:
    assert calculate(formula, {"a": 2, "b": 3}) == value


@pytest.mark.parametrize(
    "formula", ["", "c", "a.b", "~a", "not a", "a // b", "'a'", "open(a)", "min(a, key=b)", "a / 0"]
)
def test_no_formula(formula: str) -> None:
    with pytest.raises(FormulaError):
        calculate(formula, {"a": 2, "b": 3})


@pytest.mark.parametrize(
    ("template", "text"),
    [
        *[("{{item.a}}-{{ item.a }}", "x-x"), ("{{item.l.1}}", "2"), ("{{item.l}}", '[1, "2"]')],
        *[("{{item.l.2}}", None), ("{{item.l.x}}", None), ("{{item.0}}", None)],
        *[("{{item.a.0}}", None), ("{{item.n.1}}", None), ("{item.a}", "{item.a}")],
    ],
)
def test_a_template(template: str, text: str | None) -> None:
    values = {"item": {"a": "x", "l": [1, "2"], "n": 5}}
    if text is None:
        with pytest.raises(VariableError):
            fill(template, values)
    else:
        assert fill(template, values) == text


def test_the_text_of_a_content() -> None:
    contents: list[Any] = ["a", {"text": "a"}, [{"text": "a"}, "b", {"type": "image"}]]
    assert [content_text(each) for each in contents] == ["a", "a", "a\nb\n"]


@pytest.mark.parametrize(
    ("types", "text", "value"),
    [
        *[("integer", "5", 5), ("integer", "5.5", "5.5"), ("number", "5.5", 5.5)],
        *[("boolean", "true", True), ("boolean", "false", False), ("boolean", "yes", "yes")],
        *[("string", "5", "5"), ("string|integer", "5", "5"), ("array<string>", "a", ["a"])],
        *[("object", '{"n": "5"}', {"n": 5}), ("object", "[]", "[]"), ("object", "{", "{")],
        *[("null", "5", "5"), ("integer", 5, 5)],
        ("object", {"n": "5", "m": "5"}, {"n": 5, "m": "5"}),
    ],
)
def test_a_form_has_types(types: str, text: Any, value: Any) -> None:
    declared = parse_fields({"x": [types, {"n": "integer"}]})["x"]
    found = coerce(text, declared)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("declared", "value", "is_taken"),
    [
        *[("integer 1..3", 1, True), ("integer 1..3", 0, False), ("integer 1..3", 3, True)],
        *[("integer 1..3", 4, False), ("integer", True, False), ("integer", 1.5, False)],
        *[("number 0..1", 1, True), ("number 0..1", 1.1, False), ("number", "1", False)],
        *[("boolean", True, True), ("boolean", 1, False), ("integer|null", None, True)],
        *[("string length:..2", "ab", True), ("string length:..2", "abc", False)],
        *[
            ("string length:1..", "", False),
            ("string =a|b", "b", True),
            ("string =a|b", "c", False),
        ],
        *[("array<string> items:1..2", ["a"], True), ("array<string> items:1..2", [], False)],
        *[("array<string> items:1..2", ["a"] * 3, False), ("array<string>", [1], False)],
        *[("array<string> =a|b", ["a"], True), ("array<string> =a|b", ["a", "c"], False)],
        *[("integer", None, False), ("object", {}, True), ("object", [], False)],
    ],
)
def test_a_value_is_as_declared(declared: str, value: Any, is_taken: bool) -> None:
    fields = parse_fields({"x!": declared})
    assert refused_at(check_fields, {"x": value}, fields) == (None if is_taken else "x")
    assert refused_at(check_fields, {}, fields) == "x"


@pytest.mark.parametrize(
    ("items", "nested"),
    [
        *[([("a", 1)], {"a": 1}), ([("a[]", 1), ("a[]", 2)], {"a": [1, 2]})],
        *[([("b[c][d]", 3), ("b[e]", 4)], {"b": {"c": {"d": 3}, "e": 4}})],
        *[([("a", 1), ("a[]", 2)], {"a": [2]}), ([("a", 1), ("a[b]", 2)], {"a": {"b": 2}})],
    ],
)
def test_fields_of_a_form(items: Any, nested: Any) -> None:
    assert nest(items) == nested


EQUAL = {"type": "eq", "key": "a", "value": 1}
LARGE = {"type": "gt", "key": "b", "value": 1}


@pytest.mark.parametrize(
    ("filters", "attributes", "is_taken"),
    [
        *[(None, {}, True), ({}, {}, True), (EQUAL, {"a": 1}, True), (EQUAL, {"a": 2}, False)],
        *[({"type": "and", "filters": [EQUAL, LARGE]}, {"a": 1, "b": 1}, False)],
        *[({"type": "or", "filters": [EQUAL, LARGE]}, {"a": 1, "b": 1}, True)],
        *[({"type": "or", "filters": [EQUAL, LARGE]}, {"b": 1}, False)],
    ],
)
def test_filters(filters: Any, attributes: Any, is_taken: bool) -> None:
    assert read_filters(filters)(attributes) is is_taken


@pytest.mark.parametrize(
    ("filters", "place"),
    [
        *[
            ({"type": "x"}, "type"),
            ({"type": "and"}, "filters"),
            ({"type": "or", "filters": [5]}, "filters"),
        ],
        *[({"type": "eq", "key": "a"}, "value"), ({"type": "eq", "value": "a"}, "key")],
        *[({**EQUAL, "value": [1]}, "value"), ({**EQUAL, "type": "in"}, "value")],
        ({"type": "and", "filters": [EQUAL, {"type": "x"}]}, "filters[1].type"),
    ],
)
def test_filters_that_are_refused(filters: Any, place: str) -> None:
    assert refused_at(read_filters, filters) == f"filters.{place}"


def test_the_words_of_a_query() -> None:
    assert words_of("Herons, the CATS!") == ["heron", "the", "cat"]
    assert [rewritten(query) for query in ("What is a Heron?", "what is it")] == [
        "Heron",
        "what is it",
    ]


CHECK: Any = {"type": "string_check", "name": "n", "input": "{{item.a}}", "reference": "x"}
CHECK["operation"] = "eq"
MODEL: Any = {"type": "label_model", "name": "n", "model": "m", "input": [{}]}
MULTI: Any = {"type": "multi", "name": "n", "graders": {"a": CHECK}, "calculate_output": "a"}
PYTHON: Any = {"type": "python", "name": "n", "source": "def grade(sample, item): pass"}


@pytest.mark.parametrize(
    ("grader", "place"),
    [
        *[
            (CHECK, None),
            ({**CHECK, "type": "x"}, "type"),
            ({**CHECK, "input": "{{x.a}}"}, "input"),
        ],
        *[
            ({**CHECK, "reference": "{{itemx}}"}, "reference"),
            ({**CHECK, "input": "{{item}}"}, None),
        ],
        *[({**MODEL, "labels": ["a", "b"], "passing_labels": ["a", "b"]}, None)],
        *[({**MODEL, "labels": ["a"], "passing_labels": ["a", "b"]}, "passing_labels")],
        *[(MULTI, None), ({**MULTI, "calculate_output": "b"}, "calculate_output")],
        *[({**MULTI, "calculate_output": "1 / (a - 1)"}, None)],
        *[({**MULTI, "graders": {"a": 5}}, "graders.a"), (PYTHON, None)],
        *[({**MULTI, "graders": {"a": {**CHECK, "type": "x"}}}, "graders.a.type")],
        *[({**PYTHON, "source": "x = ("}, "source"), ({**PYTHON, "source": "grade = 1"}, "source")],
    ],
)
def test_a_grader(grader: Any, place: str | None) -> None:
    assert refused_at(check_grader, grader, "g") == (place and f"g.{place}")


@pytest.mark.parametrize(("text", "said"), [("a", "a"), ({"b": 1}, '{"b": 1}'), (None, None)])
def test_a_sample_that_came_with_its_row(text: Any, said: str | None) -> None:
    found = shown_sample({"output_text": text})
    assert [each["content"] for each in found["output"]] == ([] if said is None else [said])
