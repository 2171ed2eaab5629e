"""Half a character in an answer: joined with the other half, or U+FFFD; in JSON as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, Playable, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.in_process import run_here
from tests.support.invocations import command_line, write_files
from tests.support.parallel import in_parallel
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Request
from tests.test_every_command import COMMANDS, EXCLUSIVE

from .conftest import Ask
from .stream_kinds import ASK, CHAT, DONE, WORDS
from .streams import chunk

HIGH, LOW, TOWER, LOST = "\ud83d", "\uddfc", "🗼", "\ufffd"
CUT = (f"a {HIGH}", f"{LOW} b", f"{LOW}c{HIGH}", "d", HIGH)
SHOWN = f"a {TOWER} b{LOST}c{LOST}d{LOST}"
EXACT = f"a {TOWER} b{LOW}c{HIGH}d{HIGH}"
FORMATS = {
    "text": ("-t",),
    "table": ("--format", "table"),
    "csv": ("--format", "csv"),
    "quiet": ("-q",),
    "json": ("--format", "json"),
    "jsonl": ("--format", "jsonl"),
    "raw": ("--format", "raw"),
    "file": ("-t", "-o", "words.txt"),
}


class World:
    """A server that has an answer for each command line, by the first part of the path."""

    def __init__(self, home: Path, server: FaultServer) -> None:
        self.oai = CommandLine(home)
        self.oai.env |= server.env
        self.home = home
        self._server = server
        self._lines: list[tuple[list[str], Path]] = []
        self._answers: list[Playable] = []
        server.handle(self._answer)

    def add(self, words: Sequence[str], answer: Playable) -> Path:
        """Have one more line, and return the folder that it will run in."""
        number = len(self._lines)
        folder = self.home / f"{number}"
        folder.mkdir()
        write_files(folder)
        (folder / "a.wav").write_bytes(b"RIFF....WAVE")
        base = f"{self._server.origin}/{number}"
        self._lines.append(([*words, "--base-url", base], folder))
        self._answers.append(answer)
        return folder

    def run(self) -> list[Result]:
        """Run all lines."""
        return in_parallel(lambda line: self.oai.run(*line[0], cwd=line[1]), self._lines)

    def run_here(self) -> list[Result]:
        """Run all lines, and start nothing."""
        return [run_here(*words, env=self.oai.env, cwd=cwd) for words, cwd in self._lines]

    def _answer(self, request: Request) -> Playable:
        return self._answers[int(request.path.split("/")[1])]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with FaultServer() as server:
        yield World(tmp_path, server)


@pytest.mark.parametrize("name", WORDS)
def test_a_stream_cut_in_the_middle_of_characters(name: str, world: World) -> None:
    kind = WORDS[name]
    events = kind.events(*CUT)
    sent = sse(*events)
    folders = [world.add([*kind.line, *options], Stream(sent)) for options in FORMATS.values()]
    found = dict(zip(FORMATS, world.run(), strict=True))
    for each in found.values():
        assert (each.code, each.err_but_deprecations.count("oai:")) == (0, 0)
    assert found["text"].text.rstrip("\n") == found["table"].text.rstrip("\n") == SHOWN
    assert (folders[-1] / "words.txt").read_text("utf-8").rstrip("\n") == SHOWN
    assert kind.words(found["json"].json()) == EXACT
    lines = [json.dumps(event) for event in events if event != DONE]
    assert found["jsonl"].lines == lines
    assert found["raw"].stdout == b"".join(piece for _, piece in sent)


@pytest.mark.parametrize("options", [["-t"], ["--format", "table"]])
def test_a_stream_that_breaks_behind_half_a_character(
    options: list[str], run: Ask, fault_server: FaultServer
) -> None:
    fault_server.script(Stream(sse(chunk(content=f"a{HIGH}")), ending="cut"))
    result = run(*CHAT, *options, "--max-retries", "0")
    assert (result.code, result.text.rstrip("\n")) == (6, f"a{LOST}")


def test_every_choice(run: Ask, fault_server: FaultServer) -> None:
    pieces = [chunk(index, content=text) for text in (HIGH, LOW) for index in range(3)]
    ends = [chunk(index, finish="stop") for index in range(3)]
    fault_server.script(Stream(sse(*pieces, *ends, DONE)))
    assert run(*CHAT, "--n", "3", "-t").text.split() == [TOWER] * 3
    answer = run(*CHAT, "--n", "3").json()
    assert [choice["message"]["content"] for choice in answer["choices"]] == [TOWER] * 3


@pytest.mark.parametrize("how", ["--stream", "--no-stream"])
def test_on_a_terminal(how: str, oai: CommandLine, fault_server: FaultServer) -> None:
    words = {"role": "assistant", "content": f"**a{HIGH}** b{TOWER}"}
    whole = {"id": "c", "choices": [{"index": 0, "message": words, "finish_reason": "stop"}]}
    pieces = [chunk(content=text) for text in (f"**a{HIGH}", f"** b{HIGH}", LOW)]
    streamed = Stream(sse(*pieces, chunk(finish="stop"), DONE))
    fault_server.script(streamed if how == "--stream" else Answer(json=whole))
    terminal = oai.terminal("chat", "create", "x", "--model", "m", how, env=fault_server.env)
    assert terminal.wait() == 0
    assert f"a{LOST} b{TOWER}" in terminal.screen()[0]


FAILED = {"id": f"r{HIGH}", "status": "failed", "error": {"code": HIGH, "message": f"No{HIGH}"}}
REFUSED = {"error": {"message": f"No{HIGH}", "code": f"x{LOW}", "param": HIGH, "type": LOW}}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(400, json=REFUSED),
        Answer(json=REFUSED),
        Stream(sse(REFUSED)),
        Stream(sse({"type": "response.failed", "response": FAILED})),
        Answer(json=FAILED),
    ],
    ids=["refused", "within a success", "within a stream", "failed in a stream", "failed"],
)
@pytest.mark.parametrize("options", [[], ["--errors", "json"]])
def test_errors(options: list[str], answer: Playable, run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(answer)
    result = run(*ASK, "-t", *options)
    assert result.code in (1, 7)
    assert f"No{LOST}" in result.err
    assert "\\ud" not in result.err
    assert "fault in oai" not in result.err


def test_completion_is_not_disturbed(oai: CommandLine, run: Ask, fault_server: FaultServer) -> None:
    found = [{"id": "file-1", "filename": f"a{HIGH}.txt"}, {"id": f"file-{LOW}", "filename": "b"}]
    fault_server.script(Answer(json={"object": "list", "data": found, "has_more": False}))
    assert run("files", "list", "-q").lines == ["file-1", f"file-{LOST}"]
    (known,) = (oai.home / "cache" / "ids").glob("*/files")
    assert known.read_text("utf-8").startswith(f"file-1\ta{LOST}.txt\t")


THING: dict[str, Any] = {
    "id": f"thing_{HIGH}",
    "object": "thing",
    "status": "completed",
    **{key: f"{LOW}{key}" for key in ("name", "text", "path", "value", "message", "filename")},
    HIGH: [HIGH, {LOW: LOW}],
    "content": [{"type": "text", "text": {"value": HIGH}}, HIGH],
    "choices": [{"index": 0, "message": {"content": HIGH}, "text": HIGH}],
    "output": [{"type": "message", "content": [{"type": "output_text", "text": HIGH}]}],
}


# A command has one of them each: those that are alike are many enough for all of them.
IN_TURN = ("table", "text", "csv", "quiet", "jsonl")


def test_every_command_can_write_it(world: World) -> None:
    rows = {row["command"]: row for row in world.oai("commands", "--format", "json").json()["data"]}
    listed = {"object": "list", "data": [THING, THING], "has_more": False}
    kinds = [IN_TURN[number % len(IN_TURN)] for number in range(len(COMMANDS))]
    for command, kind in zip(COMMANDS, kinds, strict=True):
        row = rows[command]
        words = command_line(row, without=EXCLUSIVE.get(command, frozenset()))
        answer = Answer(json=listed if row["paging"] else THING)
        world.add([*words, *FORMATS[kind], "--max-retries", "0"], answer)
    wrong = [
        f"{command} as {kind}: {result}"
        for command, kind, result in zip(COMMANDS, kinds, world.run_here(), strict=True)
        if not _is_well_written(kind, result)
    ]
    assert wrong == []


def _is_well_written(kind: str, result: Result) -> bool:
    """Tell whether half characters are escapes in JSON alone."""
    escapes = "\\ud" in result.err or ("\\ud" in result.text and kind != "jsonl")
    return not escapes and "fault in oai" not in result.err
