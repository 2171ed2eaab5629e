"""Embeddings without a model: words and their letters, hashed into a direction.

Texts that share words or parts of words come out nearer than those that share nothing.
"""

from __future__ import annotations

import base64
import math
import re
import struct
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from .tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

WORD = re.compile(r"\w+")
DIMENSIONS = {"text-embedding-3-large": 3072}
USUAL_DIMENSIONS = 1536
FIXED = ("text-embedding-ada-002",)
WORD_WEIGHT, LETTERS_WEIGHT = 1.0, 0.4


async def create(call: ApiCall) -> Document:
    """Embed one or more texts."""
    body = call.body
    inputs = read_inputs(body["input"])
    dimensions = checked_dimensions(body)
    vectors = [embed(features, dimensions) for features, _ in inputs]
    tokens = sum(count for _, count in inputs)
    encode = as_base64 if body.get("encoding_format") == "base64" else as_floats
    return {
        "object": "list",
        "data": [
            {"object": "embedding", "index": index, "embedding": encode(vector)}
            for index, vector in enumerate(vectors)
        ],
        "model": body["model"],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def read_inputs(value: Any) -> list[tuple[list[tuple[str, float]], int]]:
    """Return each input's weighted features and its number of tokens."""
    single = isinstance(value, str) or (value and isinstance(value[0], int))
    inputs = [value] if single else value
    if not inputs or not all(inputs):
        raise Refusal("Invalid 'input': it cannot be empty.", param="input", code="invalid_value")
    return [read_one(item) for item in inputs]


def read_one(item: str | list[int]) -> tuple[list[tuple[str, float]], int]:
    """Return one input's features; of tokens, only their numbers are known."""
    if isinstance(item, str):
        return list(text_features(item)), count_tokens(item)
    return [(f"token {token}", WORD_WEIGHT) for token in item], len(item)


def text_features(text: str) -> Iterator[tuple[str, float]]:
    """Yield the words of a text and every three letters in a row."""
    yield "", 0.01  # a text of blanks has a direction too
    for word in WORD.findall(text.casefold()):
        yield word, WORD_WEIGHT
        padded = f" {word} "
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], LETTERS_WEIGHT


def checked_dimensions(body: Any) -> int:
    """Return the number of dimensions, if the model can have as many."""
    usual = DIMENSIONS.get(body["model"], USUAL_DIMENSIONS)
    wanted = body.get("dimensions")
    if wanted is not None and body["model"] in FIXED:
        message = f"The model {body['model']} does not support 'dimensions'."
        raise Refusal(message, param="dimensions", code="unsupported_parameter")
    if wanted is not None and wanted > usual:
        message = f"Invalid 'dimensions': {body['model']} has at most {usual}, not {wanted}."
        raise Refusal(message, param="dimensions", code="integer_above_max_value")
    return wanted or usual


def embed(features: list[tuple[str, float]], dimensions: int) -> list[float]:
    """Return the direction of the features, of length one."""
    vector = [0.0] * dimensions
    for feature, weight in features:
        digest = blake2b(feature.encode(), digest_size=8).digest()
        place = int.from_bytes(digest[:6], "big") % dimensions
        vector[place] += weight if digest[7] & 1 else -weight
    length = math.hypot(*vector)
    if length == 0:
        # The features cancel out, which takes few dimensions and bad luck.
        return [1.0, *vector[1:]]
    return [value / length for value in vector]


def as_floats(vector: list[float]) -> list[float]:
    """Return the numbers as JSON shows them."""
    return [round(value, 9) for value in vector]


def as_base64(vector: list[float]) -> str:
    """Return the numbers as little-endian 32-bit floats in base64."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


HANDLERS: dict[str, Handler] = {"POST /embeddings": create}
