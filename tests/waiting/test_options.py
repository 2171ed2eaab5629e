"""The options of waiting stand where they belong, and get along with all the others."""

from __future__ import annotations

import json
import subprocess
from collections import Counter

import pytest

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.moments import PATIENCE
from tests.support.runner import CommandLine
from tests.support.samples import answer_events

from .conftest import Run, Serve, polls
from .kinds import BATCH, KINDS, PENDING

OFTEN = ("--poll-interval", "0.1")
RESPONSE = KINDS["response"]
RUN = KINDS["run"]


def test_the_map_names_what_waits(oai: CommandLine) -> None:
    rows = {row["command"]: row for row in oai("commands", "--format", "json").json()["data"]}
    waited = Counter(row["waited_for_by"] for row in rows.values())
    del waited[None]
    commands = {" ".join(kind.wait[: kind.wait.index("wait") + 1]): kind for kind in KINDS.values()}
    assert waited == {name: len(kind.creations) + 1 for name, kind in commands.items()}
    for name in commands:
        assert rows[name.replace("wait", "get")]["waited_for_by"] == name
    assert not set(rows) & set(commands)


def test_help_says_how_to_wait(oai: CommandLine) -> None:
    assert "wait " in oai("threads", "runs", "--help").text
    page = oai("threads", "runs", "wait", "--help").text
    assert "Usage: oai threads runs wait THREAD_ID RUN_ID… [OPTIONS]" in page
    assert "oai threads runs wait thread_abc123 run_abc123" in page
    for words in (("wait",), ("create",)):
        assert "--wait-timeout DURATION" in oai("batches", *words, "--help").text


def test_a_dry_run_shows_the_questions_and_asks_none(run: Run, fault_server: FaultServer) -> None:
    shown = run("batches", "wait", "b_1", "b_2", "--dry-run").json()
    assert [item["url"].rpartition("/")[2] for item in shown] == ["b_1", "b_2"]
    shown = run(*BATCH.creations[0], "--wait", "--wait-timeout", "5m", "--dry-run").json()
    assert (shown["method"], "wait" in json.dumps(shown["body"])) == ("POST", False)
    assert fault_server.requests == []


def test_the_printed_curl_asks_the_same(
    run: Run, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(json=RUN.state("completed")))
    line = run(*RUN.wait, "--print", "curl").text
    subprocess.run(
        ["sh", "-c", line], check=True, capture_output=True, env=oai.env, timeout=PATIENCE
    )
    assert run(*RUN.wait).code == 0
    printed, ours = fault_server.requests
    assert (printed.method, printed.target) == (ours.method, ours.target)
    assert printed.headers["openai-beta"] == ours.headers["openai-beta"]


def test_a_field_that_has_no_option_is_asked_for_too(
    run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    serve(RESPONSE, "completed")
    assert run(*RESPONSE.wait, "--set", "include==reasoning").code == 0
    assert fault_server.requests[0].query == {"include": ["reasoning"]}


@pytest.mark.parametrize("options", [("--wait-timeout", "9"), OFTEN], ids=" ".join)
def test_an_option_of_waiting_asks_for_it(
    options: tuple[str, ...], run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    serve(RESPONSE, "completed")
    assert run(*RESPONSE.creations[0], *options).json()["status"] == "completed"
    assert len(polls(fault_server)) == 1


def test_what_has_ended_at_once_is_not_asked_for(
    run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    serve(RESPONSE, PENDING, created="completed")
    result = run(*RESPONSE.creations[0], "--wait")
    assert (result.code, result.err) == (0, "")
    assert polls(fault_server) == []


@pytest.mark.parametrize("words", [RESPONSE.creations[0], *RUN.creations], ids=" ".join)
def test_a_stream_is_followed_to_its_end_already(
    words: tuple[str, ...], run: Run, fault_server: FaultServer
) -> None:
    result = run(*words, "--wait", "--stream")
    assert (result.code, fault_server.requests) == (2, [])
    assert "Leave out --wait" in result.err


@pytest.mark.parametrize("words", RUN.creations, ids=" ".join)
def test_a_run_that_is_waited_for_is_not_streamed(
    words: tuple[str, ...], run: Run, serve: Serve
) -> None:
    serve(RUN, "completed")
    result = run(*words, "--wait", "-t", *OFTEN)
    assert (result.code, result.text) == (0, "run_1\n")


def test_on_a_terminal_a_response_is_waited_for_too(
    run: Run, serve: Serve, oai: CommandLine, fault_server: FaultServer
) -> None:
    serve(RESPONSE, "completed")
    terminal = oai.terminal(*RESPONSE.creations[0], "--wait", *OFTEN)
    assert terminal.wait() == 0
    assert fault_server.requests[0].json().get("stream") is None


ANSWER = RESPONSE.state(
    "completed",
    output=[
        {
            "type": "message",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "Forty-two.", "annotations": []}],
        }
    ],
)
FORMATS = {
    "json": json.dumps(ANSWER, indent=2) + "\n",
    "jsonl": json.dumps(ANSWER) + "\n",
    "text": "Forty-two.",
    "raw": json.dumps(ANSWER),
    "table": "Forty-two.\n",
}


@pytest.mark.parametrize("format", FORMATS)
def test_the_end_is_written_as_get_writes_it(format: str, run: Run, serve: Serve) -> None:
    serve(RESPONSE, Answer(json=ANSWER))
    result = run(*RESPONSE.creations[0], "--wait", *OFTEN, "--format", format)
    assert (result.code, result.text) == (0, FORMATS[format])


def test_raw_is_one_answer(run: Run, fault_server: FaultServer) -> None:
    result = run("batches", "wait", "b_1", "b_2", "--format", "raw")
    assert (result.code, fault_server.requests) == (2, [])


def test_raw_that_ended_badly_is_a_failure_all_the_same(run: Run, serve: Serve) -> None:
    serve(BATCH, "expired")
    result = run(*BATCH.wait, "--format", "raw")
    assert (result.code, result.json()["status"]) == (7, "expired")


def test_a_file_that_is_in_the_way_is_said_first(
    run: Run, fault_server: FaultServer, oai: CommandLine
) -> None:
    (oai.home / "there.json").write_text("mine")
    for words in (BATCH.wait, (*BATCH.creations[0], "--wait")):
        assert run(*words, "-o", "there.json").code == 2
    assert fault_server.requests == []
    assert (oai.home / "there.json").read_text() == "mine"


def test_what_was_created_is_known_to_completion_though_the_waiting_ends(
    run: Run, serve: Serve, oai: CommandLine
) -> None:
    serve(BATCH, PENDING)
    assert run(*BATCH.creations[0], "--wait-timeout", "0.1").code == 124
    known = (oai.home / "cache" / "ids").rglob("batches")
    assert [path.read_text().split("\t")[0] for path in known] == ["batch_1"]


def test_an_answer_without_an_id_cannot_be_waited_for(run: Run, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={"status": "queued"}))
    result = run(*BATCH.creations[0], "--wait")
    assert result.code == 6
    assert "by which id" in result.err


def test_a_stream_in_the_background_ends_when_it_ends(run: Run, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse(*answer_events("Hi"))))
    result = run(*RESPONSE.creations[0], "--stream", "-t")
    assert (result.code, result.text) == (0, "Hi")
