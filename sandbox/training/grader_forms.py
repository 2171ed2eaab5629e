"""What each kind of grader consists of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, unsupported
from ..requests.validation import check_fields, parse_fields
from .formula import CalculationError, FormulaError, calculate
from .grader_template import ROOTS, names_in
from .similarity import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...api.operations import Fields

OPERATIONS = ("eq", "ne", "like", "ilike")
SHARED = {"name!": "string", "type!": "string"}
FORMS: dict[str, Fields] = {
    kind: parse_fields({**SHARED, **declared})
    for kind, declared in {
        "string_check": {
            "input!": "string",
            "reference!": "string",
            "operation!": f"string ={'|'.join(OPERATIONS)}",
        },
        "text_similarity": {
            "input!": "string",
            "reference!": "string",
            "evaluation_metric!": f"string ={'|'.join(METRICS)}",
            "pass_threshold": "number|null",
        },
        "score_model": {
            "model!": "string",
            "input!": "array<object> items:1..",
            "range": "array<number>|null items:2..2",
            "pass_threshold": "number|null",
        },
        "label_model": {
            "model!": "string",
            "input!": "array<object> items:1..",
            "labels!": "array<string> items:1..",
            "passing_labels!": "array<string> items:1..",
        },
        "python": {"source!": "string", "pass_threshold": "number|null"},
        "multi": {"graders!": "object", "calculate_output!": "string"},
    }.items()
}


def check_grader(grader: Mapping[str, Any], where: str) -> None:
    """Refuse a grader that could not grade anything."""
    kind = grader.get("type")
    if kind not in FORMS:
        raise unsupported(kind, FORMS, f"{where}.type")
    check_fields(grader, FORMS[kind], where)
    check_names(grader, where)
    if kind == "multi":
        check_multi(grader, where)
    elif kind == "python":
        check_source(grader["source"], where)
    elif kind == "label_model" and not set(grader["passing_labels"]) <= set(grader["labels"]):
        text = "Invalid 'passing_labels': each must be one of the labels."
        raise Refusal(text, param=f"{where}.passing_labels", code="invalid_value")


def check_names(grader: Mapping[str, Any], where: str) -> None:
    """Refuse a template that asks for what is neither of the item nor of the sample."""
    for field in ("input", "reference"):
        template = grader.get(field)
        for name in names_in(template) if isinstance(template, str) else []:
            if name.partition(".")[0] not in ROOTS:
                text = f"Invalid '{where}.{field}': '{name}' begins with neither of {ROOTS}."
                raise Refusal(text, param=f"{where}.{field}", code="invalid_value")


def check_multi(grader: Mapping[str, Any], where: str) -> None:
    """Refuse a formula, or one of the graders in it, that cannot work."""
    for name, inner in grader["graders"].items():
        if not isinstance(inner, dict):
            text = f"Invalid type for '{where}.graders.{name}': expected an object."
            raise Refusal(text, param=f"{where}.graders.{name}", code="invalid_type")
        check_grader(inner, f"{where}.graders.{name}")
    try:
        calculate(grader["calculate_output"], dict.fromkeys(grader["graders"], 1.0))
    except CalculationError:
        return  # it may well have a value for other grades
    except FormulaError as error:
        where = f"{where}.calculate_output"
        raise Refusal(f"Invalid '{where}': {error}.", param=where, code="invalid_value") from error


def check_source(source: str, where: str) -> None:
    """Refuse Python that is none, or that has no `grade` in it."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        text = f"Invalid '{where}.source': {error}."
        raise Refusal(text, param=f"{where}.source", code="invalid_value") from error
    names = [node.name for node in statements if isinstance(node, ast.FunctionDef)]
    if "grade" not in names:
        text = f"Invalid '{where}.source': it must define 'grade(sample, item)'."
        raise Refusal(text, param=f"{where}.source", code="invalid_value")
