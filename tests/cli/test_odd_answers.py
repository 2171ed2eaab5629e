"""Answers that pass for good, and are none: an error within a success, a page, nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.streams import DONE, chunk, stream, words
from tests.support.answers import Answer, Stream, error_body, malformed_json, sse
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.samples import begun

from .test_failures import facts

CHAT = ("chat", "create", "Hi", "--model", "m")
ASK = ("responses", "create", "Hi", "--model", "m")
REQUEST_ID = {"x-request-id": "req_7"}
PAGE = Answer(body="<html>Log in</html>", headers={"content-type": "text/html; charset=utf-8"})
JSON = {"content-type": "application/json"}

LINES: dict[str, tuple[str, ...]] = {
    "answer": (*ASK, "--no-stream", "-t"),
    "answer as JSON": (*CHAT, "--no-stream"),
    "stream": (*CHAT, "--stream", "-t"),
    "stream as events": (*ASK, "--stream", "--format", "jsonl"),
    "run": ("threads", "runs", "create", "thread_1", "--assistant-id", "asst_1", "-t"),
    "transcript": ("audio", "transcribe", "a.wav", "--model", "whisper-1", "-t"),
    "speech": ("audio", "speech", "Hi", "--model", "tts-1", "--voice", "ash", "-o", "x.mp3"),
    "picture": ("images", "generate", "A cat", "--model", "gpt-image-1", "-o", "x.png"),
    "upload": ("files", "upload", "a.wav", "--purpose", "batch", "--part-threshold", "1"),
    "events": ("fine-tuning", "jobs", "events", "ft-1", "--follow"),
}


@pytest.fixture
def here(oai: CommandLine, server: FaultServer) -> Path:
    """Give the folder in which the command lines find their file."""
    (oai.home / "a.wav").write_bytes(b"RIFF....WAVE")
    return oai.home


def refused(oai: CommandLine, server: FaultServer, name: str, answer: Answer) -> dict[str, Any]:
    """Run one line and return the error; nothing is written, and no file is left."""
    server.script(answer)
    before = {path.name for path in oai.home.iterdir()}
    result = oai.run(*LINES[name], "--errors", "json", "--max-retries", "0")
    assert result.stdout == b""
    assert {path.name for path in oai.home.iterdir() if path.is_file()} <= before
    return dict(facts(result))


@pytest.mark.parametrize("name", LINES)
def test_an_error_in_place_of_an_answer(
    name: str, oai: CommandLine, server: FaultServer, here: Path
) -> None:
    body = error_body("Upstream is overloaded.", code="server_error")
    told = refused(oai, server, name, Answer(json=body, headers=REQUEST_ID))
    assert (told["exit_code"], told["kind"], told["code"]) == (6, "server", "server_error")
    assert told["message"] == "Upstream is overloaded."
    assert told["request_id"] == "req_7"


@pytest.mark.parametrize(
    ("body", "exit_code", "says"),
    [
        ({"error": {"message": "Slow down", "code": 429}, "user_id": "u"}, 5, "Slow down"),
        ({"error": "no such model"}, 1, "no such model"),
        ({"error": {"code": 404, "message": "Nothing here"}}, 4, "Nothing here"),
        ({"object": "error", "message": "Too long", "type": "BadRequest", "code": 400}, 1, "Too"),
    ],
)
def test_errors_of_other_servers_in_place_of_an_answer(
    body: object, exit_code: int, says: str, oai: CommandLine, server: FaultServer
) -> None:
    server.script(Answer(json=body))
    for line in (LINES["answer as JSON"], ("api", "GET", "/new")):
        result = oai.run(*line)
        assert (result.code, result.stdout) == (exit_code, b"")
        assert says in result.err


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    "answer",
    [PAGE, Answer(headers=JSON), Answer(json=None), Answer(json=[]), malformed_json()],
    ids=["page", "nothing", "null", "list", "malformed"],
)
def test_what_is_no_answer(
    answer: Answer, name: str, oai: CommandLine, server: FaultServer, here: Path
) -> None:
    told = refused(oai, server, name, answer)
    assert (told["exit_code"], told["kind"]) == (6, "network")
    assert "fault in oai" not in str(told)


@pytest.mark.parametrize("name", ["run", "transcript", "stream", "answer"])
def test_an_object_of_another_form(
    name: str, oai: CommandLine, server: FaultServer, here: Path
) -> None:
    odd = {"text": [], "choices": [{"message": {"content": "x", "tool_calls": 7}}], "output": [7]}
    server.script(Answer(json={**odd, "incomplete_details": "odd"}))
    result = oai.run(*LINES[name], "--no-stream" if name == "stream" else "-t")
    assert "fault in oai" not in result.err
    assert result.code in (0, 6)


# Streams

RATE = {"message": "Slow down", "code": 429}
VLLM = {"object": "error", "message": "Too long", "type": "BadRequestError", "code": 400}
LATE = {**chunk(finish="error"), "error": {"code": "server_error", "message": "It is gone"}}


def named(data: str) -> Stream:
    begun = sse(*words(["Hel", "lo"]))
    event = f"event: error\ndata: {data}\n\n".encode()
    return Stream([*begun, (0, event), *sse(DONE)], headers=REQUEST_ID)


@pytest.mark.parametrize(
    ("answer", "exit_code", "says"),
    [
        (stream(*words(["Hel", "lo"]), {"error": RATE}, DONE), 5, "Slow down"),
        (stream(*words(["Hel", "lo"]), VLLM, DONE), 1, "Too long"),
        (stream(*words(["Hel", "lo"]), LATE, DONE), 6, "It is gone"),
        (named('{"message": "By its name", "type": "server_error"}'), 6, "By its name"),
        (named("no JSON, but an error"), 1, "no JSON, but an error"),
    ],
    ids=["code of HTTP", "object error", "error in a chunk", "name error", "name and text"],
)
def test_errors_within_a_stream(
    answer: Stream, exit_code: int, says: str, oai: CommandLine, server: FaultServer
) -> None:
    server.script(answer)
    result = oai.run(*LINES["stream"])
    assert (result.code, result.text) == (exit_code, "Hello")
    assert f"The server broke off: {says}" in result.err


@pytest.mark.parametrize("options", [["-t"], [], ["--format", "jsonl"]])
def test_an_error_within_a_stream_has_the_request_id(
    options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    server.script(named('{"message": "By its name"}'))
    result = oai.run(*CHAT, "--stream", *options)
    assert result.code == 1
    assert "request id req_7" in result.err


@pytest.mark.parametrize("events", [[DONE], [{"detail": "No"}, DONE]], ids=["nothing", "odd"])
@pytest.mark.parametrize("options", [["-t"], []])
def test_a_stream_without_an_answer(
    options: list[str], events: list[Any], oai: CommandLine, server: FaultServer
) -> None:
    server.script(stream(*events))
    result = oai.run(*CHAT, "--stream", *options)
    assert (result.code, result.stdout) == (6, b"")
    assert "without an answer" in result.err


def test_what_came_is_told_only_once(oai: CommandLine, server: FaultServer, here: Path) -> None:
    failure = {"type": "error", "code": "server_error", "message": "It broke."}
    server.script(Stream(sse(*begun("Hello"), failure)))
    result: Result = oai.run(*ASK, "--stream", "-t", "-o", here / "answer.txt")
    assert result.code == 6
    assert result.err.count("What came is in") == 1
    assert "above" not in result.err
