"""Looks a query up in the texts of a vector store, by how much its words say (BM25)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .chunking import chunks
from .search_query import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..requests.call import Sandbox
    from ..state.store import Document

SATURATION, LENGTH_WEIGHT = 1.2, 0.75


@dataclass(frozen=True)
class Passage:
    """A piece of a file, and how often it has each word."""

    file: Document
    filename: str
    text: str
    words: Counter[str]
    length: int


def search_store(
    sandbox: Sandbox,
    identifier: str,
    query: str,
    most: int,
    *,
    accepts: Callable[[Mapping[str, Any]], bool] = lambda _attributes: True,
    threshold: float = 0.0,
) -> list[Document]:
    """Return the passages that answer a query best, the best first."""
    passages = list(read_passages(sandbox, identifier, accepts))
    scored = zip(scores(words_of(query), passages), passages, strict=True)
    ranked = sorted(scored, key=lambda pair: -pair[0])
    return [
        hit(score, passage) for score, passage in ranked[:most] if score > 0 and score >= threshold
    ]


def read_passages(
    sandbox: Sandbox, identifier: str, accepts: Callable[[Mapping[str, Any]], bool]
) -> Iterator[Passage]:
    """Yield the passages of the files that are ready and accepted."""
    for record in sandbox.store.all(f"vector_store.file/{identifier}/"):
        file = record.document
        text = sandbox.store.get(f"vector_store.text/{identifier}/", file["id"])
        if text is None or not accepts(file["attributes"] or {}):
            continue
        for chunk in chunks(text.document["text"], file["chunking_strategy"]):
            words = words_of(chunk)
            yield Passage(file, record.hidden["filename"], chunk, Counter(words), len(words))


def scores(query: Sequence[str], passages: Sequence[Passage]) -> list[float]:
    """Return for each passage how well it answers, between 0 and 1."""
    wanted = sorted(set(query))
    usual = sum(passage.length for passage in passages) / max(len(passages), 1)
    worth = {word: rarity(word, passages) for word in wanted}
    best = sum(worth.values()) * (SATURATION + 1)
    return [
        sum(worth[word] * saturated(passage, word, usual) for word in wanted) / best
        if wanted
        else 0.0
        for passage in passages
    ]


def rarity(word: str, passages: Sequence[Passage]) -> float:
    """Return how much a word tells: the fewer passages have it, the more."""
    having = sum(1 for passage in passages if word in passage.words)
    return math.log(1 + (len(passages) - having + 0.5) / (having + 0.5))


def saturated(passage: Passage, word: str, usual: float) -> float:
    """Return how much of a word a passage has; ten times is hardly more than five."""
    count = passage.words[word]
    length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * passage.length / (usual or 1)
    return count * (SATURATION + 1) / (count + SATURATION * length)


def hit(score: float, passage: Passage) -> Document:
    """Return a passage as the API shows what it found."""
    return {
        "file_id": passage.file["id"],
        "filename": passage.filename,
        "score": round(score, 6),
        "attributes": passage.file["attributes"],
        "content": [{"type": "text", "text": passage.text}],
    }
