"""What people see of lists and of single objects: whole ids, formatted values, no JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import file_object, listing
from tests.support.terminal import Size

BATCH_ID = "batch_67f7bfc50b288190893f242d9fa47c52"
BATCH = {
    "id": BATCH_ID,
    "object": "batch",
    "status": "completed",
    "endpoint": "/v1/responses",
    "request_counts": {"total": 12345, "completed": 12344},
    "created_at": 1700000000,
}
JOB = {
    "id": "ftjob-1",
    "hyperparameters": {"batch_size": 1, "n_epochs": 3},
    "method": {
        "type": "supervised",
        "supervised": {"hyperparameters": {"learning_rate_multiplier": 1.8, "n_epochs": 3}},
    },
    "integrations": [{"type": "wandb", "wandb": {"project": "search", "tags": ["a", "b"]}}],
    "metadata": {"team": "search"},
    "result_files": [],
    "error": {"code": None, "param": None},
}
JOB_SHOWN = """\
id                           ftjob-1
hyperparameters
  batch_size                 1
  n_epochs                   3
method
  type                       supervised
  supervised.hyperparameters
    learning_rate_multiplier 1.8
    n_epochs                 3
integrations[0]
  type                       wandb
  wandb
    project                  search
    tags                     a, b
metadata.team                search"""


def screen(
    oai: CommandLine, server: FaultServer, document: Any, *line: str, columns: int = 80
) -> list[str]:
    """Return the lines of a terminal on which a command has shown this answer."""
    server.script(Answer(json=document))
    terminal = oai.terminal(*line, size=Size(columns, 60))
    assert terminal.wait() == 0
    return [text for text in terminal.screen() if text]


def words(line: str) -> list[str]:
    return line.split()


def test_an_id_is_whole_at_80_columns_and_what_there_is_no_room_for_is_left_out(oai, server):
    heading, _, row = screen(oai, server, listing([BATCH]), "batches", "list")
    assert words(heading) == ["Id", "Status", "Completed", "Total", "Created"]
    assert words(row) == [BATCH_ID, "completed", "12,344", "12,345", "2023-11-14"]


def test_a_wide_terminal_has_room_for_every_column(oai, server):
    heading, _, row = screen(oai, server, listing([BATCH]), "batches", "list", columns=120)
    assert words(heading) == ["Id", "Status", "Endpoint", "Completed", "Total", "Created"]
    assert "/v1/responses" in row


def test_columns_that_were_asked_for_are_all_there(oai, server):
    line = ["batches", "list", "--fields", "id,status,endpoint,created_at,request_counts.total"]
    shown = "".join(screen(oai, server, listing([BATCH]), *line, columns=50))
    assert all(name in shown for name in ("Id", "Status", "Endpoi", "Create", "Total"))


def test_a_pipe_has_every_column(oai, server):
    server.script(Answer(json=listing([BATCH])))
    heading, row = oai("batches", "list", "--format", "table", env={"COLUMNS": "80"}).lines
    assert "Endpoint" in heading
    assert "/v1/responses" in row


def test_long_names_give_way_to_the_id(oai, server):
    file = {**file_object(1), "id": f"file-{'x' * 24}", "filename": f"{'n' * 40}.jsonl"}
    rows = screen(oai, server, listing([file]), "files", "list")
    assert file["id"] in rows[2]
    assert len(rows) > 3


def test_an_object_is_shown_as_an_outline(oai, server):
    shown = screen(oai, server, JOB, "fine-tuning", "jobs", "get", "ftjob-1")
    assert [words(line) for line in shown] == [words(line) for line in JOB_SHOWN.splitlines()]
    depths = [len(line) - len(line.lstrip()) for line in JOB_SHOWN.splitlines()]
    assert [len(line) - len(line.lstrip()) for line in shown] == depths


def test_an_object_in_a_pipe_has_a_line_for_each_value(oai, server):
    server.script(Answer(json=JOB))
    shown = oai("fine-tuning", "jobs", "get", "ftjob-1", "--format", "table").lines
    name = "method.supervised.hyperparameters.learning_rate_multiplier"
    assert [name, "1.8"] in [words(line) for line in shown]
    assert ["hyperparameters.batch_size", "1"] in [words(line) for line in shown]


def test_amounts_are_in_whole_money(oai, server):
    limit = {"object": "project.spend_limit", "threshold_amount": 150000, "currency": "USD"}
    shown = screen(oai, server, limit, "org", "spend-limit", "get")
    assert ["threshold_amount", "1,500.00"] in [words(line) for line in shown]


def test_metadata_and_messages_are_no_json_in_a_table(oai, server):
    stored = {"id": "chatcmpl-1", "model": "gpt-5", "metadata": {"team": "search", "run": "7"}}
    assert "team=search, run=7" in screen(oai, server, listing([stored]), "chat", "list")[2]
    item = {"id": "msg_1", "type": "message", "role": "user"}
    item["content"] = [{"type": "input_text", "text": "First line.\nSecond line."}]
    rows = screen(oai, server, listing([item]), "responses", "input-items", "resp_1")
    assert words(rows[2]) == ["msg_1", "message", "user", "First", "line."]
    assert words(rows[3]) == ["Second", "line."]


@pytest.mark.parametrize("within", ["session", "api_key", None])
def test_the_audit_log_says_who_it_was(within, oai, server):
    user = {"user": {"id": "user_1", "email": "ada@example.com"}}
    actor = {"type": within or "user", **({within: user} if within else user)}
    event = {"id": "audit_1", "type": "project.created", "effective_at": 1, "actor": actor}
    heading, _, row = screen(oai, server, listing([event]), "org", "audit-logs", columns=120)
    assert "Email" in heading
    assert "ada@example.com" in row


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("A" * 900, f"{'A' * 24}… (900 characters)"),
        (f"data:image/png;base64,{'A' * 900}", "data:image/png;base64,AA… (922 characters)"),
        ("sk-proj-" + "A" * 150, None),
        ("https://example.com/?sig=" + "A" * 600, None),
    ],
    ids=["encoded", "data", "key", "url"],
)
def test_encoded_data_is_shown_by_its_beginning(value, shown, oai, server):
    lines = screen(oai, server, {"id": "x", "value": value}, "files", "get", "file-1")
    assert "".join((shown or value).split()) in "".join("".join(lines).split())


def test_the_line_ends_of_the_wire_are_line_ends(oai, server):
    server.script(
        Answer(body=b"v=0\r\ns=-\r\n", headers={"content-type": "application/sdp"}, status=201)
    )
    terminal = oai.terminal("realtime", "calls", "create", "--sdp", "v=0")
    assert terminal.wait() == 0
    assert terminal.text.splitlines()[-2:] == ["v=0", "s=-"]


@pytest.mark.parametrize("number", ["1e400", "1" + "0" * 400])
def test_a_number_beyond_all_measure_is_shown_as_it_is(number, oai, server):
    fields = "".join(f', "{name}": {number}' for name in ("bytes", "created_at", "n"))
    body = f'{{"data": [{{"id": "file-1"{fields}}}], "has_more": false}}'.encode()
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    terminal = oai.terminal("files", "list", "--fields", "id,bytes,created_at,n")
    assert terminal.wait() == 0
    assert number[:5] in terminal.text


@pytest.mark.parametrize("depth", [30, 800])
def test_what_is_nested_too_deep_ends_as_json(depth, oai, server):
    body = b'{"level": ' * depth + b'"bottom"' + b"}" * depth
    server.script(Answer(body=body, headers={"content-type": "application/json"}))
    terminal = oai.terminal("files", "get", "file-1")
    assert terminal.wait() == 0
    assert "bottom" in terminal.text.replace("\n", "").replace(" ", "")
