"""`fine-tuning jobs events --follow`: every event once, the oldest first, until the job ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.answers import Answer, Playable, Reset, error_body
from tests.support.fault_server import FaultServer
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine
from tests.support.samples import listing
from tests.support.sandbox_server import SandboxServer
from tests.support.wire import Request

from .conftest import Run, run_alone

FOLLOW = ("fine-tuning", "jobs", "events", "ftjob-1", "--follow", "--poll-interval", "0.1")


def event(number: int) -> dict[str, Any]:
    return {
        "object": "fine_tuning.job.event",
        "id": f"ftevent-{number}",
        "created_at": 1_700_000_000 + number,
        "level": "warn" if number == 2 else "info",
        "message": f"Step {number}",
    }


class Job:
    """A server of one job: each look at it is the next of its stages, and more has happened."""

    def __init__(
        self, *stages: tuple[str, int], failures: dict[int, Playable] | None = None
    ) -> None:
        self.stages = list(stages)
        self.failures = failures or {}
        self.happened = 0
        self.asked = 0

    def __call__(self, request: Request) -> Playable:
        self.asked += 1
        if self.asked in self.failures:
            return self.failures[self.asked]
        if not request.path.endswith("/events"):
            status, self.happened = self.stages.pop(0) if len(self.stages) > 1 else self.stages[0]
            return Answer(json={"id": "ftjob-1", "status": status})
        newest = [event(number) for number in range(self.happened, 0, -1)]
        after = request.query.get("after", [""])[0]
        start = next((i + 1 for i, item in enumerate(newest) if item["id"] == after), 0)
        size = int(request.query.get("limit", ["20"])[0])
        page = newest[start : start + size]
        return Answer(json=listing(page, has_more=start + size < len(newest)))


STAGES = (("validating_files", 1), ("running", 2), ("running", 2), ("running", 5), ("succeeded", 7))
ALL = [event(number) for number in range(1, 8)]


@pytest.fixture
def follow(run: Run, fault_server: FaultServer) -> Run:
    """Give the command line that follows a job with the usual stages."""
    fault_server.handle(Job(*STAGES))
    return run


def test_each_event_is_a_line_as_it_comes(follow: Run) -> None:
    result = follow(*FOLLOW, "--format", "jsonl")
    assert (result.code, [json.loads(line) for line in result.lines]) == (0, ALL)
    assert result.err.splitlines() == [
        f"ftjob-1: {status}" for status in ("validating_files", "running", "succeeded")
    ]


DOCUMENT = {"object": "list", "data": ALL, "has_more": False}
FORMATS = {
    ("-t",): "".join(f"{item['message']}\n" for item in ALL),
    ("-q",): "".join(f"{item['id']}\n" for item in ALL),
    ("--format", "json"): json.dumps(DOCUMENT, indent=2) + "\n",
    ("--format", "csv", "--fields", "id"): "id\n" + "".join(f"{item['id']}\n" for item in ALL),
}


def test_formats(oai: CommandLine) -> None:
    """The point of an event is its message; what is one document comes in the end."""

    def check(options: tuple[str, ...]) -> None:
        result, _ = run_alone(oai, Job(*STAGES), (*FOLLOW, *options))
        assert (result.code, result.text) == (0, FORMATS[options])

    in_parallel(check, FORMATS)


def test_a_file_gets_its_name_when_the_job_has_ended(follow: Run, oai: CommandLine) -> None:
    assert follow(*FOLLOW, "-t", "-o", "events.txt").code == 0
    assert (oai.home / "events.txt").read_text().splitlines()[-1] == "Step 7"


def test_a_line_is_there_before_the_next_one_happens(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    job = Job(("running", 3))
    fault_server.handle(job)
    process = oai.start(*FOLLOW, "-t", env=fault_server.env)
    process.stdout.wait_for("Step 3\n")
    job.stages = [("succeeded", 4)]
    assert process.finish().text.endswith("Step 3\nStep 4\n")


@pytest.mark.parametrize(("limit", "first"), [("3", 38), ("150", 1)])
def test_it_begins_with_as_many_as_are_wanted(
    limit: str, first: int, run: Run, fault_server: FaultServer
) -> None:
    fault_server.handle(Job(("running", 40), ("succeeded", 41)))
    result = run(*FOLLOW, "-t", "--limit", limit)
    assert result.lines == [f"Step {number}" for number in range(first, 42)]


def test_more_than_a_page_may_happen_between_two_looks(run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Job(("running", 250), ("succeeded", 480)))
    assert run(*FOLLOW, "-t").lines == [f"Step {number}" for number in range(1, 481)]


def test_a_failure_in_between_loses_and_repeats_nothing(oai: CommandLine) -> None:
    """The look at the job fails, or the one at its events; also the last ones."""
    broken = Answer(500, json=error_body("It broke."))

    def check(at: int) -> None:
        job = Job(*STAGES, failures={at: broken, at + 1: Reset()})
        result, _ = run_alone(oai, job, (*FOLLOW, "-t", "--max-wait", "0.01"))
        assert (result.code, result.lines) == (0, [f"Step {number}" for number in range(1, 8)])
        assert result.err.count("Asking again in") == 2

    in_parallel(check, range(2, 11))


def test_a_refusal_before_the_first_event_leaves_standard_output_empty(
    run: Run, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(400, json=error_body("No.")))
    result = run(*FOLLOW)
    assert (result.code, result.stdout) == (1, b"")


@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_a_job_that_ends_badly(status: str, run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Job(("running", 1), (status, 2)))
    result = run(*FOLLOW, "-t")
    assert (result.code, result.text) == (7, "Step 1\nStep 2\n")
    assert f"ftjob-1 has ended as {status}" in result.err


def test_a_job_that_is_paused(run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Job(("running", 1), ("paused", 2)))
    result = run(*FOLLOW, "-t")
    assert (result.code, result.text) == (0, "Step 1\nStep 2\n")
    assert "oai fine-tuning jobs resume ftjob-1" in result.err


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_time_is_over(format: str, run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Job(("running", 2)))
    result = run(*FOLLOW[:-2], "--wait-timeout", "0", "--format", format)
    assert result.code == 124
    assert "oai fine-tuning jobs events ftjob-1 --follow" in result.err
    came = [item["message"] for item in result.json()["data"]] if format == "json" else result.lines
    assert came == ["Step 1", "Step 2"]


def test_ctrl_c(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.handle(Job(("running", 2)))
    process = oai.start(*FOLLOW, "-t", env=fault_server.env)
    process.stdout.wait_for("Step 2")
    process.interrupt()
    result = process.finish()
    assert (result.code, result.text) == (130, "Step 1\nStep 2\n")
    assert "oai fine-tuning jobs events ftjob-1 --follow" in result.err
    assert {request.method for request in fault_server.requests} == {"GET"}


def test_a_terminal_sees_lines_and_a_sign_of_life(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    job = Job(("running", 2))
    fault_server.handle(job)
    terminal = oai.terminal(*FOLLOW, env={**fault_server.env, "TZ": "UTC"})
    terminal.output.wait_for("2 s  ftjob-1  running")
    job.stages = [("succeeded", 3)]
    assert terminal.wait() == 0
    assert [line for line in terminal.screen() if line] == [
        "2023-11-14 22:13  info  Step 1",
        "2023-11-14 22:13  warn  Step 2",
        "2023-11-14 22:13  info  Step 3",
    ]


REFUSED = [("--format", "raw"), ("--after", "ftevent-1"), ("--poll-interval", "0")]


@pytest.mark.parametrize("option", REFUSED, ids=" ".join)
def test_what_does_not_go_with_it(
    option: tuple[str, str], run: Run, fault_server: FaultServer
) -> None:
    result = run(*FOLLOW, *option)
    assert (result.code, result.text, fault_server.requests) == (2, "", [])


def test_without_it_nothing_has_changed(run: Run, fault_server: FaultServer) -> None:
    fault_server.handle(Job(*STAGES[3:]))
    run(*FOLLOW[:4])
    assert len(fault_server.requests) == 1
    shown = run(*FOLLOW, "--dry-run").json()
    assert shown["url"].endswith("/fine_tuning/jobs/ftjob-1/events")


def test_the_sandbox_trains_and_is_followed(oai: CommandLine, sandbox: SandboxServer) -> None:
    oai.env.update(sandbox.env)
    example = {
        "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    }
    (oai.home / "train.jsonl").write_text(f"{json.dumps(example)}\n" * 12)
    upload = ("files", "upload", "train.jsonl", "--purpose", "fine-tune", "-q")
    file = oai(*upload).text.strip()
    create = ("fine-tuning", "jobs", "create", "--model", "gpt-4o-mini", "--training-file", file)
    job = oai(*create, "-q").text.strip()
    followed = oai(*FOLLOW[:3], job, *FOLLOW[4:], "--format", "jsonl")
    assert followed.code == 0, followed.err
    listed = oai(*FOLLOW[:3], job, "--all").json()["data"]
    assert [json.loads(line) for line in followed.lines] == listed[::-1]
