"""Grades a sample of an item. Where the API asks a model, the sandbox compares words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..text.tokens import count_tokens
from .formula import FormulaError, calculate
from .grader_template import VariableError, content_text, fill, fill_messages
from .similarity import METRICS, cosine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_CODE = "The sandbox runs no code: this grade is not known."


@dataclass(frozen=True)
class Grade:
    """A score, and what went wrong where there is none."""

    score: float
    errors: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)


def grade(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Return the grade of a sample; a template that asks for too much grades with 0."""
    try:
        return GRADERS[grader["type"]](grader, values)
    except VariableError as error:
        return Grade(0.0, {"invalid_variable_error": True, "message": str(error)})


def passes(grader: Mapping[str, Any], score: float) -> bool:
    """Say whether a score is good enough."""
    threshold = grader.get("pass_threshold")
    if threshold is None:
        lowest, highest = grader.get("range") or (0.0, 1.0)
        # A check is right or wrong; a judgement is good from the middle on.
        threshold = (lowest + highest) / 2 if grader["type"] == "score_model" else 1.0
    return bool(score >= threshold)


def string_check(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Compare two texts, or look for one in the other."""
    text, wanted = fill(grader["input"], values), fill(grader["reference"], values)
    holds = {
        "eq": text == wanted,
        "ne": text != wanted,
        "like": wanted in text,
        "ilike": wanted.casefold() in text.casefold(),
    }
    return Grade(float(holds[grader["operation"]]))


def text_similarity(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Measure how alike two texts are."""
    measure = METRICS[grader["evaluation_metric"]]
    return Grade(measure(fill(grader["input"], values), fill(grader["reference"], values)))


def asked(grader: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[str, dict[str, int]]:
    """Return what the grader's model would be asked, and how many tokens that has."""
    messages = fill_messages(grader["input"], values)
    text = "\n".join(content_text(message["content"]) for message in messages)
    return text, {grader["model"]: count_tokens(text)}


def score_model(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Score by how much the sample has in common with what the model would be asked."""
    text, tokens = asked(grader, values)
    lowest, highest = grader.get("range") or (0.0, 1.0)
    said = str((values.get("sample") or {}).get("output_text", ""))
    return Grade(lowest + (highest - lowest) * cosine(said, text), tokens=tokens)


def label_model(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Choose the label that has most in common with what the model would be asked."""
    text, tokens = asked(grader, values)
    label = max(grader["labels"], key=lambda one: cosine(one, text))
    return Grade(float(label in grader["passing_labels"]), tokens=tokens)


def python(_grader: Mapping[str, Any], _values: Mapping[str, Any]) -> Grade:
    """Say that no code is run."""
    error = {"python_grader_server_error": True, "python_grader_server_error_type": "unsupported"}
    return Grade(0.0, {**error, "message": NO_CODE})


def multi(grader: Mapping[str, Any], values: Mapping[str, Any]) -> Grade:
    """Make one grade of several."""
    grades = {name: grade(inner, values) for name, inner in grader["graders"].items()}
    parts = {name: inner.score for name, inner in grades.items()}
    errors = {name: value for inner in grades.values() for name, value in inner.errors.items()}
    tokens: dict[str, int] = {}
    for inner in grades.values():
        for model, count in inner.tokens.items():
            tokens[model] = tokens.get(model, 0) + count
    try:
        score = calculate(grader["calculate_output"], parts)
    except FormulaError as error:
        return Grade(0.0, {"formula_parse_error": True, "message": str(error)}, parts, tokens)
    return Grade(score, errors, parts, tokens)


GRADERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Grade]] = {
    "string_check": string_check,
    "text_similarity": text_similarity,
    "score_model": score_model,
    "label_model": label_model,
    "python": python,
    "multi": multi,
}
