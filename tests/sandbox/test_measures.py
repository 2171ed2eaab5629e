"""What is measured by a rule: what is left of a minute's limit, and how alike two texts are."""

from __future__ import annotations

from math import exp

import pytest

from oai.sandbox.state.rate_bucket import Bucket
from oai.sandbox.training.similarity import bleu


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
    ("text", "reference", "score"),
    [
        ("one two", "one two", 1),
        ("one", "one two", exp(-1)),  # a text that is too short is punished
        ("one two", "one", 0.5),  # one that is too long only for what is wrong in it
        ("three", "one", 0),
        ("", "one", 0),
    ],
)
def test_bleu(text: str, reference: str, score: float) -> None:
    assert bleu(text, reference) == pytest.approx(score)
