"""`oai embeddings`: vectors for programs, and a short view of them for people."""

from __future__ import annotations

import json

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import Ask, Watch

MODEL = ("--model", "text-embedding-3-small")
NUMBERS = '{"object":"list","data":[{"object":"embedding","index":0,"embedding":[-0.10,1e-7]}]}'


def test_json_is_the_api_s_answer(oai: CommandLine, fault_server: FaultServer) -> None:
    kind = {"content-type": "application/json"}
    fault_server.script(Answer(body=NUMBERS, headers=kind))
    command = ("embeddings", "create", "x", *MODEL)
    text = oai(*command, env=fault_server.env).text
    assert "".join(text.split()) == NUMBERS
    assert oai(*command, "-t", env=fault_server.env).text == "[-0.10, 1e-7]\n"


def test_one_text_and_several(ask: Ask) -> None:
    one = ask("embeddings", "create", "a cat", *MODEL).json()
    many = ask("embeddings", "create", "a cat", "a dog", *MODEL, stdin="a cow").json()
    assert [item["index"] for item in many["data"]] == [0, 1, 2]
    assert many["data"][0] == one["data"][0]


def test_text_is_a_vector_a_line(ask: Ask) -> None:
    result = ask("embeddings", "create", "a", "b", *MODEL, "--dimensions", "3", "-t")
    vectors = [json.loads(line) for line in result.lines]
    assert [len(vector) for vector in vectors] == [3, 3]
    assert vectors[0] != vectors[1]


def test_base64(ask: Ask) -> None:
    command = ("embeddings", "create", "a", *MODEL, "--dimensions", "2")
    encoded = ask(*command, "--encoding-format", "base64").json()["data"][0]["embedding"]
    assert ask(*command, "--encoding-format", "base64", "-t").text == f"{encoded}\n"
    human = ask(*command, "--encoding-format", "base64", "--format", "table").lines
    assert human == ask(*command, "--format", "table").lines
    assert human[1].split()[:2] == ["0", "2"]


def test_every_parameter_reaches_the_body(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(body=NUMBERS, headers={"content-type": "application/json"}))
    options = ("--dimensions", "5", "--encoding-format", "float", "--user", "u")
    assert oai("embeddings", "create", "x", *MODEL, *options, env=fault_server.env).code == 0
    assert fault_server.requests[-1].json() == {
        "input": "x",
        "model": "text-embedding-3-small",
        "dimensions": 5,
        "encoding_format": "float",
        "user": "u",
    }


def test_on_a_terminal(watch: Watch) -> None:
    terminal = watch("embeddings", "create", "a cat", "a dog", *MODEL)
    assert terminal.wait() == 0
    lines = [line.split() for line in terminal.screen() if line.strip(" ─")]
    assert lines[0] == ["Index", "Dimensions", "First", "values"]
    assert [line[:2] for line in lines[1:]] == [["0", "1,536"], ["1", "1,536"]]
    assert all(line[-1] == "…" for line in lines[1:])


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([*MODEL], "INPUT (or --input)"),
        (["x"], "--model"),
        (["x", *MODEL, "--dimensions", "0"], "--dimensions"),
        (["x", "--input", "y", *MODEL], "--input"),
    ],
)
def test_bad_input(ask: Ask, args: list[str], says: str) -> None:
    result = ask("embeddings", "create", *args)
    assert (result.code, result.stdout) == (2, b"")
    assert says in result.err


def test_model_of_the_profile_is_for_other_things(ask: Ask) -> None:
    assert ask("config", "set", "model", "gpt-5").code == 0
    result = ask("embeddings", "create", "x")
    assert (result.code, "--model" in result.err) == (2, True)
