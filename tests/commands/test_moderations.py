"""`oai moderations`: verdicts on texts and pictures."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import PIXEL, Ask, Watch

BAD, GOOD = "you idiot, I kill you", "a fine day"


def test_json_is_the_api_s_answer(ask: Ask) -> None:
    answer = ask("moderations", "create", BAD, GOOD).json()
    assert set(answer) == {"id", "model", "results"}
    assert answer["model"] == "omni-moderation-latest"
    assert [result["flagged"] for result in answer["results"]] == [True, False]


def test_text_is_a_verdict_a_line(ask: Ask) -> None:
    result = ask("moderations", "create", BAD, GOOD, "-t", stdin="kill")
    assert result.lines == ["flagged: harassment, violence", "ok", "flagged: violence"]
    assert result.code == 0


def test_on_a_terminal(watch: Watch) -> None:
    terminal = watch("moderations", "create", BAD, GOOD)
    assert terminal.wait() == 0
    lines = [line.split() for line in terminal.screen() if line.strip(" ─")]
    assert lines[0] == ["Input", "Flagged", "Highest", "scores"]
    assert ["0", "yes", "harassment", "0.90,", "violence", "0.90,"] in [line[:6] for line in lines]
    assert ["1", "no"] in [line[:2] for line in lines]


def test_pictures(oai: CommandLine, fault_server: FaultServer, picture: Path) -> None:
    fault_server.script(Answer(json={"id": "modr-1", "model": "m", "results": []}))
    command = ("moderations", "create", "look", "--model", "m", "--image", picture)
    assert oai(*command, env=fault_server.env, stdin="and read").code == 0
    data = base64.b64encode(PIXEL).decode()
    assert fault_server.requests[-1].json() == {
        "model": "m",
        "input": [
            {"type": "text", "text": "look"},
            {"type": "text", "text": "and read"},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
        ],
    }


def test_a_picture_alone(ask: Ask, picture: Path) -> None:
    assert ask("moderations", "create", "--image", picture, "-t").text == "ok\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "INPUT (or --input)"),
        (["x", "--image", "/nowhere/a.png"], "/nowhere/a.png"),
        (["--body", '{"input":[{}]}', "--image", "https://a.example"], "text"),
    ],
)
def test_bad_input(ask: Ask, args: list[str], says: str) -> None:
    result = ask("moderations", "create", *args)
    assert (result.code, result.stdout) == (2, b"")
    assert says in result.err
