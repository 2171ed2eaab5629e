"""Graders really grade, and what cannot grade is refused."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from oai.sandbox.training.grading import grade, passes

from .agent_calls import EQUAL, post
from .asking import error

RUN = "fine_tuning/alpha/graders/run"
VALIDATE = "fine_tuning/alpha/graders/validate"
ALIKE = {
    "type": "text_similarity",
    "name": "alike",
    "input": "{{ sample.output_text }}",
    "reference": "{{item.wanted}}",
    "evaluation_metric": "fuzzy_match",
}
SCORE = {
    "type": "score_model",
    "name": "judge",
    "model": "gpt-5",
    "range": [1, 5],
    "input": [{"role": "user", "content": "{{item.wanted}}"}],
}
LABEL = {
    "type": "label_model",
    "name": "label",
    "model": "gpt-5",
    "input": [{"role": "user", "content": "It is a {{sample.output_text}} text."}],
    "labels": ["cheerful", "gloomy"],
    "passing_labels": ["cheerful"],
}
PYTHON = {"type": "python", "name": "code", "source": "def grade(sample, item):\n    return 1.0\n"}
MULTI = {
    "type": "multi",
    "name": "all",
    "graders": {"equal": EQUAL, "alike": ALIKE},
    "calculate_output": "0.5 * equal + min(alike, 1) ** 2 / 2",
}


def graded(api: httpx.Client, grader: Any, sample: str, **item: Any) -> Any:
    return post(api, RUN, grader=grader, item=item, model_sample=sample)


def reward(api: httpx.Client, grader: Any, sample: str, **item: Any) -> float:
    return float(graded(api, grader, sample, **item)["reward"])


@pytest.mark.parametrize("grader", [EQUAL, ALIKE, SCORE, LABEL, PYTHON, MULTI])
def test_a_good_grader_is_valid(api: httpx.Client, grader: Any) -> None:
    assert post(api, VALIDATE, grader=grader) == {"grader": grader}


@pytest.mark.parametrize(
    ("grader", "param"),
    [
        ({"type": "other"}, "grader.type"),
        ({**EQUAL, "operation": "gt"}, "grader.operation"),
        ({**EQUAL, "input": "{{output.text}}"}, "grader.input"),
        ({**ALIKE, "evaluation_metric": "x"}, "grader.evaluation_metric"),
        ({**LABEL, "passing_labels": ["x"]}, "grader.passing_labels"),
        ({**PYTHON, "source": "def f("}, "grader.source"),
        ({**PYTHON, "source": "def f(): pass"}, "grader.source"),
        ({**MULTI, "calculate_output": "equal + other"}, "grader.calculate_output"),
        ({**MULTI, "calculate_output": "equal.__class__"}, "grader.calculate_output"),
        ({**MULTI, "graders": {"a": {**EQUAL, "input": 5}}}, "grader.graders.a.input"),
    ],
)
def test_a_bad_grader_is_refused(api: httpx.Client, grader: Any, param: str) -> None:
    for path in (VALIDATE, RUN):
        body = {"grader": grader, "model_sample": ""}
        assert error(api.post(path, json=body), 400)["param"] == param


@pytest.mark.parametrize(
    ("operation", "sample", "wanted", "score"),
    [
        ("eq", "Cat", "Cat", 1.0),
        ("eq", "cat", "Cat", 0.0),
        ("ne", "cat", "Cat", 1.0),
        ("like", "a Cat!", "Cat", 1.0),
        ("like", "a cat!", "Cat", 0.0),
        ("ilike", "a cat!", "CAT", 1.0),
        ("ilike", "a dog!", "CAT", 0.0),
    ],
)
def test_string_checks(operation: str, sample: str, wanted: str, score: float) -> None:
    values = {"item": {"wanted": wanted}, "sample": {"output_text": sample}}
    assert grade({**EQUAL, "operation": operation}, values).score == score


@pytest.mark.parametrize(
    ("metric", "expected"),
    [  # worked out by hand
        ("fuzzy_match", 0.8947),
        ("bleu", 0.0),
        ("gleu", 0.6),
        ("meteor", 0.7361),
        ("rouge_1", 0.75),
        ("rouge_2", 0.6667),
        ("rouge_3", 0.5),
        ("rouge_4", 0.0),
        ("rouge_l", 0.75),
    ],
)
def test_similarities_are_the_usual_measures(
    api: httpx.Client, metric: str, expected: float
) -> None:
    grader = {**ALIKE, "evaluation_metric": metric}
    found = reward(api, grader, "the quick brown dog", wanted="the quick brown fox")
    assert found == pytest.approx(expected, abs=0.001)
    same = reward(
        api, grader, "the quick brown fox runs off", wanted="the quick brown fox runs off"
    )
    assert same == pytest.approx(1.0, abs=0.02)
    assert reward(api, grader, "xyz", wanted="the quick brown fox") < 0.2


def test_cosine_is_that_of_the_embeddings(api: httpx.Client) -> None:
    grader = {**ALIKE, "evaluation_metric": "cosine"}
    near = reward(api, grader, "the quick brown dog", wanted="the quick brown fox")
    far = reward(api, grader, "numbers and letters", wanted="the quick brown fox")
    assert far < 0.3 < near < 1
    assert reward(api, grader, "same", wanted="same") == pytest.approx(1.0)


def test_judges_compare_words(api: httpx.Client) -> None:
    near = graded(api, SCORE, "a red apple", wanted="a red apple")
    assert near["reward"] == pytest.approx(5.0)
    assert near["metadata"]["sampled_model_name"] == "gpt-5"
    assert near["model_grader_token_usage_per_model"]["gpt-5"]["total_tokens"] > 0
    assert reward(api, SCORE, "xyz", wanted="a red apple") < 2
    assert reward(api, LABEL, "cheerful") == 1.0
    assert reward(api, LABEL, "gloomy") == 0.0


def test_several_grades_become_one(api: httpx.Client) -> None:
    whole = graded(api, MULTI, "same", wanted="same")
    assert whole["reward"] == pytest.approx(1.0)
    assert whole["sub_rewards"] == {"equal": 1.0, "alike": 1.0}
    divided = {**MULTI, "calculate_output": "1 / (1.5 - equal - 0.5)"}
    broken = graded(api, divided, "same", wanted="same")
    assert (broken["reward"], broken["metadata"]["errors"]["formula_parse_error"]) == (0.0, True)


def test_templates_reach_into_json(api: httpx.Client) -> None:
    grader = {**EQUAL, "input": "{{sample.output_json.a.0}}"}
    assert reward(api, grader, '{"a": ["x"]}', wanted="x") == 1.0
    missing = graded(api, grader, "no json", wanted="x")
    assert (missing["reward"], missing["metadata"]["errors"]["invalid_variable_error"]) == (0, True)


@pytest.mark.parametrize(
    ("kind", "limits", "score", "is_passed"),
    [
        *[("string_check", {}, 1, True), ("string_check", {}, 0.9, False)],
        *[("score_model", {}, 0.5, True), ("score_model", {}, 0.4, False)],
        *[
            ("score_model", {"range": [1, 5]}, 3, True),
            ("score_model", {"range": [1, 5]}, 2, False),
        ],
        *[("string_check", {"pass_threshold": 0.2}, 0.2, True)],
        *[("score_model", {"pass_threshold": 0}, 0, True)],
    ],
)
def test_what_is_good_enough(kind: str, limits: Any, score: float, is_passed: bool) -> None:
    assert passes({"type": kind, **limits}, score) is is_passed


def test_the_tokens_of_several_judges_are_added_up() -> None:
    judges = {name: {**SCORE, "model": name[0], "range": None} for name in ("a1", "a2", "b1")}
    whole = {"type": "multi", "graders": judges, "calculate_output": "a1"}
    found = grade(whole, {"item": {"wanted": "abcdefgh"}, "sample": {"output_text": "abcdefgh"}})
    assert (found.score, found.tokens) == (pytest.approx(1), {"a": 4, "b": 2})


def test_code_is_not_run(api: httpx.Client) -> None:
    found = graded(api, PYTHON, "x")
    assert found["reward"] == 0.0
    assert found["metadata"]["errors"]["python_grader_server_error_type"] == "unsupported"
