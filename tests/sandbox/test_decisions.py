"""Decisions: each question is answered in its own form, and always the same."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import error
from .organization import ok

PREDICATE = {"type": "predicate", "name": "late", "instructions": "Is it late?"}
CHOICE = {
    "type": "choice",
    "instructions": [{"type": "input_text", "text": "How?"}],
    "choices": [{"value": "slow"}, {"value": True}, {"value": "true", "description": "words"}],
}
SCORE = {
    "type": "score",
    "instructions": "How sad?",
    "levels": [{"label": "not"}, {"label": "a little"}, {"label": "very"}],
}
ALL = [PREDICATE, CHOICE, SCORE]
MESSAGES = [
    {"role": "user", "content": [{"type": "input_text", "text": "Where is my parcel?"}]},
    {"type": "function_call", "call_id": "c", "name": "find", "arguments": "{}"},
    {"type": "function_call_output", "call_id": "c", "output": "Lost."},
]


def decide(api: httpx.Client, **fields: Any) -> Any:
    usual = {"model": "gpt-5-mini", "input": "Where is my parcel?", "questions": ALL}
    return ok(api.post("decisions", json={**usual, **fields}))


@pytest.mark.parametrize("text", ["Where is my parcel?", MESSAGES])
def test_each_question_has_an_answer(api: httpx.Client, text: Any) -> None:
    decision = decide(api, input=text)
    predicate, choice, score = decision["answers"]
    assert (predicate["type"], predicate["name"]) == ("predicate", "late")
    assert 0 <= predicate["probability"] <= 1
    assert [each["value"] for each in choice["probabilities"]] == ["slow", True, "true"]
    likely = {repr(each["value"]): each["probability"] for each in choice["probabilities"]}
    assert likely[repr(choice["choice"])] == choice["confidence"] == max(likely.values())
    assert [each["value"] for each in score["probabilities"]] == [0, 1, 2]
    expected = sum(each["value"] * each["probability"] for each in score["probabilities"])
    assert score["score"] == pytest.approx(expected, abs=0.001)
    for answer in (choice, score):
        chances = [each["probability"] for each in answer["probabilities"]]
        assert sum(chances) == pytest.approx(1)
    usage = decision["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_the_same_is_answered_the_same(api: httpx.Client) -> None:
    assert decide(api) == decide(api)
    assert decide(api)["answers"] != decide(api, input="Thank you!")["answers"]


@pytest.mark.parametrize(
    ("question", "param"),
    [
        ({"instructions": "x"}, "questions[0].type"),
        ({"type": "guess", "instructions": "x"}, "questions[0].type"),
        ({"type": "predicate"}, "questions[0].instructions"),
        ({"type": "choice", "instructions": "x"}, "questions[0].choices"),
        ({**CHOICE, "choices": []}, "questions[0].choices"),
        ({**CHOICE, "choices": [{"value": 1}]}, "questions[0].choices[0].value"),
        ({**SCORE, "levels": [{}]}, "questions[0].levels[0].label"),
    ],
)
def test_what_is_no_question_is_refused(api: httpx.Client, question: Any, param: str) -> None:
    body = {"model": "gpt-5-mini", "input": "x", "questions": [question]}
    assert error(api.post("decisions", json=body), 400)["param"] == param


def test_how_many_questions_there_may_be(api: httpx.Client) -> None:
    body = {"model": "gpt-5-mini", "input": "x"}
    for questions in ([], [PREDICATE] * 401):
        refused = error(api.post("decisions", json={**body, "questions": questions}), 400)
        assert refused["param"] == "questions"
