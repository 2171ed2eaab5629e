"""`oai completions`: texts that a model goes on with."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import Ask, Watch
from .streams import DONE, HEAD, stream, text_chunk

MODEL = ("--model", "m")


@pytest.fixture
def complete(oai: CommandLine, fault_server: FaultServer) -> Ask:
    oai.env.update(fault_server.env)
    fault_server.script(Answer(json={"id": "c", "object": "text_completion", "choices": []}))
    return lambda *args, **more: oai.run("completions", "create", *MODEL, *args, **more)


def test_stream_adds_up_to_the_whole_answer(ask: Ask) -> None:
    command = ("completions", "create", "one", "two words", *MODEL, "--echo", "--n", "2")
    whole = ask(*command).json()
    streamed = ask(*command, "--stream", "--stream-options", "include_usage=true").json()
    assert [choice["index"] for choice in whole["choices"]] == [0, 1, 2, 3]
    for answer in (whole, streamed):
        del answer["id"], answer["created"]
    assert streamed == whole


def test_text(ask: Ask) -> None:
    command = ("completions", "create", "a", *MODEL, "--max-tokens", "99")
    text = ask(*command).json()["choices"][0]["text"]
    assert ask(*command, "-t").text == text
    assert ask(*command, "-t", "--stream").text == text


@pytest.mark.parametrize("how", [["--no-stream"], ["--stream"]])
def test_several_answers_in_text(complete: Ask, fault_server: FaultServer, how: list[str]) -> None:
    pieces = [text_chunk(text, index) for text in "xy" for index in (1, 0)]
    whole = {"choices": [{"index": index, "text": "xy"} for index in range(2)]}
    fault_server.script(Answer(json=whole) if "--no-stream" in how else stream(*pieces, DONE))
    result = complete("a", "-t", *how)
    assert (result.code, result.text) == (0, "xy\nxy")


def test_logprobs_are_joined(complete: Ask, fault_server: FaultServer) -> None:
    pieces = [text_chunk("a"), text_chunk("b", finish="stop")]
    for offset, piece in enumerate(pieces):
        piece["choices"][0]["logprobs"] = {
            "tokens": [piece["choices"][0]["text"]],
            "token_logprobs": [-0.5],
            "top_logprobs": [{"a": -0.5}],
            "text_offset": [offset],
        }
    fault_server.script(
        stream(*pieces, {**HEAD, "choices": [], "usage": {"total_tokens": 2}}, DONE)
    )
    answer = complete("x", "--stream").json()
    assert answer["object"] == "text_completion"
    assert answer["usage"] == {"total_tokens": 2}
    assert answer["choices"] == [
        {
            "text": "ab",
            "index": 0,
            "logprobs": {
                "tokens": ["a", "b"],
                "token_logprobs": [-0.5, -0.5],
                "top_logprobs": [{"a": -0.5}, {"a": -0.5}],
                "text_offset": [0, 1],
            },
            "finish_reason": "stop",
        }
    ]


def test_an_early_end_keeps_what_came(complete: Ask, fault_server: FaultServer) -> None:
    fault_server.script(stream(text_chunk("so "), text_chunk("far")))
    assert (complete("x", "--stream", "-t").text, complete("x", "--stream").code) == ("so far", 6)
    (choice,) = complete("x", "--stream").json()["choices"]
    assert (choice["text"], choice["finish_reason"]) == ("so far", None)


def test_every_parameter_reaches_the_body(complete: Ask, fault_server: FaultServer) -> None:
    options = """--suffix s --echo --max-tokens 9 --n 2 --best-of 3 --stop a --stop b
        --temperature 0.25 --top-p 1 --frequency-penalty -2 --presence-penalty 2 --seed 5
        --logit-bias {"1":5} --no-stream --stream-options include_usage=false
        --logprobs 5 --user u"""
    assert complete("x", *options.split()).code == 0
    assert fault_server.requests[-1].json() == {
        "prompt": "x",
        "model": "m",
        "suffix": "s",
        "echo": True,
        "max_tokens": 9,
        "n": 2,
        "best_of": 3,
        "stop": ["a", "b"],
        "temperature": 0.25,
        "top_p": 1,
        "frequency_penalty": -2,
        "presence_penalty": 2,
        "seed": 5,
        "logit_bias": {"1": 5},
        "stream": False,
        "stream_options": {"include_usage": False},
        "logprobs": 5,
        "user": "u",
    }


def test_tokens_as_a_prompt(ask: Ask) -> None:
    command = ("completions", "create", "--set", "prompt:=[1, 2, 3]", *MODEL, "--echo", "-t")
    assert ask(*command, stdin="not for us").text.startswith("1 2 3")


@pytest.mark.parametrize(
    ("args", "says"),
    [([], "PROMPT (or --prompt)"), (["x", "--logprobs", "6"], "--logprobs")],
)
def test_bad_input(complete: Ask, fault_server: FaultServer, args: list[str], says: str) -> None:
    result = complete(*args)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert says in result.err


def test_token_limit_is_said(ask: Ask) -> None:
    result = ask("completions", "create", "x" * 99, *MODEL, "-t")
    assert result.code == 0
    assert result.err == "The answer is not complete: it reached the token limit (--max-tokens).\n"


def test_on_a_terminal(watch: Watch) -> None:
    terminal = watch("completions", "create", "go *on*", *MODEL, "--max-tokens", "99")
    assert terminal.wait() == 0
    lines = [line for line in terminal.screen() if line]
    assert lines[1] == "go on"
    assert lines[2].startswith("cmpl-")


def test_the_best_of_several_is_not_streamed(watch: Watch) -> None:
    words = ("--best-of", "2", "--max-tokens", "99", "--dry-run")
    terminal = watch("completions", "create", "x", *MODEL, *words)
    assert terminal.wait() == 0
    assert '"stream": false' in terminal.text
