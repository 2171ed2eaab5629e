"""A learner small enough for a sandbox: which token comes after which, ever more believed.

It is no model, but its losses are measured on the real files: they fall as training goes on,
and stay high on a validation file that has nothing to do with the training file.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from ..text.tokens import split_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..state.store import Document

MOST_TOKENS = 20_000
BELIEF_PER_EPOCH = 1.2
DIGITS = 4
Pair = tuple[str, str]


class Learner:
    """What was seen in the training texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.pairs = list(some(pairs_in(texts)))
        self.following = Counter(self.pairs)
        self.contexts = Counter(before for before, _ in self.pairs)
        self.vocabulary = len({token for _, token in self.pairs}) + 1

    def chance(self, pair: Pair, belief: float) -> float:
        """Return how likely a token is after another, at some belief in what was seen."""
        seen = self.contexts[pair[0]]
        learned = self.following[pair] / seen if seen else 0.0
        return (1 - belief) / self.vocabulary + belief * learned

    def measure(self, pairs: Sequence[Pair], epochs: float) -> tuple[float, float]:
        """Return the loss and the accuracy on some text after some epochs."""
        if not pairs:
            return 0.0, 0.0
        belief = 1 - math.exp(-BELIEF_PER_EPOCH * epochs)
        chances = [self.chance(pair, belief) for pair in pairs]
        loss = -sum(map(math.log, chances)) / len(pairs)
        return round(loss, DIGITS), round(sum(chances) / len(pairs), DIGITS)


def metrics(
    learner: Learner, validation: Sequence[str] | None, step: int, epochs: float
) -> Document:
    """Return what is measured after a step."""
    loss, accuracy = learner.measure(learner.pairs, epochs)
    measured = {"step": step, "train_loss": loss, "train_mean_token_accuracy": accuracy}
    if validation is None:
        return measured
    loss, accuracy = learner.measure(list(some(pairs_in(validation))), epochs)
    return {
        **measured,
        "valid_loss": loss,
        "valid_mean_token_accuracy": accuracy,
        "full_valid_loss": loss,
        "full_valid_mean_token_accuracy": accuracy,
    }


def pairs_in(texts: Iterable[str]) -> Iterator[Pair]:
    """Yield each token with the one before it."""
    for text in texts:
        tokens = ["", *split_tokens(text)]
        yield from pairwise(tokens)


def some(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """Yield so many pairs that measuring them takes no time."""
    for _, pair in zip(range(MOST_TOKENS), pairs, strict=False):
        yield pair
