"""The overlapping pieces in which a text is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.validation import check_fields, parse_fields
from ..text.tokens import split_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..state.store import Document

SIZE, OVERLAP = 800, 400
STATIC = parse_fields(
    {
        "static!": [
            "object",
            {
                "max_chunk_size_tokens!": "integer 100..4096",
                "chunk_overlap_tokens!": "integer 0..",
            },
        ]
    }
)


def read_strategy(given: Mapping[str, Any] | None) -> Document:
    """Return the strategy in full."""
    kind = (given or {}).get("type", "auto")
    if given is None or kind == "auto":
        sizes = {"max_chunk_size_tokens": SIZE, "chunk_overlap_tokens": OVERLAP}
        return {"type": "static", "static": sizes}
    if kind != "static":
        text = f"Invalid value: '{kind}'. Supported values are: 'auto', 'static'."
        raise Refusal(text, param="chunking_strategy.type", code="invalid_value")
    check_fields(given, STATIC, "chunking_strategy")
    sizes = given["static"]
    if sizes["chunk_overlap_tokens"] * 2 > sizes["max_chunk_size_tokens"]:
        text = "Invalid 'chunking_strategy': the overlap may be at most half of the chunk's size."
        raise Refusal(text, param="chunking_strategy.static.chunk_overlap_tokens")
    return dict(given)


def chunks(text: str, strategy: Mapping[str, Any]) -> Iterator[str]:
    """Yield the pieces, each beginning before the one before it ends."""
    tokens = split_tokens(text)
    size = strategy["static"]["max_chunk_size_tokens"]
    stride = size - strategy["static"]["chunk_overlap_tokens"]
    for start in range(0, len(tokens), stride):
        yield "".join(tokens[start : start + size])
        if start + size >= len(tokens):
            return
