"""Embeddings are directions in which likeness can be measured."""

from __future__ import annotations

import base64
import math
import struct
from typing import Any

import httpx
import pytest

from .asking import error


def embed(api: httpx.Client, value: Any, **fields: Any) -> list[Any]:
    body = {"model": "text-embedding-3-small", "input": value, **fields}
    answer = api.post("embeddings", json=body)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert [item["index"] for item in page["data"]] == list(range(len(page["data"])))
    return [item["embedding"] for item in page["data"]]


def likeness(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("fields", "dimensions"),
    [
        ({}, 1536),
        ({"model": "text-embedding-3-large"}, 3072),
        ({"model": "text-embedding-ada-002"}, 1536),
        ({"dimensions": 256}, 256),
        ({"dimensions": 1}, 1),
    ],
)
def test_they_have_length_one(api: httpx.Client, fields: Any, dimensions: int) -> None:
    for text in ("hello world", " ", "漢字"):
        vector = embed(api, text, **fields)[0]
        assert len(vector) == dimensions
        assert math.hypot(*vector) == pytest.approx(1, abs=1e-6)


def test_the_same_text_is_the_same_and_a_like_one_is_near(api: httpx.Client) -> None:
    texts = ["The cat sat on the mat", "A cat is sitting on a mat", "Stock prices fell sharply"]
    one, near, far = embed(api, texts)
    assert embed(api, texts[0]) == [one]
    assert likeness(one, near) > 2 * abs(likeness(one, far))


def test_base64_holds_the_same_numbers(api: httpx.Client) -> None:
    floats = embed(api, "x y z", dimensions=32)[0]
    encoded = embed(api, "x y z", dimensions=32, encoding_format="base64")[0]
    assert struct.unpack("<32f", base64.b64decode(encoded)) == pytest.approx(floats, abs=1e-6)


def test_tokens_are_embedded(api: httpx.Client) -> None:
    assert len(embed(api, [1, 2, 3])) == 1
    one, other = embed(api, [[1, 2], [3]])
    assert one != other


@pytest.mark.parametrize("value", ["", [], ["a", ""], [[]]])
def test_empty_input_is_refused(api: httpx.Client, value: Any) -> None:
    body = {"model": "text-embedding-3-small", "input": value}
    assert error(api.post("embeddings", json=body), 400)["param"] == "input"


@pytest.mark.parametrize(
    ("model", "dimensions"), [("text-embedding-3-small", 1537), ("text-embedding-ada-002", 10)]
)
def test_dimensions_that_a_model_cannot_have(
    api: httpx.Client, model: str, dimensions: int
) -> None:
    body = {"model": model, "input": "x", "dimensions": dimensions}
    assert error(api.post("embeddings", json=body), 400)["param"] == "dimensions"


def test_usage(api: httpx.Client) -> None:
    body = {"model": "m", "input": ["one two", "three"]}
    assert api.post("embeddings", json=body).json()["usage"]["prompt_tokens"] == 4
