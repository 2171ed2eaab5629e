"""Each kind of thing is waited for by the command that creates it, and by one of its own."""

from __future__ import annotations

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine

from .conftest import Run, Serve, life_of, polls, run_alone
from .kinds import KINDS, PENDING, Kind

OFTEN = ("--poll-interval", "0.1")
CREATIONS = [(kind, words) for kind in KINDS.values() for words in kind.creations]
GOOD = [(kind, status) for kind in KINDS.values() for status in kind.good]
BAD = [(kind, status) for kind in KINDS.values() for status in kind.bad]


def test_what_creates_it_waits_for_it(oai: CommandLine) -> None:
    def check(each: tuple[Kind, tuple[str, ...]]) -> None:
        kind, words = each
        life = life_of(kind, PENDING, kind.good[0], created="queued")
        result, requests = run_alone(oai, life, (*words, "--wait", *OFTEN))
        assert (result.code, result.json()) == (0, kind.state(kind.good[0]))
        said = [f"{kind.id}: {status}" for status in ("queued", PENDING, kind.good[0])]
        assert result.err_but_deprecations.splitlines() == said
        created, *asked = requests
        assert [request.method for request in requests] == ["POST", "GET", "GET"]
        beta = created.headers.get("openai-beta")
        assert {request.headers.get("openai-beta") for request in asked} == {beta}
        assert b"wait" not in created.body

    in_parallel(check, CREATIONS)


def test_without_wait_nothing_is_asked(run: Run, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={"id": "thing", "status": "queued"}))
    words = KINDS["batch"].creations[0]
    assert run(*words).code == 0
    assert run(*words, "--no-wait", *OFTEN).code == 0
    assert polls(fault_server) == []


def test_what_ends_well(oai: CommandLine) -> None:
    def check(each: tuple[Kind, str]) -> None:
        kind, status = each
        result, _ = run_alone(oai, life_of(kind, PENDING, status), (*kind.wait, *OFTEN))
        assert (result.code, result.json()) == (0, kind.state(status))

    in_parallel(check, GOOD)


def test_what_ends_badly_is_shown_and_exits_with_7(oai: CommandLine) -> None:
    def check(each: tuple[Kind, str]) -> None:
        kind, status = each
        result, _ = run_alone(oai, life_of(kind, status), kind.wait)
        assert (result.code, result.json()) == (7, kind.state(status))
        assert f"oai: {kind.id} has ended as {status}." in result.err

    in_parallel(check, BAD)


@pytest.mark.parametrize("kind", [KINDS["run"], KINDS["fine-tuning job"]], ids=lambda kind: kind.id)
def test_what_waits_for_somebody_is_no_failure(kind: Kind, run: Run, serve: Serve) -> None:
    serve(kind, PENDING, str(kind.stuck))
    result = run(*kind.wait, *OFTEN)
    assert (result.code, result.json()) == (0, kind.state(str(kind.stuck)))
    group = " ".join(kind.wait).partition(" wait")[0]
    assert f"oai {group} " in result.err.splitlines()[-1]


REASONS = {
    "batch": ({"errors": {"data": [{"message": "No model.", "line": 3}]}}, "line 3: No model."),
    "fine-tuning job": ({"error": {"message": "Too few.", "code": "x"}}, "Too few."),
    "run": ({"last_error": {"message": "Too fast.", "code": "rate_limit_exceeded"}}, "Too fast."),
}


@pytest.mark.parametrize("name", REASONS)
def test_the_reason_is_told(name: str, run: Run, fault_server: FaultServer) -> None:
    kind, (facts, reason) = KINDS[name], REASONS[name]
    fault_server.script(Answer(json=kind.state("failed", **facts)))
    said = run(*kind.wait).err.splitlines()[-1]
    assert said.startswith(f"oai: {kind.id} has ended as failed: {reason}")


COUNTS = {
    "batch": ("request_counts", {"total": 9, "completed": 7, "failed": 2}, "9 of 9, 2 failed"),
    "vector store": ("file_counts", {"total": 3, "completed": 2, "failed": 1}, "3 of 3, 1 failed"),
    "file batch": ("file_counts", {"total": 3, "completed": 2, "failed": 1}, "3 of 3, 1 failed"),
    "run of an eval": (
        "result_counts",
        {"total": 4, "passed": 1, "failed": 2, "errored": 1},
        "4 of 4, 2 failed, 1 errored",
    ),
}


def test_a_part_that_failed_is_a_failure(oai: CommandLine) -> None:
    def check(name: str) -> None:
        kind = KINDS[name]
        field, counts, told = COUNTS[name]
        state = kind.state("completed", **{field: counts})
        result, _ = run_alone(oai, life_of(kind, Answer(json=state)), kind.wait)
        assert (result.code, result.json()) == (7, state)
        assert f"{kind.id}: completed, {told}" in result.err
        assert f"not all of it went well ({told})" in result.err

    in_parallel(check, COUNTS)


def test_an_eval_whose_items_fail_the_test_is_a_run_that_went_well(
    run: Run, fault_server: FaultServer
) -> None:
    kind = KINDS["run of an eval"]
    counts = {"total": 4, "passed": 1, "failed": 3, "errored": 0}
    fault_server.script(Answer(json=kind.state("completed", result_counts=counts)))
    assert run(*kind.wait).code == 0
