"""When a stream is whole: its last event counts without its blank line, and without `[DONE]`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Ending, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import begun, completed

from .conftest import PIXEL, Ask
from .stream_kinds import ASK, CHAT, COMPLETION, DONE, FILES, WORDS, Events
from .streams import HEAD, chunk, text_chunk

TEXTS = ("Hel", "lo")
USAGE = {**HEAD, "choices": [], "usage": {"total_tokens": 3}}
# How the last event may end: the blank line, its second half, or both line ends are missing.
LAST_ENDS = ("\n\n", "\n", "")


@pytest.fixture
def here(oai: CommandLine) -> Path:
    """Give the folder in which the command lines find their files."""
    (oai.home / "a.wav").write_bytes(b"RIFF....WAVE")
    (oai.home / "a.png").write_bytes(PIXEL)
    return oai.home


def body(events: Events, last_end: str = "\n\n") -> bytes:
    """Return the bytes of a stream, the last event with this end."""
    sent = b"".join(piece for _, piece in sse(*events))
    return sent.removesuffix(b"\n\n") + last_end.encode() if events else b""


def serve(server: FaultServer, sent: bytes, ending: Ending = "complete") -> None:
    server.script(Stream([(0, sent)], ending=ending))


def undone(events: Events) -> Events:
    """Return the events without what says that they are all."""
    return [event for event in events if event != DONE]


@pytest.mark.parametrize(
    ("last_end", "ending"), [("\n\n", "cut"), ("\n", "complete"), ("", "complete"), ("", "cut")]
)
@pytest.mark.parametrize("name", WORDS)
def test_the_last_event_counts_whatever_comes_behind_it(
    name: str, ending: Ending, last_end: str, run: Ask, fault_server: FaultServer, here: Path
) -> None:
    kind = WORDS[name]
    serve(fault_server, body(undone(kind.events(*TEXTS)), last_end), ending)
    text = run(*kind.line, "-t", "--max-retries", "0", cwd=here)
    assert (text.code, text.text.rstrip("\n"), text.err_but_deprecations) == (0, "Hello", "")
    serve(fault_server, body(kind.events(*TEXTS), last_end), ending)
    whole = run(*kind.line, "--format", "json", "--max-retries", "0", cwd=here)
    assert (whole.code, kind.words(whole.json())) == (0, "Hello")


@pytest.mark.parametrize("name", WORDS)
def test_each_event_is_a_line_and_raw_is_as_it_came(
    name: str, run: Ask, fault_server: FaultServer, here: Path
) -> None:
    kind = WORDS[name]
    events = undone(kind.events(*TEXTS))
    serve(fault_server, body(events, ""))
    lines = run(*kind.line, "--format", "jsonl", cwd=here)
    assert (lines.code, [json.loads(line) for line in lines.lines]) == (0, events)
    raw = run(*kind.line, "--format", "raw", cwd=here)
    assert (raw.code, raw.stdout) == (0, body(events, ""))


@pytest.mark.parametrize(
    ("last_end", "ending"), [("\n\n", "complete"), ("", "cut"), (None, "complete"), (None, "cut")]
)
@pytest.mark.parametrize("name", WORDS)
def test_a_stream_without_its_end_is_cut_and_what_came_is_kept(
    name: str, last_end: str | None, ending: Ending, run: Ask, fault_server: FaultServer, here: Path
) -> None:
    """Half an event is none; a whole one without its blank line still says something."""
    kind = WORDS[name]
    events = undone(kind.events(*TEXTS))[:-1]
    sent = body(events)[:-5] if last_end is None else body(events, last_end)
    serve(fault_server, sent, ending)
    result = run(*kind.line, "-t", "--max-retries", "0", cwd=here)
    kept = "Hel" if last_end is None else "Hello"
    assert (result.code, result.text.rstrip("\n")) == (6, kept)
    assert "fault in oai" not in result.err


@pytest.mark.parametrize("last_end", LAST_ENDS)
@pytest.mark.parametrize("name", FILES)
def test_files_too(
    name: str, last_end: str, run: Ask, fault_server: FaultServer, here: Path
) -> None:
    line, events, content = FILES[name]
    serve(fault_server, body(events, last_end))
    result = run(*line, "-o", "out.bin", cwd=here)
    assert (result.code, (here / "out.bin").read_bytes()) == (0, content)
    (here / "out.bin").unlink()
    serve(fault_server, body(events, last_end)[:-9])
    assert run(*line, "-o", "out.bin", "--max-retries", "0", cwd=here).code == 6
    assert not (here / "out.bin").exists()


CHOICES = {
    "chat": (CHAT, lambda index, text, finish=None: chunk(index, finish, content=text)),
    "completion": (COMPLETION, lambda index, text, finish=None: text_chunk(text, index, finish)),
}


@pytest.mark.parametrize("options", [["-t"], ["--format", "json"]])
@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize(
    ("asked", "ended", "code"),
    [
        (["--n", "2"], [0, 1], 0),
        (["--set", "n:=2"], [1, 0], 0),
        (["--body", '{"n":2}'], [0], 6),
        (["--n", "2"], [], 6),
        # The third has not even begun.
        (["--n", "3"], [0, 1], 6),
    ],
)
def test_all_choices_must_have_ended(
    asked: list[str],
    ended: list[int],
    code: int,
    name: str,
    options: list[str],
    run: Ask,
    fault_server: FaultServer,
) -> None:
    line, piece = CHOICES[name]
    serve(
        fault_server,
        body([piece(0, "a"), piece(1, "b"), *(piece(number, "", "stop") for number in ended)]),
    )
    assert run(*line, *asked, *options).code == code


@pytest.mark.parametrize(
    ("prompt", "code"), [('["a","b"]', 6), ("[[1,2],[3]]", 6), ("[1,2]", 0), ('["a"]', 0)]
)
def test_each_prompt_has_a_choice(
    prompt: str, code: int, run: Ask, fault_server: FaultServer
) -> None:
    serve(fault_server, body([text_chunk("a", 0, "stop")]))
    line = ["completions", "create", "--model", "m", "--stream", "--set", f"prompt:={prompt}"]
    assert run(*line).code == code


@pytest.mark.parametrize("finish", ["", None])
def test_no_reason_is_no_end(finish: str | None, run: Ask, fault_server: FaultServer) -> None:
    serve(fault_server, body([chunk(0, finish, content="a")]))
    assert run(*CHAT, "-t").code == 6


@pytest.mark.parametrize("last_end", LAST_ENDS)
def test_the_usage_comes_behind_the_last_choice(
    last_end: str, run: Ask, fault_server: FaultServer
) -> None:
    serve(fault_server, body([chunk(content="a"), chunk(finish="stop"), USAGE], last_end))
    answer = run(*CHAT, "--stream-options", "include_usage=true").json()
    assert answer["usage"] == {"total_tokens": 3}


def test_an_error_behind_the_last_choice_is_one(run: Ask, fault_server: FaultServer) -> None:
    error: Any = {"error": {"message": "It broke.", "type": "server_error"}}
    serve(fault_server, body([chunk(content="a", finish="stop"), error], ""))
    result = run(*CHAT, "-t")
    assert (result.code, result.text.rstrip("\n")) == (6, "a")
    assert "It broke." in result.err


def test_a_stream_that_is_taken_up_goes_on_behind_an_event_without_its_blank_line(
    run: Ask, fault_server: FaultServer
) -> None:
    first, *others = [
        {**event, "sequence_number": number}
        for number, event in enumerate([*begun("Hel", "lo"), completed("Hello")])
    ]
    background = {**first, "response": {**first["response"], "background": True}}
    events: Events = [background, *others]
    parts = [
        Stream([(0, body(events[:2], ""))], ending="cut"),
        Stream([(0, body(events[2:], ""))]),
    ]
    line = (*ASK, "--background", "--max-wait", "0")
    fault_server.script(*parts)
    assert run(*line, "-t").text.rstrip("\n") == "Hello"
    assert fault_server.requests[-1].query == {"stream": ["true"], "starting_after": ["1"]}
    fault_server.script(*parts)
    raw = run(*line, "--format", "raw").stdout
    assert raw == body(events[:2]) + body(events[2:], "")
