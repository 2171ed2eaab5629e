"""What is measured by a rule: what is left of a minute's limit, and how alike two texts are."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from oai.sandbox.state.rate_bucket import Bucket
from oai.sandbox.training.search_query import compare, singular
from oai.sandbox.training.similarity import METRICS


@pytest.mark.parametrize(
    ("limit", "seconds", "left"),
    [
        (60, 0, 10),
        (60, 5, 15),  # one each second
        (60, 600, 60),  # never more than the limit
        (90, 0, 40),  # what a limit was raised by is there at once
        (30, 0, 10),
        (5, 0, 5),
    ],
)
def test_what_is_left(limit: int, seconds: float, left: float) -> None:
    bucket = Bucket(limit=60, left=10, at=100)
    bucket.refill(limit, 100 + seconds)
    assert (bucket.left, bucket.limit, bucket.at) == (left, limit, 100 + seconds)


@pytest.mark.parametrize(("amount", "seconds"), [(10, 0), (11, 1), (60, 50), (61, 60)])
def test_how_long_it_takes(amount: int, seconds: float) -> None:
    assert Bucket(limit=60, left=10, at=0).wait(amount) == seconds


@pytest.mark.parametrize(
    ("measure", "text", "reference", "score"),
    [
        ("bleu", "one two", "one two", 1),
        ("bleu", "one", "one two", exp(-1)),  # a text that is too short is punished
        ("bleu", "one two", "one", 0.5),  # one that is too long only for what is wrong in it
        ("bleu", "three", "one", 0),
        ("bleu", "", "one", 0),
        ("gleu", "one two", "one two three", 3 / 6),
        ("gleu", "one two three", "one two", 3 / 6),
        ("gleu", "", "", 0),
        ("meteor", "one", "one", 1),
        ("meteor", "one two three", "one two three", 1 - 0.5 / 3**3),  # one run of three words
        ("meteor", "two one", "one two", 0.5),  # two runs of one
        ("meteor", "one one", "one", 10 * 0.5 / (1 + 9 * 0.5) * 0.5),  # recall counts the most
        ("meteor", "one", "one one", 10 * 0.5 / (0.5 + 9) * 0.5),
        ("meteor", "two", "one", 0),
        ("rouge_1", "one two", "two one", 1),
        ("rouge_2", "one two", "two one", 0),
        ("rouge_2", "one two", "one two three", 2 / 3),
        ("rouge_l", "one three two", "one two three", 4 / 6),
        ("rouge_l", "three one", "one two three", 2 / 5),
    ],
)
def test_how_alike(measure: str, text: str, reference: str, score: float) -> None:
    assert METRICS[measure](text, reference) == pytest.approx(score)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        *[("cats", "cat"), ("boxes", "box"), ("ladies", "lady"), ("ties", "tie")],
        *[("bus", "bus"), ("was", "was"), ("glass", "glass"), ("cat", "cat")],
    ],
)
def test_the_plural_of_a_word_finds_it(word: str, found: str) -> None:
    assert singular(word) == found


@pytest.mark.parametrize(
    ("kind", "value", "wanted", "holds"),
    [
        *[("gt", 2, 1, True), ("gt", 1, 1, False), ("gte", 1, 1, True), ("gte", 0, 1, False)],
        *[("lt", 1, 2, True), ("lt", 1, 1, False), ("lte", 1, 1, True), ("lte", 2, 1, False)],
        *[("gt", 2, 1.5, True), ("gt", "b", "a", True), ("gt", "b", 1, False)],
        *[("gt", True, 0, False), ("lt", None, 1, False)],
        *[("in", 1, [1, 2], True), ("nin", 1, [1, 2], False), ("nin", None, [1], True)],
        *[("eq", "a", "a", True), ("ne", None, "a", True)],
    ],
)
def test_how_an_attribute_compares(kind: str, value: Any, wanted: Any, holds: bool) -> None:
    assert compare(kind, value, wanted) is holds
