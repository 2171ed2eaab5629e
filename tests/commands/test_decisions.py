"""`oai decisions`: the answers as a table, and as words alone."""

from __future__ import annotations

import json

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import Ask

PREDICATE = {"type": "predicate", "instructions": "Is it late?"}
LINE = ("decisions", "create", "Where is it?", "--model", "m")
ANSWERS = [
    {"type": "predicate", "name": "late", "probability": 0.25},
    {"type": "choice", "name": None, "choice": True, "confidence": 0.75, "probabilities": []},
    {"type": "score", "score": 1.5, "confidence": 0.5, "probabilities": []},
    {"type": "refusal", "name": "secret"},
    {"type": "tomorrow's", "name": "new"},
]


@pytest.fixture
def decided(oai: CommandLine, fault_server: FaultServer) -> CommandLine:
    """Give the command line, whose server has one answer of each kind."""
    fault_server.script(Answer(json={"answers": ANSWERS, "model": "m", "usage": {}}))
    oai.env.update(fault_server.env)
    oai.command += [*LINE, "--questions", json.dumps([PREDICATE])]
    return oai


def test_the_words_are_a_line_for_each_question(decided: CommandLine) -> None:
    assert decided("-t").lines == ["0.25", "true", "1.5", "refusal", "tomorrow's"]


def test_people_see_a_table(decided: CommandLine) -> None:
    lines = [line.split() for line in decided("--format", "table").lines]
    assert lines[0] == ["Question", "Answer", "Confidence"]
    assert [line[:2] for line in lines[1:3]] == [["late", "0.25"], ["2", "yes"]]


def test_json_is_the_api_s_answer(ask: Ask) -> None:
    result = ask(*LINE, "--questions", json.dumps([PREDICATE, PREDICATE]))
    assert result.code == 0, result.err
    assert [answer["type"] for answer in result.json()["answers"]] == ["predicate"] * 2
