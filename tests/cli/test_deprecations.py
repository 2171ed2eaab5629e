"""What the API has deprecated: said in help, and in one line on stderr when it is used."""

from __future__ import annotations

import pytest

from oai.cli.declare.model_shutdowns import SHUTDOWNS
from tests.support.answers import Answer

GONE = "oai: gpt-4-0314 has the shutdown date 2026-03-26. See: "
OLD_MODEL = ("chat", "create", "Hi", "--model", "gpt-4-0314", "--no-stream")
ASK = ("responses", "create", "Hi", "--no-stream", "--model")
ANSWER = {"id": "thing_1", "object": "thing", "output": [], "choices": []}


@pytest.fixture
def asked(oai, fault_server):
    oai.env.update(fault_server.env)
    fault_server.handle(lambda _: Answer(json=ANSWER))
    return oai


@pytest.mark.parametrize(
    "given",
    [
        ["--model", "gpt-4-0314"],
        ["--body", '{"model": "gpt-4-0314"}'],
        ["--set", "model=gpt-4-0314"],
    ],
    ids=["option", "body", "set"],
)
def test_a_model_is_told_of_wherever_it_was_named(given, asked):
    result = asked("responses", "create", "Hi", "--no-stream", *given)
    assert result.err.startswith(GONE)
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("model", ["gpt-4-0314-mine", "ft:gpt-4-0314:me", "GPT-4-0314"])
def test_only_exactly_that_name_is_meant(model, asked):
    assert asked(*ASK, model).err == ""


def test_the_field_of_a_form_is_read_too(asked):
    (asked.home / "note.wav").write_bytes(b"RIFF")
    result = asked("audio", "transcribe", "note.wav", "--model", "whisper-1")
    assert "oai: whisper-1 has the shutdown date 2027-02-26." in result.err


@pytest.mark.parametrize("options", [["-q"], ["--dry-run"], ["--print", "curl"]], ids="_".join)
def test_it_is_not_said(options, asked):
    assert asked(*ASK, "gpt-4-0314", *options).err == ""


def test_the_data_is_the_same(asked):
    old, new = (asked(*ASK, model) for model in ("gpt-4-0314", "gpt-5.6-sol"))
    assert old.stdout == new.stdout
    assert old.err
    assert new.err == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["threads", "create"], "POST /threads is deprecated by the API; use oai responses."),
        (
            ["threads", "get", "thread_1"],
            "GET /threads/{thread_id} is deprecated by the API; use oai responses.",
        ),
        (["videos", "get", "video_1"], "GET /videos/{video_id} is deprecated by the API."),
    ],
)
def test_an_operation_is_told_of(line, said, asked):
    assert asked(*line).err == f"oai: {said}\n"
    assert asked(*line, "-q").err == ""
    page = " ".join(asked(*line[:2], "--help").text.split())
    assert f"This {said[said.index('is d') :]}" in page


def test_it_is_told_of_the_raw_call_too(asked):
    assert "is deprecated by the API; use oai responses" in asked("api", "GET", "/threads/t_1").err


@pytest.mark.parametrize("given", [["--seed", "1"], ["--set", "seed:=1"]], ids=" ".join)
def test_a_parameter_is_told_of(given, asked):
    result = asked("chat", "create", "Hi", "--model", "gpt-5.6-sol", "--no-stream", *given)
    assert "oai: --seed is deprecated by the API.\n" in result.err


def test_help_names_the_day_beside_the_model(oai):
    page = " ".join(oai("audio", "transcribe", "--help").text.split())
    assert "whisper-1 (until 2027-02-26)" in page


def test_the_sandbox_is_asked_as_ever(oai):
    result = oai(*OLD_MODEL, "--sandbox")
    assert result.code == 0
    assert result.err.startswith(GONE)
    assert result.json()["object"] == "chat.completion"


def test_each_model_has_one_day():
    named = [model for models in SHUTDOWNS.values() for model in models]
    assert len(named) == len(set(named)) == 99
