"""An answer that ended incomplete is an answer; why it did is said wherever it is waited for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer

from .conftest import Run, life_of
from .kinds import KINDS, Kind

REASONS: dict[str, Any] = {
    "max_output_tokens": {"reason": "max_output_tokens"},
    "no reason given": None,
}
POLL = ("--poll-interval", "0.1")


def incomplete(kind: Kind, reason: str) -> Answer:
    return Answer(json=kind.state("incomplete", incomplete_details=REASONS[reason]))


@pytest.mark.parametrize("format", ["json", "jsonl", "raw", "table", "text"])
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("name", ["response", "run"])
def test_the_reason_is_said_once(
    name: str, reason: str, format: str, run: Run, fault_server: FaultServer
) -> None:
    kind = KINDS[name]
    fault_server.handle(life_of(kind, incomplete(kind, reason)))
    result = run(*kind.wait, *POLL, "--format", format)
    assert result.code == 0
    lines = [line for line in result.err.splitlines() if "complete" in line]
    told = [line for line in lines if line != f"{kind.id}: incomplete"]
    assert len(told) == 1
    limit = name == "response" and format in ("table", "text") and REASONS[reason]
    assert ("token limit" if limit else reason) in told[0]


@pytest.mark.parametrize("name", ["response", "run"])
def test_of_what_is_created_and_waited_for(name: str, run: Run, fault_server: FaultServer) -> None:
    kind = KINDS[name]
    fault_server.handle(life_of(kind, incomplete(kind, "max_output_tokens")))
    result = run(*kind.creations[0], "--wait", *POLL)
    assert result.code == 0
    assert f"{kind.id} is incomplete: max_output_tokens." in result.err


def test_of_several(run: Run, fault_server: FaultServer) -> None:
    kind = KINDS["response"]
    fault_server.handle(
        lambda request: Answer(
            json={
                **kind.state("incomplete", incomplete_details={"reason": "content_filter"}),
                "id": request.path.rpartition("/")[2],
            }
        )
    )
    result = run(*kind.wait, "resp_2", "-t")
    assert result.code == 0
    for identifier in ("resp_1", "resp_2"):
        assert f"{identifier} is incomplete: content_filter." in result.err
