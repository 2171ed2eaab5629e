"""`oai evals`: evals, their runs, and the items of a run over the wire."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

SOURCE = {"type": "jsonl", "source": {"type": "file_id", "id": "file-1"}}
CALLS = [
    Call(
        """evals create --name tone --testing-criteria '[{"type":"string_check"}]'"""
        """ --data-source-config type=custom --data-source-config 'item_schema={"type":"object"}'"""
        " --data-source-config include_sample_schema=true",
        "POST",
        "/v1/evals",
        {
            "data_source_config": {
                "type": "custom",
                "item_schema": {"type": "object"},
                "include_sample_schema": True,
            },
            "testing_criteria": [{"type": "string_check"}],
            "name": "tone",
        },
    ),
    Call(
        "evals list --order-by updated_at --order desc",
        "GET",
        "/v1/evals",
        query={"order_by": ["updated_at"], "order": ["desc"]},
    ),
    Call("evals get e_1", "GET", "/v1/evals/e_1"),
    Call("evals update e_1 --name 'B 2'", "POST", "/v1/evals/e_1", {"name": "B 2"}),
    Call("evals delete e_1 --yes", "DELETE", "/v1/evals/e_1"),
    Call(
        "evals runs create e_1 --data-source type=jsonl --data-source source.type=file_id"
        " --data-source source.id=file-1",
        "POST",
        "/v1/evals/e_1/runs",
        {"data_source": SOURCE},
    ),
    Call(
        "evals runs list e_1 --status failed",
        "GET",
        "/v1/evals/e_1/runs",
        query={"status": ["failed"]},
    ),
    Call("evals runs cancel e_1 r_1 --yes", "POST", "/v1/evals/e_1/runs/r_1/cancel"),
    Call("evals runs delete e_1 r_1 --yes", "DELETE", "/v1/evals/e_1/runs/r_1"),
    Call(
        "evals runs output-items list e_1 r_1 --status fail",
        "GET",
        "/v1/evals/e_1/runs/r_1/output_items",
        query={"status": ["fail"]},
    ),
    Call(
        "evals runs output-items get e_1 r_1 i_1",
        "GET",
        "/v1/evals/e_1/runs/r_1/output_items/i_1",
    ),
]


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_request(oai: CommandLine, fault_server: FaultServer, call: Call) -> None:
    check(call, oai, fault_server)


def test_grades_for_people(oai: CommandLine, fault_server: FaultServer) -> None:
    results = [{"name": "same", "score": 0.25, "passed": False}]
    item = {"id": "i_1", "status": "fail", "datasource_item_id": 3, "results": results}
    fault_server.script(Answer(json={"object": "list", "data": [item], "has_more": False}))
    command = ("evals", "runs", "output-items", "list", "e_1", "r_1", "--format", "table")
    head, row = oai(*command, env=fault_server.env).lines
    assert head.split("  ")[-1] == "Score"
    assert "Results name" in head
    assert row.split() == ["i_1", "fail", "3", "same", "0.25"]


@pytest.mark.parametrize(
    "command", [["evals", "runs", "cancel", "e_1", "r_1"], ["evals", "delete", "e_1"]]
)
def test_nothing_ends_without_a_yes(
    oai: CommandLine, fault_server: FaultServer, command: list[str]
) -> None:
    result = oai(*command, env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])
    assert "--yes" in result.err


def test_what_an_eval_needs(oai: CommandLine, fault_server: FaultServer) -> None:
    result = oai("evals", "create", "--name", "n", env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])
    assert "--data-source-config and --testing-criteria" in result.err
