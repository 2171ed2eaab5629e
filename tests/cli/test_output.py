"""The same answer in every format, on a pipe and into files."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, error_body
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import file_object, listing, response

LIST = ["files", "list"]
GET = ["files", "get", "file-00001"]
ASK = ["responses", "create", "Hi", "--model", "gpt-5.5"]
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


def serve(server: FaultServer, document: Any) -> None:
    server.script(Answer(json=document))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--fields", "id,request_counts.total,nothing"], PICKED),
        (["--format", "jsonl"], json.dumps(BATCH)),
        (["-t"], "batch_1"),
        (["-t", "--fields", "id,request_counts.total,nothing"], "batch_1\t3\t"),
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


@pytest.mark.parametrize("names", ["tags,tags.0", "tags.0,tags", "id,id.x,tags"])
def test_a_field_and_a_part_of_it(names: str, oai: CommandLine, server: FaultServer) -> None:
    serve(server, BATCH)
    assert oai.run("batches", "get", "batch_1", "--fields", names).json()["tags"] == ["a", "b"]


def test_an_empty_list_has_no_columns(oai: CommandLine, server: FaultServer) -> None:
    serve(server, listing([]))
    result = oai.run(*LIST, "--format", "csv")
    assert (result.code, result.stdout) == (0, b"")
    assert oai.run(*LIST, "--format", "csv", "--fields", "id,bytes").text == "id,bytes\n"


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


@pytest.mark.parametrize("format", ["table", "text", "csv", "jsonl", "raw"])
def test_answers_that_are_no_objects_in_other_formats(
    format: str, oai: CommandLine, server: FaultServer
) -> None:
    for answer in ([], [1.5, None], None):
        serve(server, answer)
        result = oai.run(*GET, "--format", format)
        told = answer is None and format != "raw"
        assert (result.code, "nothing to add" in result.err) == (0, told)


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
    folder = tmp_path / "new" / "folder"
    line = ["batches", "get", "batch_1", "-o", f"{folder}/", *options]
    assert [oai.run(*line).code, oai.run(*line).code] == [0, 0]
    second = Path(name).with_stem("batches-get-1").name
    assert {path.name for path in folder.iterdir()} == {name, second}


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


def test_what_replaces_a_file_is_as_private_and_keeps_a_link(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    serve(server, BATCH)
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.touch(mode=0o600)
    link.symlink_to(real)
    result = oai.run("batches", "get", "batch_1", "-o", link, "--force")
    assert (result.code, link.is_symlink(), link.readlink()) == (0, True, real)
    assert json.loads(real.read_text()) == BATCH
    assert real.stat().st_mode & 0o777 == 0o600


def test_minus_is_standard_output(oai: CommandLine, server: FaultServer) -> None:
    serve(server, BATCH)
    assert oai.run("batches", "get", "batch_1", "-o", "-").json() == BATCH


@pytest.mark.parametrize("line", [GET, ASK, LIST, DOWNLOAD], ids=" ".join)
def test_a_pipe_is_written_to_and_never_replaced(
    line: list[str], oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    serve(server, {**response("Hello"), **listing([BATCH])})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    result = oai.run(*line, "-o", pipe, "--force")
    assert (result.code, result.stdout, result.err) == (0, b"", "")
    assert b"batch_1" in os.read(reader, 100_000)
    os.close(reader)
    assert pipe.is_fifo()
    assert json.loads(oai.run(*line, "-o", pipe, "--dry-run").stdout)


def test_a_device_is_written_to(oai: CommandLine, server: FaultServer) -> None:
    serve(server, listing([BATCH]))
    result = oai.run(*LIST, "-o", "/dev/null")
    assert (result.code, result.stdout, result.err) == (0, b"", "")
    assert oai.run(*LIST, "-o", "/dev/stdout").json() == listing([BATCH])
    assert oai.run(*LIST, "-o", "/dev/full").code == 2


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
    line = ["responses", "create", "Grüße", "--model", "m"]
    assert oai.run(*line, "-o", tmp_path / "é", env=env).code == 0
    assert server.requests[-1].json()["input"] == "Grüße"
    server.script(Answer(400, json=error_body("Schlüssel 日本")))
    assert oai.run(*ASK, env=env).err.startswith("oai: Schl")
