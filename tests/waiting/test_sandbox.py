"""Every kind of life against a server that really works on it, and breaks on request."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine
from tests.support.sandbox_server import SandboxServer

OFTEN = ("--poll-interval", "0.1", "--max-wait", "0.1")
LINE = {"method": "POST", "url": "/v1/responses", "body": {"model": "m", "input": "hi"}}
EVAL = {
    "data_source_config": {
        "type": "custom",
        "item_schema": {"type": "object", "properties": {"a": {"type": "string"}}},
    },
    "testing_criteria": [
        {
            "type": "string_check",
            "name": "is x",
            "input": "{{item.a}}",
            "reference": "x",
            "operation": "eq",
        }
    ],
}
ITEMS = {"type": "file_content", "content": [{"item": {"a": "x"}}, {"item": {"a": "y"}}]}
FAULTS: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "retry_after_ms": 50},
    "500": {"status": 500},
    "503 for good": {"status": 503, "should_retry": False},
    "HTML": {"html": True},
    "garbage": {"garbage": True},
    "cut": {"cut": 40},
    "late": {"delay": 0.5},
}


@pytest.fixture
def known(oai: CommandLine, sandbox: SandboxServer) -> CommandLine:
    """Give the command line, with the sandbox as its server."""
    oai.env.update(sandbox.env)
    return oai


def made(oai: CommandLine, *words: str) -> str:
    """Return the id of what a command line creates."""
    result = oai(*words, "-q")
    assert result.code == 0, result.err
    return result.text.strip()


def test_each_kind_comes_to_its_end(known: CommandLine) -> None:
    home = known.home
    (home / "in.jsonl").write_text(
        "".join(json.dumps({"custom_id": f"c{number}", **LINE}) + "\n" for number in range(3))
    )
    (home / "eval.json").write_text(json.dumps(EVAL))
    (home / "source.json").write_text(json.dumps({"type": "jsonl", "source": ITEMS}))
    batch_file = made(known, "files", "upload", "in.jsonl", "--purpose", "batch")
    file = made(known, "files", "upload", "source.json", "--purpose", "assistants")
    store = made(known, "vector-stores", "create")
    eval_id = made(known, "evals", "create", "--body", "@eval.json")
    assistant = made(known, "assistants", "create", "--model", "m")
    background = ("--model", "m", "--background")
    to_store = ("vector-stores", "files", "create", store, "--file-id", file)
    with_source = (eval_id, "--data-source", "@source.json")
    creations = [
        ("batches", "create", "--input-file-id", batch_file, "--endpoint", "/v1/responses"),
        ("responses", "create", "Hello", *background),
        ("vector-stores", "create", "--file-ids", file),
        to_store,
        ("vector-stores", "file-batches", "create", store, "--file-ids", file),
        ("threads", "create-and-run", "Hello", "--assistant-id", assistant),
        ("evals", "runs", "create", *with_source),
        ("videos", "create", "A cat"),
    ]

    def check(words: tuple[str, ...]) -> None:
        result = known(*words, "--wait", *OFTEN)
        assert (result.code, result.json()["status"]) == (0, "completed"), result.err
        *_, last = result.err.splitlines()
        assert last.startswith(f"{result.json()['id']}: completed")

    in_parallel(check, creations)


def test_no_fault_ends_a_waiting(known: CommandLine, sandbox: SandboxServer) -> None:
    slow = ("--header", "X-Sandbox-Fault: token-delay=0.05")
    ask = ("responses", "create", "one two three four five", "--model", "m", "--background")

    def check(name: str) -> None:
        response = made(known, *ask, *slow)
        first = {"method": "GET", "path": f"/v1/responses/{response}"}
        sandbox.fault(**first, times=2, **FAULTS[name])
        result = known("responses", "wait", response, *OFTEN)
        assert (result.code, result.json()["status"]) == (0, "completed"), result.err
        assert result.err.count("Asking again in") == (0 if name == "late" else 2)

    in_parallel(check, FAULTS)


def test_a_response_that_is_cancelled_elsewhere(known: CommandLine) -> None:
    slow = ("--header", "X-Sandbox-Fault: token-delay=3600")
    words = ("responses", "create", "one two three", "--model", "m", "--background", "--wait")
    process = known.start(*words, *slow, *OFTEN)
    process.stderr.wait_for("queued")
    response = process.stderr.data.decode().partition(":")[0]
    assert known("responses", "cancel", response, "--yes").code == 0
    result = process.finish()
    assert (result.code, result.json()["status"]) == (7, "cancelled")
