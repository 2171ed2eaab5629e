"""How often the server is asked, and what a failure of the network does to a waiting: nothing."""

from __future__ import annotations

from pathlib import Path

from tests.support.answers import (
    Answer,
    Cut,
    Hangup,
    Playable,
    Reset,
    Silence,
    error_body,
    html_error,
    malformed_json,
)
from tests.support.fault_server import FaultServer, refused_url
from tests.support.parallel import in_parallel
from tests.support.runner import CommandLine

from .conftest import Run, Serve, life_of, polls, run_alone
from .kinds import BATCH, PENDING

OFTEN = ("--poll-interval", "0.1")
FAILURES: dict[str, Playable] = {
    "500": Answer(500, json=error_body("It broke.", type="server_error")),
    "502 in HTML": html_error(),
    "429": Answer(429, json=error_body("Slow down.", code="rate_limit_exceeded")),
    "408": Answer(408, json=error_body("Too slow.")),
    "reset": Reset(),
    "hang-up": Hangup(),
    "cut": Cut(b'{"id": "batch_1", "status": "completed"}', 20),
    "no JSON": malformed_json(),
    "HTML that says 200": Answer(200, "<html>Sign in</html>"),
    "no status": Answer(json={"id": "batch_1"}),
    "a status that is none": Answer(json={"id": "batch_1", "status": None}),
    "nothing": Answer(200, b""),
}


def test_failures_in_between_do_not_end_it(run: Run, serve: Serve) -> None:
    serve(BATCH, PENDING, *FAILURES.values(), "finalizing", *FAILURES.values(), "completed")
    result = run(*BATCH.wait, *OFTEN, "--max-retries", "0", "--max-wait", "0.01")
    assert (result.code, result.json()) == (0, BATCH.state("completed"))
    lines = result.err.splitlines()
    told = [line for line in lines if line.startswith("batch_1: ")]
    assert told == ["batch_1: in_progress", "batch_1: finalizing", "batch_1: completed"]
    failed = [line for line in lines if line not in told]
    assert len(failed) == 2 * len(FAILURES)
    assert all(line.endswith(". Asking again in 0.1 s.") for line in failed)
    for expected in ("It broke", "Bad Gateway", "Slow down", "was lost", "not JSON", "no status"):
        assert any(expected in line for line in failed), expected


def test_a_server_that_goes_silent_is_asked_again(run: Run, serve: Serve) -> None:
    serve(BATCH, PENDING, Silence(), "completed")
    # Enough for the answers that come, however busy the machine is.
    result = run(*BATCH.wait, *OFTEN, "--timeout", "5")
    assert result.code == 0
    assert "was silent for 5 s. Asking again in " in result.err


REFUSALS = {
    401: (3, "invalid_api_key"),
    403: (3, "no_access"),
    404: (4, None),
    400: (1, "bad"),
    429: (5, "insufficient_quota"),
}


def test_a_refusal_ends_it_and_says_how_to_go_on(oai: CommandLine) -> None:
    def check(status: int) -> None:
        exit_code, code = REFUSALS[status]
        refused = Answer(status, json=error_body("No more.", code=code))
        result, requests = run_alone(oai, life_of(BATCH, PENDING, refused), (*BATCH.wait, *OFTEN))
        assert (result.code, result.text, len(requests)) == (exit_code, "", 2)
        assert "No more." in result.err
        assert "Take it up again with: oai batches wait batch_1" in result.err

    in_parallel(check, REFUSALS)


def test_what_never_was_there_is_not_waited_for(
    run: Run, serve: Serve, fault_server: FaultServer
) -> None:
    serve(BATCH, Answer(404, json=error_body("No such batch.")))
    result = run(*BATCH.wait)
    assert (result.code, result.text, len(fault_server.requests)) == (4, "", 1)
    assert "Take it up" not in result.err


