"""How alike two texts are, by the usual measures: each between 0 and 1."""

from __future__ import annotations

import math
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from ..text.embeddings import USUAL_DIMENSIONS, WORD, embed, text_features

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 4
METEOR_RECALL, METEOR_PENALTY = 9, 0.5


def words(text: str) -> list[str]:
    """Return the words that are compared."""
    return WORD.findall(text.casefold())


def cosine(text: str, reference: str) -> float:
    """Return the cosine between the sandbox's embeddings."""
    one, other = (embed(list(text_features(side)), USUAL_DIMENSIONS) for side in (text, reference))
    return min(max(sum(a * b for a, b in zip(one, other, strict=True)), 0.0), 1.0)


def fuzzy_match(text: str, reference: str) -> float:
    """Return how much of the letters is in the same order."""
    return SequenceMatcher(None, text, reference, autojunk=False).ratio()


def ngrams(tokens: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """Return how often each run of words occurs."""
    return Counter(tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1))


def shared(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> int:
    """Return how many runs of words both have."""
    return (one & other).total()


def bleu(text: str, reference: str) -> float:
    """Return the BLEU score, with runs as long as the shorter text allows."""
    said, wanted = words(text), words(reference)
    longest = min(LONGEST, len(said), len(wanted))
    if not longest:
        return 0.0
    precisions = []
    for size in range(1, longest + 1):
        given = ngrams(said, size)
        precisions.append(shared(given, ngrams(wanted, size)) / given.total())
    if not all(precisions):
        return 0.0
    brevity = min(1.0, math.exp(1 - len(wanted) / len(said)))
    return brevity * math.exp(sum(map(math.log, precisions)) / longest)


def gleu(text: str, reference: str) -> float:
    """Return the Google BLEU score: the lesser of precision and recall."""
    said, wanted = words(text), words(reference)
    sizes = range(1, LONGEST + 1)
    both = sum(shared(ngrams(said, size), ngrams(wanted, size)) for size in sizes)
    most = max(sum(ngrams(side, size).total() for size in sizes) for side in (said, wanted))
    return both / most if most else 0.0


def meteor(text: str, reference: str) -> float:
    """Return the METEOR score of equal words, without stems and synonyms."""
    said, wanted = words(text), words(reference)
    places = matches(said, wanted)
    if not places:
        return 0.0
    precision, recall = len(places) / len(said), len(places) / len(wanted)
    mean = (1 + METEOR_RECALL) * precision * recall / (recall + METEOR_RECALL * precision)
    runs = 1 + sum(
        1 for one, two in pairwise(places) if (two[0] - one[0], two[1] - one[1]) != (1, 1)
    )
    # A single word that is all there is cannot be scattered.
    scattered = 0.0 if len(said) == len(wanted) == 1 else METEOR_PENALTY * (runs / len(places)) ** 3
    return mean * (1 - scattered)


def matches(said: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Return which word matches which, each at most once."""
    free: dict[str, list[int]] = {}
    for place, word in enumerate(wanted):
        free.setdefault(word, []).append(place)
    return [(place, free[word].pop(0)) for place, word in enumerate(said) if free.get(word)]


def rouge(size: int) -> Callable[[str, str], float]:
    """Return the ROUGE measure of runs of this many words."""

    def measure(text: str, reference: str) -> float:
        said, wanted = ngrams(words(text), size), ngrams(words(reference), size)
        return harmonic(shared(said, wanted), said.total(), wanted.total())

    return measure


def rouge_l(text: str, reference: str) -> float:
    """Return the ROUGE measure of the longest common sequence."""
    said, wanted = words(text), words(reference)
    row = [0] * (len(wanted) + 1)
    for word in said:
        above = row[:]
        for place, other in enumerate(wanted, start=1):
            row[place] = (
                above[place - 1] + 1 if word == other else max(above[place], row[place - 1])
            )
    return harmonic(row[-1], len(said), len(wanted))


def harmonic(both: int, said: int, wanted: int) -> float:
    """Return the mean of precision and recall."""
    return 2 * both / (said + wanted) if both else 0.0


METRICS: dict[str, Callable[[str, str], float]] = {
    "cosine": cosine,
    "fuzzy_match": fuzzy_match,
    "bleu": bleu,
    "gleu": gleu,
    "meteor": meteor,
    **{f"rouge_{size}": rouge(size) for size in range(1, 6)},
    "rouge_l": rouge_l,
}
