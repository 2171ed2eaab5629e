"""The same answer in every format, on a pipe, on a terminal, and where nothing can be written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, error_body
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import FILE_BYTES, file_object, listing, response
from tests.support.terminal import Size

LIST = ["files", "list"]
GET = ["files", "get", "file-00001"]
ASK = ["responses", "create", "Hi", "--model", "gpt-5"]
DOWNLOAD = ["files", "download", "file-00001"]
BATCH = {
    "id": "batch_1",
    "object": "batch",
    "status": "completed",
    "endpoint": "/v1/responses",
    "request_counts": {"total": 3, "completed": 2},
    "created_at": 1700000000,
    "errors": None,
    "tags": ["a", "b"],
}
PICKED = '{"id": "batch_1", "request_counts": {"total": 3}}'
EVIL = "\x1b[2Jred\x07\x9b31m\u202e\r\x00\x7f\u2066"
HARMFUL = tuple("\x1b\x07\x9b\u202e\x00\x7f\u2066")
BOXES = tuple("─│┌┐└┘━┃╭╮╰╯╸╺…")


@pytest.fixture
def server(fault_server: FaultServer, oai: CommandLine) -> FaultServer:
    oai.env.update(fault_server.env)
    return fault_server


def serve(server: FaultServer, document: Any) -> None:
    server.script(Answer(json=document))


# Formats


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--fields", "id,request_counts.total,nothing"], PICKED),
        (["--format", "jsonl"], json.dumps(BATCH)),
        (["-t"], "batch_1"),
        (["-q"], "batch_1"),
        (["-q", "--format", "json"], "batch_1"),
    ],
)
def test_an_object(
    options: list[str], expected: str, oai: CommandLine, server: FaultServer
) -> None:
    serve(server, BATCH)
    text = oai.run("batches", "get", "batch_1", *options).text
    assert text.endswith("\n")
    if options[0] == "--fields":
        text = json.dumps(json.loads(text)) + "\n"
    assert text == expected + "\n"


def test_an_object_as_csv_and_as_a_table(oai: CommandLine, server: FaultServer) -> None:
    serve(server, BATCH)
    line = ["batches", "get", "batch_1", "--format"]
    (row,) = csv.DictReader(io.StringIO(oai.run(*line, "csv").text))
    assert row["id"] == "batch_1"
    assert row["request_counts.total"] == "3"
    assert (row["errors"], row["tags"], row["created_at"]) == ("", "a, b", "1700000000")
    shown = dict(line.split(maxsplit=1) for line in oai.run(*line, "table").lines)
    assert shown["request_counts.completed"] == "2"
    assert shown["created_at"] == "2023-11-14 22:13"
    assert "errors" not in shown


def test_a_list(oai: CommandLine, server: FaultServer) -> None:
    files = [file_object(1), {**file_object(2), "filename": 'a "b", c\nd', "extra": {"x": 1}}]
    serve(server, listing(files))

    def run(*options: str) -> str:
        return oai.run(*LIST, *options).text

    assert json.loads(run()) == json.loads(run("--format", "json")) == listing(files)
    assert [json.loads(line) for line in run("--format", "jsonl").splitlines()] == files
    assert run("-t") == run("-q") == "file-00001\nfile-00002\n"
    assert run("-t", "--fields", "id,bytes") == "file-00001\t1234\nfile-00002\t1234\n"
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv"))))
    assert [row["extra.x"] for row in rows] == ["", "1"]
    assert rows[1]["filename"] == 'a "b", c\nd'
    table = run("--format", "table").splitlines()
    assert table[0].split() == ["Id", "Filename", "Bytes", "Purpose", "Created"]
    assert len(table) == 3
    assert table[2].startswith('file-00002  a "b", c d    1.2 kB')
    picked = json.loads(run("--fields", "filename,extra.x"))
    assert picked["data"][0] == {"filename": "part 1.jsonl"}
    assert picked["data"][1] == {"filename": 'a "b", c\nd', "extra": {"x": 1}}
    assert picked["first_id"] == "file-00001"


def test_an_answer(oai: CommandLine, server: FaultServer) -> None:
    text = "# Heading\n\n- one\n- *two*"
    serve(server, response(text))
    assert oai.run(*ASK).json() == response(text)
    assert oai.run(*ASK, "-t").text == text
    assert oai.run(*ASK, "--format", "table").text == text + "\n"
    assert oai.run(*ASK, "-q").text == "resp_1\n"


@pytest.mark.parametrize("body", ["null", "[]", '"text"', "7", "1.50"])
def test_answers_that_are_no_objects(body: str, oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    assert oai.run(*GET).text == body + "\n"
    for format in ("table", "text", "csv", "jsonl", "raw"):
        result = oai.run(*GET, "--format", format)
        assert (result.code, result.err) == (0, "")


# Terminals


def shown(oai: CommandLine, *line: str, size: Size | None = None, **env: str) -> tuple[bytes, str]:
    """Return what a command writes to a terminal: its bytes, and its text."""
    terminal = oai.terminal(*line, size=size or Size(100, 40), env=env)
    assert terminal.wait() == 0
    return terminal.output.data, terminal.text


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
    raw, _ = shown(oai, *LIST, *options, **env)
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
    cells = [
        line.split()[-1] for line in text.splitlines() if "Waiting" not in line and line.split()
    ]
    assert "".join(cells[-len(name) :]).endswith(name)
    serve(server, {**file_object(1), "filename": name})
    _, text = shown(oai, *GET, size=Size(40, 60))
    assert max(map(len, text.splitlines())) <= 40
    assert name in text.replace("\n", "").replace(" ", "")


# Control characters


@pytest.mark.parametrize("format", ["auto", "table", "json", "jsonl", "csv", "text", "raw"])
@pytest.mark.parametrize("line", [LIST, GET, [*ASK, "--no-stream"]], ids=["list", "get", "ask"])
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
        assert "Trying again" in terminal.text


# Files


def test_output_to_a_file(oai: CommandLine, server: FaultServer, tmp_path: Path) -> None:
    serve(server, BATCH)
    path = tmp_path / "out é.json"
    result = oai.run("batches", "get", "batch_1", "-o", path)
    assert (result.code, result.stdout, result.err) == (0, b"", f"Written to {path}.\n")
    assert json.loads(path.read_text()) == BATCH
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("options", "name"), [([], "batches-get.json"), (["--format", "csv"], "batches-get.csv")]
)
def test_output_to_a_folder(
    options: list[str], name: str, oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    serve(server, BATCH)
    line = ["batches", "get", "batch_1", "-o", f"{tmp_path}/", *options]
    assert [oai.run(*line).code, oai.run(*line).code] == [0, 0]
    second = Path(name).with_stem("batches-get-1").name
    assert {path.name for path in tmp_path.glob("batches*")} == {name, second}


@pytest.mark.parametrize("line", [GET, ASK, LIST, DOWNLOAD], ids=" ".join)
def test_a_file_in_the_way(
    line: list[str], oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    """Known before anything is sent: an answer that costs money is not thrown away."""
    serve(server, {**response("Hello"), **listing([BATCH])})
    path = tmp_path / "there.txt"
    path.write_text("mine")
    result = oai.run(*line, "-o", path)
    assert (result.code, result.stdout, server.requests) == (2, b"", [])
    assert result.err == f"oai: --output: {path} exists. Replace it with --force.\n"
    assert path.read_text() == "mine"
    assert oai.run(*line, "-o", path, "--force").code == 0
    assert path.read_text() != "mine"


@pytest.mark.parametrize("line", [GET, ASK, LIST, DOWNLOAD], ids=" ".join)
def test_a_folder_that_is_not_there(
    line: list[str], oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    result = oai.run(*line, "-o", tmp_path / "no" / "x.json")
    assert (result.code, result.stdout, server.requests) == (2, b"", [])
    assert f"there is no folder {tmp_path / 'no'}" in result.err


def test_minus_is_standard_output(oai: CommandLine, server: FaultServer) -> None:
    serve(server, BATCH)
    assert oai.run("batches", "get", "batch_1", "-o", "-").json() == BATCH


@pytest.mark.parametrize("line", [GET, LIST, [*ASK, "--stream", "-t"], [*DOWNLOAD, "-o", "-"]])
@pytest.mark.parametrize(("where", "code"), [(">/dev/full", 2), (">&-", 2), ("| true", 0)])
def test_a_standard_output_that_takes_nothing(
    where: str, code: int, line: list[str], oai: CommandLine, server: FaultServer
) -> None:
    body = json.dumps({**response("Hello"), **listing([BATCH] * 500)}).encode()
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    result = oai.shell(f"oai {' '.join(line)} {where}")
    assert result.code == code
    assert result.err.count("\n") == (1 if code else 0)
    assert "fault in oai" not in result.err


# Downloads

NAMES = [
    ("", "file-00001"),
    ("attachment", "file-00001"),
    ('attachment; filename="my file.txt"', "my file.txt"),
    ("attachment; filename=plain.txt", "plain.txt"),
    ('attachment; filename="../../evil.sh"', "evil.sh"),
    ('attachment; filename="C:\\\\dir\\\\x.txt"', "x.txt"),
    ("attachment; filename*=UTF-8''na%C3%AFve%20%F0%9F%98%80.txt", "naïve 😀.txt"),
    ("attachment; filename*=UTF-8''%1b%5b2J%c2%9b%e2%80%ae.txt", "_[2J__.txt"),
    ('attachment; filename=".."', "file-00001"),
    ('attachment; filename="/"', "file-00001"),
    ('attachment; filename=".bashrc"', "bashrc"),
    ('attachment; filename="CON.txt"', "_CON.txt"),
    ('attachment; filename="a:b|c?.txt"', "a_b_c_.txt"),
    ("attachment; filename*=UTF-8''" + "%F0%9F%98%80" * 90, "😀" * 50),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_the_name_of_a_download(
    disposition: str, name: str, oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    headers = {"content-disposition": disposition} if disposition else {}
    server.script(Answer(body=FILE_BYTES, headers=headers))
    here = tmp_path / "here"
    here.mkdir()
    result = oai.run(*DOWNLOAD, cwd=here)
    assert result.json() == {"path": name, "bytes": len(FILE_BYTES)}
    assert (here / name).read_bytes() == FILE_BYTES
    assert oai.run(*DOWNLOAD, "-o", "sub/dir/", cwd=here).code == 0
    assert (here / "sub/dir" / name).read_bytes() == FILE_BYTES
    assert len(list(here.iterdir())) == 2


def test_a_second_download_takes_another_name(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body=b"x", headers={"content-disposition": 'x; filename="a.txt"'}))
    paths = [oai.run(*DOWNLOAD, "-q").text for _ in range(3)]
    assert paths == ["a.txt\n", "a-1.txt\n", "a-2.txt\n"]


@pytest.mark.parametrize("content", [b"\x00\x01", b"PNG\xff\xfe", "né".encode()[:-1]])
def test_binary_data_never_reaches_a_terminal(
    content: bytes, oai: CommandLine, server: FaultServer
) -> None:
    server.script(Answer(body=content))
    terminal = oai.terminal(*DOWNLOAD, "-o", "-")
    assert terminal.wait() == 2
    assert "--output FILE" in " ".join(terminal.text.split())


def test_text_may_be_downloaded_to_a_terminal(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(body="né\x1b[2J\n" * 9000))
    terminal = oai.terminal(*DOWNLOAD, "-o", "-")
    assert terminal.wait() == 0
    assert terminal.text.count("né\\x1b[2J\n") == 9000


# Other languages


@pytest.mark.parametrize(
    "env",
    [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX"}],
    ids=str,
)
def test_text_is_utf_8_everywhere(
    env: dict[str, str], oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    serve(server, response("Zürich 日本 😀"))
    assert oai.run(*ASK, env=env).json() == response("Zürich 日本 😀")
    assert oai.run(*ASK, "-t", env=env).text == "Zürich 日本 😀"
    assert "Zürich 日本" in oai.run(*ASK, "--format", "table", env=env).text
    line = ["responses", "create", "Grüße", "--model", "m", "-o", tmp_path / "é"]
    assert oai.run(*line, env=env).code == 0
    assert server.requests[-1].json()["input"] == "Grüße"
    server.script(Answer(400, json=error_body("Schlüssel 日本")))
    assert oai.run(*ASK, env=env).err.startswith("oai: Schl")


# Signs of life


@pytest.mark.parametrize("line", [LIST, GET, [*ASK, "--no-stream"], ASK, DOWNLOAD], ids=" ".join)
def test_a_slow_answer_shows_a_sign_of_life(
    line: list[str], oai: CommandLine, server: FaultServer
) -> None:
    document = {**response("Hello"), **listing([file_object(1)])}
    server.script(Answer(json=document, delay=1.2))
    terminal = oai.terminal(*line)
    seen = terminal.output.wait_for("Waiting for 127.0.0.1")
    # The program itself starts in about 0.2 s on this kind of machine.
    assert seen - terminal.started < 1.1
    assert terminal.wait() == 0
    screen = "\n".join(terminal.screen())
    assert "Waiting" not in screen
    assert terminal.output.data.rfind(b"\x1b[?25h") > terminal.output.data.rfind(b"\x1b[?25l")


def test_a_sign_of_life_is_on_standard_error_only(oai: CommandLine, server: FaultServer) -> None:
    server.script(Answer(json=BATCH, delay=0.6))
    terminal = oai.terminal("batches", "get", "batch_1", pipes={"stdout"})
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
    server.script(Answer(json=file_object(1), delay=0.8))
    terminal = oai.terminal("files", "upload", path, "--purpose", "batch")
    terminal.output.wait_for("100.0")
    assert terminal.wait() == 0
    assert not [line for line in terminal.screen() if "━" in line or "data.bin" in line]
