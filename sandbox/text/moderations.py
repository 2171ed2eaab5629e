"""Moderations by word lists: the same scores for the same words, and none for pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..state.identifiers import new_id

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

WORDS = {
    "harassment": "idiot moron loser stupid worthless pathetic",
    "harassment/threatening": "threaten hunt-you-down find-you",
    "hate": "hate vermin subhuman",
    "hate/threatening": "exterminate eradicate",
    "illicit": "shoplift counterfeit launder smuggle",
    "illicit/violent": "bomb explosive grenade",
    "self-harm": "self-harm suicide",
    "self-harm/intent": "kill-myself hurt-myself end-my-life",
    "self-harm/instructions": "ways-to-die how-to-hurt-myself",
    "sexual": "porn nude erotic",
    "sexual/minors": "underage",
    "violence": "kill murder stab shoot attack bomb",
    "violence/graphic": "gore dismember bloodbath",
}
PATTERNS = {
    category: [
        re.compile(rf"\b{word.replace('-', '[ -]')}\w*", re.IGNORECASE) for word in words.split()
    ]
    for category, words in WORDS.items()
}
PICTURES = (
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "violence",
    "violence/graphic",
)
DEFAULT_MODEL = "omni-moderation-latest"
BASE_SCORE, HIT_SCORE = 0.00001, 0.9


async def create(call: ApiCall) -> Document:
    """Judge one or more texts."""
    model = call.body.get("model") or DEFAULT_MODEL
    return {
        "id": new_id("modr-"),
        "model": model,
        "results": [result(text, kinds) for text, kinds in read_inputs(call.body["input"])],
    }


def read_inputs(value: Any) -> list[tuple[str, list[str]]]:
    """Return each input's text and of which kinds it is; parts are judged together."""
    if isinstance(value, str):
        return [(value, ["text"])]
    if value and isinstance(value[0], dict):
        return [read_parts(value)]
    return [(text, ["text"]) for text in value]


def read_parts(parts: list[Document]) -> tuple[str, list[str]]:
    """Return the text of a multi-modal input, and the kinds of its parts."""
    texts, kinds = [], set()
    for place, part in enumerate(parts):
        kind = {"text": "text", "image_url": "image"}.get(str(part.get("type")))
        if kind is None:
            where = f"input[{place}].type"
            message = f"Invalid value: '{part.get('type')}'. Supported are: 'text', 'image_url'."
            raise Refusal(message, param=where, code="invalid_value")
        kinds.add(kind)
        texts.append(str(part.get("text", "")))
    return "\n".join(texts), sorted(kinds)


def result(text: str, kinds: list[str]) -> Document:
    """Return the judgement of one input."""
    scores = {category: score(text, category) for category in PATTERNS}
    categories = {category: value >= HIT_SCORE for category, value in scores.items()}
    return {
        "flagged": any(categories.values()),
        "categories": categories,
        "category_scores": scores,
        "category_applied_input_types": {
            category: [kind for kind in kinds if kind == "text" or category in PICTURES]
            for category in PATTERNS
        },
    }


def judged(model: str, text: str) -> Document:
    """Return the judgement of a text that an answer brings along."""
    return {"type": "moderation_result", "model": model, **result(text, ["text"])}


def score(text: str, category: str) -> float:
    """Return how sure it is: nearly not at all without a hit, more with every one."""
    hits = sum(len(pattern.findall(text)) for pattern in PATTERNS[category])
    if not hits:
        return BASE_SCORE
    return round(1 - (1 - HIT_SCORE) / hits, 6)


HANDLERS: dict[str, Handler] = {"POST /moderations": create}
