"""`@path` where the id of a file belongs: uploaded at the last moment, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

EXAMPLE = {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yo"}]}
TUNE = (
    "fine-tuning",
    "jobs",
    "create",
    "--model",
    "gpt-4o-mini",
    "--training-file",
    "@train.jsonl",
)
# Each place that takes an id of a file, with the purpose that the file gets there.
PLACES = [
    ("batches create --endpoint /v1/responses --input-file-id", "input_file_id", "batch"),
    ("fine-tuning jobs create --model m --training-file", "training_file", "fine-tune"),
    (
        "fine-tuning jobs create --model m --training-file f-1 --validation-file",
        "validation_file",
        "fine-tune",
    ),
    ("vector-stores create --file-ids", "file_ids", "assistants"),
    ("vector-stores files create vs_1 --file-id", "file_id", "assistants"),
    ("vector-stores file-batches create vs_1 --file-ids", "file_ids", "assistants"),
    ("containers create --name n --file-ids", "file_ids", "user_data"),
]


@pytest.fixture(autouse=True)
def train(oai: CommandLine) -> Path:
    path = oai.home / "train.jsonl"
    path.write_text(f"{json.dumps(EXAMPLE)}\n" * 12)
    return path


def answer(request: Request) -> Answer:
    if request.path == "/v1/files":
        size = len(request.parts()[-1].data)
        return Answer(json={"id": "file-new", "object": "file", "bytes": size})
    return Answer(json={"id": "made", "object": "thing"})


@pytest.mark.parametrize("given", ["cat {} | oai {} @-", "oai {1} @<(cat {0})"])
def test_what_is_piped_is_uploaded_whole(
    oai: CommandLine, fault_server: FaultServer, given: str, train: Path
) -> None:
    fault_server.handle(answer)
    command = given.format(train, "batches create --endpoint /v1/responses --input-file-id")
    result = oai.shell(command, env=fault_server.env)
    assert result.code == 0, result.err
    upload, made = fault_server.requests
    assert upload.parts()[-1].data == train.read_bytes()
    assert made.json()["input_file_id"] == "file-new"


@pytest.mark.parametrize(("line", "field", "purpose"), PLACES)
def test_the_new_id_is_sent_in_its_place(
    oai: CommandLine, fault_server: FaultServer, line: str, field: str, purpose: str, train: Path
) -> None:
    fault_server.handle(answer)
    result = oai(*line.split(), "@train.jsonl", env=fault_server.env)
    assert result.code == 0, result.err
    upload, request = fault_server.requests
    parts = {part.name: part.data for part in upload.parts()}
    assert parts == {"purpose": purpose.encode(), "file": train.read_bytes()}
    expected = ["file-new"] if field == "file_ids" else "file-new"
    assert request.json()[field] == expected
    assert "file-new" in result.err


def test_a_tilde_is_the_home(oai: CommandLine, fault_server: FaultServer, train: Path) -> None:
    fault_server.handle(answer)
    assert oai(*TUNE[:-1], "@~/train.jsonl", env=fault_server.env).code == 0
    assert fault_server.requests[0].parts()[-1].data == train.read_bytes()


def test_a_file_named_twice_is_uploaded_once(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(answer)
    words = ("vector-stores", "create", "--file-ids", "@train.jsonl", "--file-ids", "f-1")
    oai(*words, "--file-ids", "@train.jsonl", env=fault_server.env)
    upload, request = fault_server.requests
    assert upload.path == "/v1/files"
    assert request.json()["file_ids"] == ["file-new", "f-1", "file-new"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((*TUNE[:-1], "@gone.jsonl"), "--training-file: cannot read gone.jsonl"),
        ((*TUNE, "--validation-file", "@"), "--validation-file: cannot read"),
        ((*TUNE, "--seed", "-3"), "--seed"),
        ((*TUNE, "--method", "nonsense"), "--method"),
        (("batches", "create", "--input-file-id", "@train.jsonl"), "Missing --endpoint"),
        ((*TUNE, "-o", "train.jsonl"), "train.jsonl exists"),
        ((*TUNE, "--poll-interval", "0.01"), "--poll-interval"),
    ],
)
def test_nothing_is_uploaded_for_input_that_is_wrong(
    oai: CommandLine, fault_server: FaultServer, words: tuple[str, ...], complaint: str
) -> None:
    result = oai(*words, env=fault_server.env)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert complaint in result.err


@pytest.mark.parametrize("shown", [("--dry-run",), ("--print", "curl")])
def test_what_is_only_shown_uploads_nothing(
    oai: CommandLine, fault_server: FaultServer, shown: tuple[str, ...]
) -> None:
    result = oai(*TUNE, *shown, env=fault_server.env)
    assert (result.code, fault_server.requests) == (0, [])
    assert '"@train.jsonl"' in result.text
    assert "would be uploaded first" in result.err


def test_what_is_not_an_option_is_sent_as_it_is(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.handle(answer)
    words = ("fine-tuning", "jobs", "create", "--model", "m", "--body")
    oai(*words, '{"training_file": "@train.jsonl"}', env=fault_server.env)
    (request,) = fault_server.requests
    assert request.json()["training_file"] == "@train.jsonl"


def test_a_request_that_fails_after_the_upload_tells_the_id(
    oai: CommandLine, sandbox: SandboxServer
) -> None:
    sandbox.fault(status=400, path="/v1/fine_tuning/jobs")
    result = oai(*TUNE, "-q", env=sandbox.env)
    assert (result.code, result.stdout) == (1, b"")
    uploaded = oai("files", "list", "--limit", "1", env=sandbox.env).json()["data"][0]["id"]
    assert f"train.jsonl is {uploaded}" in result.err.splitlines()[-1]
    again = oai(*TUNE[:-1], uploaded, env=sandbox.env)
    assert (again.code, again.json()["training_file"]) == (0, uploaded)


def test_an_upload_that_fails_begins_no_job(oai: CommandLine, sandbox: SandboxServer) -> None:
    sandbox.fault(status=400, path="/v1/files")
    result = oai(*TUNE, env=sandbox.env)
    assert (result.code, result.stdout) == (1, b"")
    assert [entry["path"] for entry in sandbox.requests()] == ["/v1/files"]


def test_a_terminal_is_told_the_id(oai: CommandLine, sandbox: SandboxServer) -> None:
    terminal = oai.terminal(*TUNE, env=sandbox.env)
    assert terminal.wait() == 0
    assert "Uploaded train.jsonl as file-" in terminal.text
