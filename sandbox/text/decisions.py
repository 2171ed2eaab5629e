"""Decisions without a model: the same text and question are always answered the same."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..requests.refusals import unsupported
from ..requests.validation import check_fields, parse_fields
from .response_objects import usage
from .tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

# What each kind of question has beside its type; no row of `api/` says so.
COMMON = {"instructions!": "string|array<object>", "name": "string"}
QUESTIONS = {
    "predicate": parse_fields(COMMON),
    "choice": parse_fields({**COMMON, "choices!": "array<object> items:1.."}),
    "score": parse_fields({**COMMON, "levels!": "array<object> items:1.."}),
}
OPTIONS = {"choices": parse_fields({"value!": "string|boolean", "description": "string"})}
OPTIONS["levels"] = parse_fields({"label!": "string", "description": "string"})
# Where the words of an input's items and parts are.
WORDS = ("content", "text", "refusal", "arguments", "input", "output")
DIGITS = 4


async def create(call: ApiCall) -> Document:
    """Answer each question about the input."""
    text = text_of(call.body["input"])
    questions: list[Document] = call.body["questions"]
    for place, question in enumerate(questions):
        check_question(question, f"questions[{place}]")
    read = count_tokens(text) + sum(count_tokens(str(question)) for question in questions)
    return {
        "answers": [answer_to(text, question) for question in questions],
        "model": call.body["model"],
        "usage": usage(read, len(questions)),
    }


def text_of(value: Any) -> str:
    """Return the words of an input: a text, or the items and parts that hold it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return text_of([value[name] for name in WORDS if name in value])
    return "\n".join(map(text_of, value)) if isinstance(value, list) else ""


def check_question(question: Document, where: str) -> None:
    """Refuse a question that lacks what its type has to have."""
    if question.get("type") not in QUESTIONS:
        raise unsupported(question.get("type"), QUESTIONS, f"{where}.type")
    check_fields(question, QUESTIONS[question["type"]], where)
    for name in OPTIONS.keys() & question.keys():
        for place, option in enumerate(question[name]):
            check_fields(option, OPTIONS[name], f"{where}.{name}[{place}]")


def answer_to(text: str, question: Document) -> Document:
    """Return the answer to a question, under the name that it was given."""
    answered = ANSWERS[question["type"]](text, question)
    return {"type": question["type"], "name": question.get("name"), **answered}


def predicate(text: str, question: Mapping[str, Any]) -> Document:
    """Return how likely it is that something holds."""
    yes, _ = chances(text, question, (True, False))
    return {"probability": yes}


def choice(text: str, question: Mapping[str, Any]) -> Document:
    """Return the likeliest of some values, and how likely each is."""
    values = [option["value"] for option in question["choices"]]
    likely = chances(text, question, values)
    best = likely.index(max(likely))
    pairs = zip(values, likely, strict=True)
    return {
        "choice": values[best],
        "confidence": likely[best],
        "probabilities": [{"value": value, "probability": each} for value, each in pairs],
    }


def score(text: str, question: Mapping[str, Any]) -> Document:
    """Return where on a scale something is, and how likely each of its levels is."""
    labels = [level["label"] for level in question["levels"]]
    likely = chances(text, question, labels)
    levels = list(enumerate(zip(labels, likely, strict=True)))
    return {
        "score": round(sum(value * each for value, (_, each) in levels), DIGITS),
        "confidence": max(likely),
        "probabilities": [
            {"label": label, "value": value, "probability": each} for value, (label, each) in levels
        ],
    }


def chances(text: str, question: Mapping[str, Any], options: Sequence[object]) -> list[float]:
    """Return how likely each option is, which depends on the words alone; together they are 1."""
    weights = [weight(text, question["instructions"], option) for option in options]
    first = [round(each / sum(weights), DIGITS) for each in weights[:-1]]
    return [*first, round(1 - sum(first), DIGITS)]


def weight(*parts: object) -> int:
    """Return a number from 1 to 256 that depends on all the parts."""
    return sha256(repr(parts).encode()).digest()[0] + 1


ANSWERS: dict[str, Callable[[str, Mapping[str, Any]], Document]] = {
    "predicate": predicate,
    "choice": choice,
    "score": score,
}
HANDLERS: dict[str, Handler] = {"POST /decisions": create}
