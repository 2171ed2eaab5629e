"""What a terminal gets: tables, colour, signs of life, and never what could steer it."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest

from tests.support.answers import Answer, error_body
from tests.support.fault_server import FaultServer
from tests.support.parallel import in_parallel
from tests.support.runner import Changes, CommandLine
from tests.support.samples import file_object, listing, response
from tests.support.terminal import Size

from .test_output import ASK, BATCH, DOWNLOAD, GET, LIST, serve

ROOMY = Size(100, 40)
EVIL = "\x1b[2Jred\x07\x9b31m\u202e\r\x00\x7f\u2066"
HARMFUL = tuple("\x1b\x07\x9b\u202e\x00\x7f\u2066")
BOXES = tuple("─│┌┐└┘━┃╭╮╰╯╸╺…")


def shown(
    oai: CommandLine, *line: str, size: Size = ROOMY, env: Changes | None = None
) -> tuple[bytes, str]:
    """Return what a command writes to a terminal: its bytes, and the text that stays."""
    terminal = oai.terminal(*line, size=size, env=env)
    assert terminal.wait() == 0
    return terminal.output.data, terminal.left


def test_a_terminal_gets_a_table(oai: CommandLine, server: FaultServer) -> None:
    serve(server, listing([file_object(1)]))
    raw, text = shown(oai, *LIST)
    assert b"\x1b[1m" in raw
    assert text.split()[:5] == ["Id", "Filename", "Bytes", "Purpose", "Created"]
    assert "1.2 kB" in text


@pytest.mark.parametrize(
    ("env", "options", "colour"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, [], True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({}, ["--format", "json"], False),
    ],
)
def test_colour_on_a_terminal(
    env: dict[str, str],
    options: list[str],
    colour: bool,
    oai: CommandLine,
    server: FaultServer,
) -> None:
    serve(server, listing([file_object(1)]))
    raw, _ = shown(oai, *LIST, *options, env=env)
    assert (b"\x1b[1m" in raw) == colour
    failed = oai.terminal("files", "nothing", *options, env=env)
    assert failed.wait() == 2
    # Without colour not a single escape: an error comes before any spinner.
    error_colour = colour or options == ["--format", "json"]
    assert (b"\x1b" in failed.output.data) == error_colour


@pytest.mark.parametrize(
    ("env", "options", "colour"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({}, ["--color", "always"], True),
        ({"TERM": "xterm-256color"}, ["--color", "auto"], False),
    ],
)
def test_colour_on_a_pipe(
    env: dict[str, str],
    options: list[str],
    colour: bool,
    oai: CommandLine,
    server: FaultServer,
) -> None:
    serve(server, listing([{**file_object(1), "filename": "n" * 300}]))
    result = oai.run(*LIST, "--format", "table", *options, env=env)
    assert (b"\x1b[1m" in result.stdout) == colour
    assert "n" * 300 in result.text
    assert oai.run(*LIST, *options, env=env).json()
    server.script(Answer(404, json=error_body("No such file")))
    assert (b"\x1b[1;31m" in oai.run(*LIST, *options, env=env).stderr) == colour


@pytest.mark.parametrize("format", ["auto", "table", "json", "jsonl", "csv", "text"])
@pytest.mark.parametrize("line", [LIST, GET, ASK], ids=["list", "get", "ask"])
def test_a_pipe_gets_no_decoration(
    line: list[str], format: str, oai: CommandLine, server: FaultServer
) -> None:
    long = "word " * 100
    document = {**response(f"# {long}\n\n* {long}"), **listing([{**file_object(1), "x": long}])}
    serve(server, document)
    text = oai.run(*line, "--format", format, env={"TERM": "xterm", "COLUMNS": "40"}).text
    assert not [mark for mark in ("\x1b", *BOXES) if mark in text]


def test_a_narrow_terminal_cuts_nothing(oai: CommandLine, server: FaultServer) -> None:
    name = "a-rather-long-file-name-for-so-narrow-a-terminal.jsonl"
    serve(server, listing([{**file_object(1), "filename": name}]))
    _, text = shown(oai, *LIST, "--fields", "id,filename", size=Size(40, 60))
    assert max(map(len, text.splitlines())) <= 40
    cells = [line.split()[-1] for line in text.splitlines() if line.split()]
    assert "".join(cells[-len(name) :]).endswith(name)
    serve(server, {**file_object(1), "filename": name})
    _, text = shown(oai, *GET, size=Size(40, 60))
    assert max(map(len, text.splitlines())) <= 40
    assert name in text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("line", "format"),
    [
        *((LIST, format) for format in ("table", "json", "jsonl", "csv", "text", "raw")),
        *((GET, format) for format in ("table", "json", "csv")),
        *(([*ASK, "--no-stream"], format) for format in ("table", "text", "json")),
    ],
)
def test_control_characters_never_reach_a_terminal(
    line: list[str], format: str, oai: CommandLine, server: FaultServer
) -> None:
    evil = {**file_object(1), "id": f"i{EVIL}", "filename": EVIL, EVIL: EVIL, "n": {EVIL: [EVIL]}}
    document = {**response(f"say {EVIL}&#x202e;&#13; and `{EVIL}`"), **evil}
    if line == LIST:
        document = listing([evil])
    body = json.dumps(document, ensure_ascii=False).encode()
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    _, text = shown(oai, *line, "--format", format)
    assert not [mark for mark in HARMFUL if mark in text]
    assert "red" in text
    # The carriage return too; those that are left are the terminal's own line ends.
    assert "\\x0d" in text or "\\r" in text


def test_control_characters_are_kept_on_a_pipe(oai: CommandLine, server: FaultServer) -> None:
    serve(server, {"id": EVIL})
    assert oai.run(*GET).json() == {"id": EVIL}
    assert b"\\u001b[2Jred\\u0007" in oai.run(*GET).stdout
    serve(server, response(EVIL))
    assert oai.run(*ASK, "-t").text == EVIL


def test_control_characters_in_errors_and_notices(oai: CommandLine, server: FaultServer) -> None:
    body = error_body(EVIL, code=EVIL, type=EVIL, param=EVIL)
    headers = {"x-request-id": "req\x9b31m", "x-odd": "a\x9bb", "retry-after-ms": "1"}
    server.script(Answer(503, json=body, headers=headers))
    for mode in ("text", "json"):
        terminal = oai.terminal(*GET, "--debug", "--errors", mode, "--max-retries", "1")
        assert terminal.wait() == 6
        assert not [mark for mark in HARMFUL if mark in terminal.text]
        assert "Trying again" in " ".join(terminal.text.split())


def test_a_slow_answer_shows_a_sign_of_life(oai: CommandLine) -> None:
    document = {**response("Hello"), **listing([file_object(1)])}

    def check(line: list[str]) -> None:
        seen = Event()
        with FaultServer() as own:
            own.script(Answer(json=document, delay=seen))
            terminal = oai.terminal(*line, env=own.env)
            terminal.output.wait_for("━" if line == DOWNLOAD else "Waiting for 127.0.0.1")
            seen.set()
            assert terminal.wait() == 0
        assert not [text for text in terminal.screen() if "Waiting" in text or "━" in text]
        assert terminal.output.data.rfind(b"\x1b[?25h") > terminal.output.data.rfind(b"\x1b[?25l")

    in_parallel(check, [LIST, GET, [*ASK, "--no-stream"], ASK, DOWNLOAD], at_once=3)


def test_a_sign_of_life_is_on_standard_error_only(oai: CommandLine, server: FaultServer) -> None:
    seen = Event()
    server.script(Answer(json=BATCH, delay=seen))
    terminal = oai.terminal("batches", "get", "batch_1", pipes={"stdout"})
    terminal.output.wait_for("Waiting")
    seen.set()
    assert terminal.wait() == 0
    assert json.loads(terminal.stdout.finish()) == BATCH
    assert "Waiting" in terminal.text


def test_a_pipe_shows_no_sign_of_life(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(json=BATCH, delay=0.5))
    assert oai.run("batches", "get", "batch_1").stderr == b""


def test_a_transfer_shows_its_progress(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(b"x" * 100_000)
    seen = Event()
    server.script(Answer(json={**file_object(1), "bytes": 100_000}, delay=seen))
    terminal = oai.terminal("files", "upload", path, "--purpose", "batch")
    terminal.output.wait_for("100.0")
    seen.set()
    assert terminal.wait() == 0
    assert not [line for line in terminal.screen() if "━" in line or "data.bin" in line]
