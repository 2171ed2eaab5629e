"""A waiting ends by its time or by Ctrl-C; what is waited for goes on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product

import pytest

from tests.support.answers import Answer, Playable, Reset, Silence
from tests.support.fault_server import FaultServer, refused_url
from tests.support.moments import eventually
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .conftest import Run, Serve, life_of, run_alone
from .kinds import BATCH, KINDS, PENDING, Kind

OFTEN = ("--poll-interval", "0.1")
# One with a short path, one within another, one that is created where it is not asked for.
SOME = ("batch", "file of a vector store", "run")
TAKE_UP = "Take it up again with: oai batches wait batch_1"


def only_created(requests: Sequence[Request], kind: Kind) -> None:
    """Assert that nothing was asked for but the creation and how it goes."""
    at = {(request.method, request.path) for request in requests[1:]}
    assert at <= {("GET", kind.at)}


def test_the_time_is_over(oai: CommandLine) -> None:
    def check(name: str) -> None:
        kind = KINDS[name]
        begin = (*kind.creations[-1], "--wait") if kind.creations else kind.wait
        words = (*begin, "--wait-timeout", "0.3", "--poll-interval", "1h")
        result, requests = run_alone(oai, life_of(kind, PENDING), words)
        assert (result.code, result.text) == (124, "")
        last = result.err.splitlines()[-1]
        assert last.startswith(f"oai: After 0.3 s still waiting for {kind.id} (in_progress).")
        assert last.endswith(f"Take it up again with: oai {' '.join(kind.wait)}")
        only_created(requests, kind)

    in_parallel(check, KINDS)


def test_no_time_at_all_is_one_look_at_each(run: Run, fault_server: FaultServer) -> None:
    late = {"b_2": PENDING}

    def answer(request: Request) -> Answer:
        name = request.path.rpartition("/")[2]
        return Answer(json={"id": name, "status": late.get(name, "completed")})

    fault_server.handle(answer)
    result = run("batches", "wait", "b_1", "b_2", "b_3", "--wait-timeout", "0")
    assert (result.code, result.stdout, len(fault_server.requests)) == (124, b"", 3)
    assert "still waiting for b_2 (in_progress)" in result.err
    late.clear()
    assert run("batches", "wait", "b_1", "b_2", "--wait-timeout", "0").code == 0


@pytest.mark.parametrize("status", ["completed", "failed"])
def test_the_hint_is_a_command_that_takes_it_up(
    status: str, run: Run, serve: Serve, oai: CommandLine
) -> None:
    serve(BATCH, PENDING)
    error = run(*BATCH.wait, "--wait-timeout", "0.2", "--errors", "json").err.splitlines()[-1]
    told = json.loads(error)["error"]
    assert (told["kind"], told["exit_code"]) == ("wait_timeout", 124)
    serve(BATCH, status)
    result = oai.shell(told["hint"].partition(": ")[2])
    assert result.json()["status"] == status


def test_the_hint_names_the_same_server(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=BATCH.state(PENDING)))
    env = {"OPENAI_API_KEY": fault_server.key}
    options = ("--base-url", fault_server.base_url, "--wait-timeout", "0.1")
    result = oai.run(*BATCH.wait, *options, env=env)
    assert f"{TAKE_UP} --base-url {fault_server.base_url}" in result.err


def test_a_bad_network_does_not_make_it_longer(oai: CommandLine) -> None:
    def check(case: tuple[tuple[str, ...], Playable]) -> None:
        words, failure = case
        # Nothing but the end of the time to wait can end it so soon.
        limits = ("--wait-timeout", "0.7", "--timeout", "3600", "--max-retries", "100000")
        result, _ = run_alone(oai, life_of(BATCH, failure), (*words, *limits, *OFTEN))
        assert result.code == 124
        assert f"({'not seen yet' if words == BATCH.wait else PENDING})" in result.err
        assert TAKE_UP in result.err

    created = (*BATCH.creations[0], "--wait")
    in_parallel(check, product((BATCH.wait, created), (Silence(), Reset())))


def test_several_that_are_late_are_named(run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(
        lambda request: Answer(
            json={
                "id": request.path[-3:],
                "status": "completed" if request.path.endswith("b_2") else PENDING,
            }
        )
    )
    result = run("batches", "wait", "b_1", "b_2", "b_3", "--wait-timeout", "0")
    assert (result.code, result.text) == (124, "")
    assert "b_1 (in_progress), b_3 (in_progress)" in result.err
    assert "oai batches wait b_1 b_3" in result.err


WRONG = [
    ("--wait-timeout", "soon"),
    ("--wait-timeout", "-1"),
    ("--poll-interval", "often"),
    ("--poll-interval", "0"),
    ("--poll-interval", "0.01"),
]


def test_what_is_no_length_of_time_is_refused_before_anything_is_sent(
    run: Run, fault_server: FaultServer
) -> None:
    def check(each: tuple[tuple[str, ...], tuple[str, str]]) -> None:
        words, option = each
        result = run(*words, *option)
        assert (result.code, result.text, fault_server.requests) == (2, "", [])
        assert option[0] in result.err

    in_parallel(check, product((BATCH.wait, BATCH.creations[0]), WRONG))


# Ctrl-C


@pytest.mark.parametrize("name", SOME)
def test_ctrl_c_ends_the_waiting_and_nothing_else(
    name: str, oai: CommandLine, run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    kind = KINDS[name]
    serve(kind, PENDING)
    process = oai.start(*kind.creations[-1], "--wait", "--poll-interval", "1h")
    process.stderr.wait_for("in_progress")
    process.interrupt()
    result = process.finish()
    assert (result.code, result.text) == (130, "")
    last = result.err.splitlines()[-1]
    assert last.startswith(f"oai: Interrupted; {kind.id} goes on.")
    assert last.endswith(f"oai {' '.join(kind.wait)}")
    only_created(fault_server.requests, kind)


@pytest.mark.parametrize("name", ["silence", "failures", "a long wait"])
def test_ctrl_c_whatever_it_waits_for(
    name: str, oai: CommandLine, run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    patient = Answer(json=BATCH.state(PENDING), headers={"retry-after": "3600"})
    answers = {"silence": Silence(), "failures": Answer(500), "a long wait": patient}
    serve(BATCH, "validating", answers[name])
    process = oai.start(*BATCH.wait, *OFTEN, "--max-wait", "3600")
    process.stderr.wait_for("Asking again" if name == "failures" else "batch_1: ")
    # The second question is at the server; the answer to the long wait, on its way back.
    eventually(lambda: len(fault_server.requests) > 1)
    if name == "a long wait":
        process.stderr.wait_for("batch_1: in_progress")
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    assert TAKE_UP in result.err


def test_the_server_may_be_gone_for_good(oai: CommandLine) -> None:
    """A first question that nobody answers is no waiting: it fails as any other does."""
    env = {"OPENAI_BASE_URL": refused_url()}
    assert oai.run(*BATCH.wait, "--max-retries", "0", env=env).code == 6
