"""Graders: checked, and tried on one sample."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from .grader_forms import check_grader
from .grading import grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document
    from .grading import Grade

ERRORS: Document = {
    "formula_parse_error": False,
    "invalid_variable_error": False,
    "model_grader_parse_error": False,
    "model_grader_refusal_error": False,
    "model_grader_server_error": False,
    "model_grader_server_error_details": None,
    "other_error": False,
    "python_grader_runtime_error": False,
    "python_grader_runtime_error_details": None,
    "python_grader_server_error": False,
    "python_grader_server_error_type": None,
    "sample_parse_error": False,
    "truncated_observation_error": False,
    "unresponsive_reward_error": False,
}


async def validate(call: ApiCall) -> Document:
    """Check a grader."""
    check_grader(call.body["grader"], "grader")
    return {"grader": call.body["grader"]}


async def run(call: ApiCall) -> Document:
    """Grade one sample."""
    grader = call.body["grader"]
    check_grader(grader, "grader")
    begun = time.perf_counter()
    values = {"item": call.body.get("item") or {}, "sample": sample_of(call.body["model_sample"])}
    found = grade(grader, values)
    return report(grader, found, time.perf_counter() - begun)


def sample_of(text: str) -> Document:
    """Return what a model said as graders see it: as text, and as JSON where it is some."""
    try:
        value = json.loads(text)
    except ValueError:
        return {"output_text": text}
    return {"output_text": text, "output_json": value}


def report(grader: Mapping[str, Any], found: Grade, seconds: float) -> Document:
    """Return a grade as the API reports it."""
    errors = {name: found.errors.get(name, usual) for name, usual in ERRORS.items()}
    tokens = sum(found.tokens.values())
    return {
        "reward": found.score,
        "metadata": {
            "name": grader["name"],
            "type": grader["type"],
            "errors": errors,
            "execution_time": round(seconds, 6),
            "scores": dict(found.parts) or {grader["name"]: found.score},
            "token_usage": tokens or None,
            "sampled_model_name": grader.get("model"),
        },
        "sub_rewards": dict(found.parts),
        "model_grader_token_usage_per_model": {
            model: {"prompt_tokens": count, "completion_tokens": 0, "total_tokens": count}
            for model, count in found.tokens.items()
        },
    }


HANDLERS: dict[str, Handler] = {
    "POST /fine_tuning/alpha/graders/run": run,
    "POST /fine_tuning/alpha/graders/validate": validate,
}
