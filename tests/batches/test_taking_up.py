"""A run that was stopped anywhere goes on with the same command, and nothing is done twice."""

from __future__ import annotations

import signal
from fnmatch import fnmatchcase

import pytest

from tests.batches.lines import ids, request, write
from tests.support.moments import eventually

LINES = 9


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "in.jsonl", [request(n) for n in range(LINES)])


@pytest.fixture
def split(tmp_path):
    return ["--max-lines", "4", "-o", tmp_path / "out.jsonl"]


def all_created(run):
    return len(run.pieces()) == 3 and all(piece["batch_id"] for piece in run.pieces())


POINTS = {
    "in the first upload": (
        {"method": "POST", "path": "/v1/files"},
        lambda run: bool(run.pieces()) and run.pieces()[0]["upload_begun"],
    ),
    "in a later upload": (
        {"method": "POST", "path": "/v1/files", "skip": 1},
        lambda run: len(run.pieces()) > 1 and run.pieces()[1]["upload_begun"],
    ),
    "in a creation": (
        {"method": "POST", "path": "/v1/batches", "skip": 1},
        lambda run: len(run.pieces()) > 1 and run.pieces()[1]["create_begun"],
    ),
    "while waiting": ({"method": "GET", "path": "/v1/batches/*"}, all_created),
    "in a download": (
        {"method": "GET", "path": "/v1/files/*/content", "skip": 1},
        lambda run: all_created(run) and all(piece["batch"] for piece in run.pieces()),
    ),
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_and_taken_up(clocked_run, split, clocked, tmp_path, point):
    run, (fault, is_there) = clocked_run, POINTS[point]
    clocked.fault(**fault, delay=1)
    with run.start(*split) as running:
        eventually(lambda: clocked.clock.sleepers and is_there(run))
        running.signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    assert not (tmp_path / "out.jsonl").exists()
    # The request is at the server, which does what it asks all the same.
    before = len(matching(clocked, fault))
    clocked.clock.move(1)
    eventually(lambda: len(matching(clocked, fault)) > before)
    clocked.clear()
    before = run.state()["id"]
    done = run(*split)
    assert done.code == 0, done.err
    assert "Taking up the run" in done.err
    assert run.state()["id"] == before
    assert len(run.files()) == len(run.batches()) == 3
    assert sum(batch["request_counts"]["total"] for batch in run.batches()) == LINES
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]


def matching(clocked, fault):
    """Return the requests that were answered of those that the fault is for."""
    method, path = fault["method"], fault["path"]
    asked = clocked.requests()
    return [one for one in asked if one["method"] == method and fnmatchcase(one["path"], path)]


@pytest.mark.parametrize("route", ["/v1/files", "/v1/batches"])
@pytest.mark.parametrize("fault", [{"cut": 5}, {"garbage": True}])
def test_a_lost_answer_is_looked_for_before_it_is_sent_again(
    run, split, sandbox, tmp_path, route, fault
):
    sandbox.fault(method="POST", path=route, **fault)
    done = run(*split)
    if done.code != 0:
        done = run(*split)
    assert done.code == 0, done.err
    assert len(run.files()) == len(run.batches()) == 3
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]


def test_a_cut_download_goes_on_where_it_was(run, split, sandbox, tmp_path):
    sandbox.fault(method="GET", path="/v1/files/*/content", cut=700)
    done = run(*split)
    assert done.code == 0, done.err
    ranges = [entry["headers"].get("range") for entry in sandbox.requests()]
    assert "bytes=700-" in ranges
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]


def test_results_that_are_none_are_fetched_again(run, split, sandbox, tmp_path):
    sandbox.fault(method="GET", path="/v1/files/*/content", garbage=True)
    broken = run(*split)
    assert (broken.code, broken.stdout) == (6, b"")
    assert "a line that is not a JSON object" in broken.err
    sandbox.clear()
    assert run(*split).code == 0
    assert {entry["method"] for entry in sandbox.requests()} == {"GET"}
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]


def test_ctrl_c_says_how_to_go_on_and_the_batches_do(clocked_run, split, clocked, tmp_path):
    run = clocked_run
    clocked.fault(method="POST", path="/v1/batches", times=3, token_delay=1)
    with run.start(*split) as running:
        running.stderr.wait_for("batch 3 of 3")
        running.interrupt()
        stopped = running.finish()
    assert stopped.code == 130
    assert stopped.stdout == b""
    assert run.state()["rounds"][0]["pieces"][2]["batch_id"] in stopped.err
    assert "The same command takes it up again." in stopped.err
    with clocked.clock.going():
        assert run(*split).code == 0
    assert len(run.batches()) == 3


def test_the_time_to_wait_is_over(clocked_run, split, clocked, tmp_path):
    run = clocked_run
    clocked.fault(method="POST", path="/v1/batches", times=3, token_delay=1)
    stopped = run(*split, "--wait-timeout", "0.3")
    assert stopped.code == 124
    assert "The same command takes it up again." in stopped.err
    with clocked.clock.going():
        assert run(*split).code == 0


def test_two_at_once_are_one_too_many(clocked_run, split, clocked):
    run = clocked_run
    clocked.fault(method="POST", path="/v1/files", delay=1)
    with run.start(*split) as running:
        eventually(lambda: clocked.clock.sleepers)
        second = run(*split)
        assert second.code == 2
        assert "being run by another command" in second.err
        with clocked.clock.going():
            assert running.finish().code == 0


def test_a_change_of_the_input_while_it_runs_costs_no_result(
    clocked_run, split, clocked, path, tmp_path
):
    clocked.fault(method="POST", path="/v1/batches", times=3, token_delay=1)
    with clocked_run.start(*split) as running:
        running.stderr.wait_for("batch 3 of 3")
        path.write_text("something else\n")
        with clocked.clock.going():
            assert running.finish().code == 0
    assert ids(tmp_path / "out.jsonl") == [f"r-{n}" for n in range(LINES)]


def test_a_terminal_shows_how_far_it_is(clocked_run, split, clocked, tmp_path):
    clocked.fault(method="POST", path="/v1/batches", times=3, token_delay=1)
    terminal = clocked_run.terminal(*split)
    terminal.output.wait_for("0 of 3 ended")
    with clocked.clock.going():
        assert terminal.wait() == 0
    assert "completed" in "\n".join(terminal.screen())
