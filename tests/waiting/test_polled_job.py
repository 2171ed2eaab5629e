"""When a thing is asked for again, by a clock that stands still."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from oai.cli.declare.job_kind import JobKind, PollingInterval
from oai.cli.http.client import Answer
from oai.cli.http.request import Request
from oai.cli.waiting.polled_job import PolledJob
from oai.cli.waiting.wait_limits import WaitLimits

NOW = 1000.0
LONGEST = 60.0
LIFE = JobKind(
    "thing", ("things", "get"), frozenset({"done"}), frozenset(), pace=PollingInterval(1.0, 3.0)
)


def job() -> PolledJob:
    return PolledJob(("t_1",), LIFE, Request("GET", "/things/t_1"), clock=lambda: NOW)


def heard(given: PolledJob, headers: Mapping[str, str], interval: float | None = None) -> float:
    """Return how long it is left alone after an answer."""
    answer = Answer(200, headers, json.dumps({"status": "going on"}).encode())
    given.on_response(answer, WaitLimits(interval=interval), LONGEST)
    return given.next_at - NOW


def test_the_first_question_is_due_at_once() -> None:
    assert job().next_at == NOW


def test_it_is_asked_ever_more_seldom() -> None:
    asked = job()
    assert [heard(asked, {}) for _ in range(5)] == [1.0, 1.5, 2.25, 3.0, 3.0]


@pytest.mark.parametrize(
    ("headers", "interval", "seconds"),
    [
        ({}, 0.1, 0.1),
        ({}, 7.0, 7.0),
        ({"openai-poll-after-ms": "700"}, None, 0.7),
        ({"openai-poll-after-ms": "700"}, 0.1, 0.7),
        ({"openai-poll-after-ms": "700"}, 5.0, 5.0),
        ({"openai-poll-after-ms": "0"}, None, 0.1),
        ({"openai-poll-after-ms": "soon"}, None, 1.0),
        ({"retry-after": "2"}, None, 2.0),
        ({"retry-after": "0"}, None, 0.1),
        ({"retry-after": "3600"}, None, LONGEST),
        ({"retry-after-ms": "300"}, None, 0.3),
    ],
)
def test_the_server_says_when(
    headers: dict[str, str], interval: float | None, seconds: float
) -> None:
    assert heard(job(), headers, interval) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("asked", "seconds"), [(0.0, 0.1), (2.0, 2.0), (3600.0, LONGEST), (None, 1.0)]
)
def test_after_a_failure(asked: float | None, seconds: float) -> None:
    given = job()
    assert given.on_failure(asked, LONGEST) == seconds
    assert given.next_at == NOW + seconds


def test_after_many_failures_it_is_asked_ever_more_seldom_too() -> None:
    given = job()
    waits = [given.on_failure(None, LONGEST) for _ in range(8)]
    assert waits[:2] == [1.0, 1.5]
    # The backoff takes over, which has its ceiling and its jitter.
    assert 6.0 <= waits[-1] <= 8.0