def test_a_server_that_was_never_there_gets_the_usual_tries(oai: CommandLine) -> None:
    env = {"OPENAI_BASE_URL": refused_url()}
    result = oai.run(*BATCH.wait, *OFTEN, "--max-retries", "1", env=env)
    assert result.code == 6
    first, last = result.err.splitlines()
    assert "Asking again in" in first
    assert last.startswith("oai: Cannot connect")


WISHES = ("openai-poll-after-ms", "retry-after", "retry-after-ms")


def test_the_server_says_when(oai: CommandLine) -> None:
    """How long exactly is seen in test_thing: here it is so long that it is not asked again."""

    def check(header: str) -> None:
        patient = Answer(json=BATCH.state(PENDING), headers={header: "3600000"})
        words = (*BATCH.wait, *OFTEN, "--max-wait", "3600")
        with FaultServer() as server:
            server.handle(life_of(BATCH, patient))
            process = oai.start(*words, env=server.env)
            process.stderr.wait_for("in_progress")
            process.interrupt()
            assert process.finish().code == 130
            assert len(server.requests) == 1

    in_parallel(check, WISHES)


def test_the_servers_wish_has_a_ceiling(run: Run, serve: Serve) -> None:
    patient = Answer(json=BATCH.state(PENDING), headers={"retry-after": "3600"})
    serve(BATCH, patient, "completed")
    assert run(*BATCH.wait, "--max-wait", "0.2").code == 0


def test_a_server_that_wants_to_be_asked_without_end_is_not(run: Run, serve: Serve) -> None:
    eager = Answer(json=BATCH.state(PENDING), headers={"openai-poll-after-ms": "0"})
    busy = Answer(429, json=error_body("Busy."), headers={"retry-after": "0"})
    serve(BATCH, eager, busy, "completed")
    result = run(*BATCH.wait)
    assert result.code == 0
    assert "Busy. Asking again in 0.1 s." in result.err


def test_a_refusal_may_ask_for_time_too(run: Run, serve: Serve) -> None:
    busy = Answer(429, json=error_body("Busy."), headers={"retry-after": "1"})
    serve(BATCH, PENDING, busy, "completed")
    result = run(*BATCH.wait, *OFTEN)
    assert result.code == 0
    assert "Busy. Asking again in 1.0 s." in result.err


def test_several_are_waited_for_until_the_last(run: Run, fault_server: FaultServer) -> None:
    left = {"b_1": 1, "b_2": 3, "b_3": 0}

    def answer(request: object) -> Answer:
        name = str(getattr(request, "path", "")).rpartition("/")[2]
        left[name] -= 1
        return Answer(json={"id": name, "status": PENDING if left[name] >= 0 else "completed"})

    fault_server.handle(answer)
    result = run("batches", "wait", "b_1", "b_2", "b_3", "b_1", *OFTEN)
    assert result.code == 0
    document = result.json()
    assert document["object"] == "list"
    assert [item["id"] for item in document["data"]] == ["b_1", "b_2", "b_3"]
    assert {item["status"] for item in document["data"]} == {"completed"}
    assert len(polls(fault_server)) == 7


def test_one_of_several_that_ends_badly(run: Run, fault_server: FaultServer) -> None:
    ends = {"b_1": "completed", "b_2": "expired", "b_3": "failed"}
    fault_server.handle(
        lambda request: Answer(json={"id": request.path[-3:], "status": ends[request.path[-3:]]})
    )
    result = run("batches", "wait", *ends, "--fields", "id,status", "--format", "csv")
    assert (result.code, result.text) == (
        7,
        "id,status\nb_1,completed\nb_2,expired\nb_3,failed\n",
    )
    last = result.err.splitlines()[-1]
    assert "2 of 3 did not end well: b_2 has ended as expired; b_3 has ended as failed." in last


def test_what_is_written_to_a_file_is_the_end(run: Run, serve: Serve, tmp_path: Path) -> None:
    serve(BATCH, PENDING, "completed")
    path = tmp_path / "batch.json"
    result = run(*BATCH.wait, *OFTEN, "-o", path, "-q")
    assert (result.code, result.text, path.read_text()) == (0, "", "batch_1\n")
