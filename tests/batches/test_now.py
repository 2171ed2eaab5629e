"""`batches run --now`: the same file through the ordinary endpoint, with the same results."""

from __future__ import annotations

import json
import re
import shlex
import signal
from collections import Counter
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.batches.limited import GOOD, Limited, Told
from tests.batches.lines import ids, request, results, write
from tests.support.answers import Answer, Counting, Reset, Silence, error_body, html_error
from tests.support.moments import eventually
from tests.support.terminal import Size

COUNT = 200
# How many are sent at a time, unless something else is asked for.
AT_ONCE = 8


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "in.jsonl", [request(n) for n in range(COUNT)])


@pytest.fixture
def now(scripted, path, tmp_path):
    """Give the words of the command line."""
    return ["batches", "run", path, "--now", "-o", tmp_path / "out.jsonl"]


def number_of(asked):
    return int(asked.json()["input"].split()[1])


def all_in_order(path: Path) -> bool:
    return ids(path) == [f"r-{n}" for n in range(COUNT)]


def test_each_line_is_sent_once_and_answered_in_order(scripted, fault_server, now, tmp_path):
    fault_server.handle(lambda asked: Answer(json=GOOD, delay=0.05 * (number_of(asked) % 3)))
    done = scripted(*now, "--concurrency", "32")
    assert done.code == 0, done.err
    assert all_in_order(tmp_path / "out.jsonl")
    first = results(tmp_path / "out.jsonl")[0]
    assert set(first) == {"id", "custom_id", "response", "error"}
    assert first["response"] == {"status_code": 200, "request_id": None, "body": GOOD}
    assert done.json()["total_tokens"] == 3 * COUNT
    assert sorted(number_of(each) for each in fault_server.requests) == list(range(COUNT))
    assert {each.path for each in fault_server.requests} == {"/v1/embeddings"}
    keys = {each.headers["idempotency-key"] for each in fault_server.requests}
    assert len(keys) == COUNT


def test_as_many_at_a_time_as_are_allowed(scripted, fault_server, now):
    counting = Counting(Answer(json=GOOD), 16, first=16)
    fault_server.script(counting)
    assert scripted(*now, "--concurrency", "16").code == 0
    assert counting.peak == 16
    assert fault_server.connections <= 16


def test_no_wait_is_longer_than_max_wait(scripted, fault_server, now, tmp_path):
    busy = Answer(503, headers={"retry-after": "86400"})
    fault_server.script(busy, Answer(json=GOOD))
    assert scripted(*now, "--max-wait", "0.1").code == 0
    assert all_in_order(tmp_path / "out.jsonl")


def test_no_more_than_were_asked_for_at_a_time(scripted, fault_server, now):
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now, "--concurrency", "3").code == 0
    assert fault_server.connections == 3


# How often such a server refuses is seen in test_pacing: here its second and ours pass.
LIMITS = {
    "it says when to come again": partial(Limited, 200, {"retry-after": "1"}),
    "it says nothing": partial(Limited, 200),
    "it tells what is left": partial(Told, 200),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_of_requests_is_kept_to(scripted, fault_server, path, now, tmp_path, name):
    total = 500
    write(path, [request(n) for n in range(total)])
    server = LIMITS[name]()
    fault_server.handle(server)
    done = scripted(*now, "--concurrency", "16")
    assert done.code == 0, done.err
    assert len(server.let_in) == len(results(tmp_path / "out.jsonl")) == total


@pytest.mark.parametrize("reset", ["24h0m0s", "inf", "nan", "-5", "0", "soon"])
def test_a_limit_that_is_told_oddly_stops_nothing(scripted, fault_server, path, now, reset):
    write(path, [request(n) for n in range(4)])
    told = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": reset}
    fault_server.script(Answer(json=GOOD, headers=told))
    assert scripted(*now, "--concurrency", "1", "--max-wait", "0.5").code == 0


def test_what_one_line_is_refused_for_is_its_result(scripted, fault_server, now, tmp_path):
    refused = error_body("No.", code="bad_input")

    def answer(asked):
        return Answer(400, json=refused) if number_of(asked) % 100 == 7 else Answer(json=GOOD)

    fault_server.handle(answer)
    done = scripted(*now)
    assert (done.code, done.json()["failed"]) == (7, 2)
    found = results(tmp_path / "out.jsonl")[107]
    assert found["response"]["status_code"] == 400
    assert found["response"]["body"] == refused
    fault_server.forget()
    fault_server.script(Answer(json=GOOD))
    again = scripted(*now, "--retry-failed")
    assert (again.code, again.json()["completed"]) == (0, COUNT)
    assert sorted(map(number_of, fault_server.requests)) == [7, 107]
    assert all_in_order(tmp_path / "out.jsonl")


@pytest.mark.parametrize("fault", [Answer(500, json={}), Reset(), html_error(503)])
def test_a_passing_fault_is_tried_again_with_the_same_key(
    scripted, fault_server, now, tmp_path, fault
):
    tries = Counter[int]()

    def answer(asked):
        number = number_of(asked)
        tries[number] += 1
        return fault if number % 40 == 0 and tries[number] == 1 else Answer(json=GOOD)

    fault_server.handle(answer)
    done = scripted(*now)
    assert done.code == 0, done.err
    assert {number for number, count in tries.items() if count == 2} == set(range(0, COUNT, 40))
    assert len({each.headers["idempotency-key"] for each in fault_server.requests}) == COUNT


def test_a_server_that_asks_for_an_hour_is_not_waited_for_so_long(
    scripted, fault_server, now, tmp_path
):
    busy = Answer(503, json={}, headers={"retry-after": "86400"})
    fault_server.handle(lambda asked: busy if number_of(asked) == 5 else Answer(json=GOOD))
    done = scripted(*now, "--max-wait", "0.1")
    assert (done.code, done.json()["failed"]) == (7, 1)
    assert results(tmp_path / "out.jsonl")[5]["response"]["status_code"] == 503


def test_a_refusal_that_says_not_to_come_again_is_a_result(scripted, fault_server, now, tmp_path):
    refused = error_body("Too long for any minute.", code="rate_limit_exceeded")
    final = Answer(429, json=refused, headers={"x-should-retry": "false"})
    fault_server.handle(lambda asked: final if number_of(asked) == 5 else Answer(json=GOOD))
    done = scripted(*now)
    assert (done.code, done.json()["failed"], len(fault_server.requests)) == (7, 1, COUNT)
    assert results(tmp_path / "out.jsonl")[5]["response"]["body"] == refused


@pytest.mark.parametrize("body", ["<html>Welcome to the café</html>", "[" * 100_000])
def test_what_is_no_answer_of_an_api_is_a_failure(scripted, fault_server, now, tmp_path, body):
    page = Answer(200, body=body)
    fault_server.handle(lambda asked: page if number_of(asked) == 5 else Answer(json=GOOD))
    done = scripted(*now)
    assert (done.code, done.json()["failed"]) == (7, 1), done.err
    assert results(tmp_path / "out.jsonl")[5]["response"]["body"] == body
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now, "--retry-failed").code == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_of_another_encoding_does_not_spoil_the_output(
    scripted, fault_server, now, tmp_path, encoding
):
    other = Answer(200, body=json.dumps(GOOD).encode(encoding))
    fault_server.handle(lambda asked: other if number_of(asked) == 5 else Answer(json=GOOD))
    done = scripted(*now)
    assert (done.code, done.json()["failed"]) == (7, 1), done.err
    assert isinstance(results(tmp_path / "out.jsonl")[5]["response"]["body"], str)


def test_one_line_without_an_answer_does_not_stop_the_others(scripted, fault_server, now, tmp_path):
    def answer(asked):
        return Silence() if number_of(asked) == 5 else Answer(json=GOOD)

    fault_server.handle(answer)
    # Enough for all others, however busy the machine is.
    done = scripted(*now, "--timeout", "5")
    assert (done.code, done.json()["failed"]) == (7, 1)
    assert results(tmp_path / "out.jsonl")[5]["error"]["code"] == "network_error"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(401, json=error_body("No key.")), 3),
        (Answer(429, json=error_body("No money.", code="insufficient_quota")), 5),
        (Reset(), 6),
    ],
)
def test_what_every_line_would_meet_ends_the_run(
    scripted, fault_server, now, tmp_path, answer, code
):
    fault_server.script(answer)
    done = scripted(*now, "--max-retries", "0")
    assert (done.code, done.stdout) == (code, b"")
    assert "The same command takes it up again." in done.err
    assert len(fault_server.requests) < 40
    assert not (tmp_path / "out.jsonl").exists()
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now).code == 0


def test_debug_shows_each_exchange(scripted, fault_server, now, path):
    write(path, [request(n) for n in range(3)])
    fault_server.script(Answer(json=GOOD))
    told = scripted(*now, "--debug").err
    assert told.count("> POST ") == told.count("< 200 after") == 3
    assert fault_server.env["OPENAI_API_KEY"] not in told


@pytest.mark.parametrize("host", ["", "http://localhost:1"])
def test_a_redirect_may_do_what_it_may_do_elsewhere(scripted, fault_server, now, host, tmp_path):
    """Within the server it is followed with all that was sent; to another one it is not."""

    def answer(asked):
        if asked.path == "/v1/embeddings":
            return Answer(307, headers={"location": f"{host}/v2/embeddings"})
        return Answer(json=GOOD)

    fault_server.handle(answer)
    done = scripted(*now)
    assert done.code == (6 if host else 0), done.err
    assert ("it was not sent there" in done.err) == bool(host)
    assert host or all_in_order(tmp_path / "out.jsonl")


def test_a_key_that_is_given_for_all_does_not_make_them_one_request(scripted, fault_server, now):
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now, "--header", "idempotency-key: mine").code == 0
    keys = {each.headers["idempotency-key"] for each in fault_server.requests}
    assert len({key for key in keys if key.startswith("mine-")}) == COUNT


def journal(oai):
    found = list((oai.home / "state" / "batches").glob("*/result-log.jsonl"))
    return found[0].read_bytes().count(b"\n") if found else 0


def answer_only(fault_server, count):
    """Have so many lines answered, and the others held until the test is over."""
    fault_server.script(*[Answer(json=GOOD)] * count, Answer(json=GOOD, delay=Event()))


@pytest.mark.parametrize("lines", [1, 40, 90, 140, 185])
def test_killed_and_taken_up(scripted, fault_server, now, tmp_path, lines):
    answer_only(fault_server, lines)
    with scripted.start(*now) as running:
        eventually(lambda: journal(scripted) == lines)
        eventually(lambda: len(fault_server.requests) == lines + AT_ONCE)
        running.signal(signal.SIGKILL)
        running.wait()
    fault_server.script(Answer(json=GOOD))
    kept = journal(scripted)
    before = len(fault_server.requests)
    done = scripted(*now)
    assert done.code == 0, done.err
    assert f"{kept} of {COUNT} lines are answered already" in done.err
    assert all_in_order(tmp_path / "out.jsonl")
    sent = Counter(number_of(each) for each in fault_server.requests)
    assert sorted(sent) == list(range(COUNT))
    # What was in flight at the kill is sent once more, and known by its key.
    assert sum(sent.values()) - COUNT == before - kept == AT_ONCE
    assert len({each.headers["idempotency-key"] for each in fault_server.requests}) == COUNT


def test_a_line_that_was_half_written_is_asked_for_again(scripted, fault_server, now, tmp_path):
    answer_only(fault_server, 50)
    with scripted.start(*now) as running:
        eventually(lambda: journal(scripted) == 50)
        running.signal(signal.SIGKILL)
        running.wait()
    fault_server.script(Answer(json=GOOD))
    (path,) = (scripted.home / "state" / "batches").glob("*/result-log.jsonl")
    path.write_bytes(path.read_bytes()[:-7])
    assert scripted(*now).code == 0
    assert all_in_order(tmp_path / "out.jsonl")


def test_a_disk_that_is_full_loses_nothing_that_came(scripted, fault_server, now, tmp_path):
    fault_server.script(Answer(json=GOOD))
    command = shlex.join(["oai", *map(str, now)])
    stopped = scripted.shell(f"ulimit -f 8; {command}")
    assert (stopped.code, stopped.stdout) == (2, b"")
    assert stopped.err.startswith("oai: ")
    assert "File too large. The same command takes it up again." in stopped.err
    kept = journal(scripted)
    assert kept > 10
    assert f"{kept} of {COUNT} lines are answered already" in scripted(*now).err
    assert all_in_order(tmp_path / "out.jsonl")
    assert results(tmp_path / "out.jsonl")[kept]["response"]["body"] == GOOD


def test_nothing_to_retry_and_nothing_to_write_again_are_said(
    scripted, fault_server, now, tmp_path
):
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now).code == 0
    asked = len(fault_server.requests)
    again = scripted(*now, "--retry-failed")
    assert (again.code, len(fault_server.requests)) == (0, asked)
    assert "No line failed; there is nothing to send again." in again.err
    (tmp_path / "out.jsonl").unlink()
    gone = scripted(*now)
    assert (gone.code, gone.stdout) == (2, b"")
    assert gone.err.startswith(f"oai: {tmp_path}/out.jsonl, where the results of this were")


def shortened(lines):
    return lines[:-1]


def lengthened(lines):
    return [*lines, lines[0]]


def reordered(lines):
    return lines[::-1]


@pytest.mark.parametrize("change", [shortened, lengthened, reordered])
def test_an_output_that_was_changed_is_not_taken_for_results(
    scripted, fault_server, now, tmp_path, change
):
    fault_server.script(Answer(json=GOOD))
    assert scripted(*now).code == 0
    out, asked = tmp_path / "out.jsonl", len(fault_server.requests)
    changed = b"".join(change(out.read_bytes().splitlines(keepends=True)))
    out.write_bytes(changed)
    refused = scripted(*now, "--retry-failed")
    assert (refused.code, refused.stdout) == (2, b"")
    assert "out.jsonl is not what the run wrote there" in refused.err
    assert (out.read_bytes(), len(fault_server.requests)) == (changed, asked)


@pytest.mark.parametrize("option", [("--set", "model=m"), ("--metadata", "a=b")])
def test_what_is_said_of_batches_is_refused(scripted, fault_server, now, option):
    done = scripted(*now, *option)
    assert done.code == 2
    assert f"{option[0]} is for a batch, and --now makes none" in done.err
    assert fault_server.requests == []


def test_ctrl_c_keeps_what_came(scripted, fault_server, now, tmp_path):
    answer_only(fault_server, 20)
    with scripted.start(*now) as running:
        eventually(lambda: journal(scripted) == 20)
        running.interrupt()
        stopped = running.finish()
    fault_server.script(Answer(json=GOOD))
    assert stopped.code == 130, stopped.err
    assert "The same command takes it up again." in stopped.err
    assert "Traceback" not in stopped.err
    assert "answered already" in scripted(*now).err
    assert all_in_order(tmp_path / "out.jsonl")


def test_numbers_and_unknown_fields_arrive_as_they_were_written(scripted, fault_server, tmp_path):
    body = '{"model": "m", "input": "é \\ud83d\\ude00", "x": 1.10, "y": 1e400, "z": [1E+2]}'
    line = f'{{"custom_id": "a", "method": "POST", "url": "/v1/embeddings", "body": {body}}}'
    fault_server.script(Answer(body='{"n": 1.10,\n "m": 1E+2}', headers={"content-type": "x/json"}))
    out = tmp_path / "out.jsonl"
    done = scripted("batches", "run", write(tmp_path / "in.jsonl", [line]), "--now", "-o", out)
    assert done.code == 0, done.err
    sent = fault_server.requests[0].body.decode()
    assert '"x": 1.10, "y": 1e400, "z": [1E+2]' in sent
    assert json.loads(sent)["input"] == "é 😀"
    assert '{"n": 1.10,  "m": 1E+2}' in out.read_text()


def test_a_terminal_shows_how_far_it_is(scripted, fault_server, now):
    seen = Event()
    fault_server.script(Answer(json=GOOD, delay=seen))
    terminal = scripted.terminal(*now)
    terminal.output.wait_for(f"/{COUNT}")
    seen.set()
    assert terminal.wait() == 0
    assert "completed" in "\n".join(terminal.screen())


LIMIT = Answer(429, json=error_body("Slow down."), headers={"retry-after": "3600"})
OVERLOAD = Answer(503, json=error_body("Busy."), headers={"retry-after": "3600"})


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("fault", [LIMIT, OVERLOAD])
def test_a_long_wait_is_seen_on_a_terminal(scripted, fault_server, now, fault, columns):
    fault_server.script(*[Answer(json=GOOD)] * 9, fault)
    terminal = scripted.terminal(*now, "--max-wait", "3600", size=Size(columns, 24))
    wait = re.compile(rf"\d( of |/)200,? {fault.status}, next try in \d")
    eventually(lambda: wait.search("\n".join(terminal.screen())), terminal.screen)
    assert "Trying again" not in terminal.text
    terminal.interrupt()
    assert terminal.wait() == 130


@pytest.mark.parametrize("fault", [LIMIT, OVERLOAD])
def test_a_long_wait_is_said_once_for_all_who_wait(scripted, fault_server, path, now, fault):
    write(path, [request(n) for n in range(5 * AT_ONCE)])
    good, refused = Answer(json=GOOD), Counting(fault, AT_ONCE)
    fault_server.script(*[good] * 4 * AT_ONCE, *[refused] * AT_ONCE, good)
    done = scripted(*now, "--max-wait", "1.5", "--concurrency", f"{AT_ONCE}")
    assert done.code == 0, done.err
    assert done.err.count("Trying again in 1.5 s.") == 1
    assert f"The server answered {fault.status} (" in done.err


def test_a_dry_run_shows_the_requests(scripted, fault_server, now):
    shown = scripted(*now, "--dry-run").json()
    assert len(shown) == 100
    assert shown[7]["body"]["input"] == "text 7"
    assert fault_server.requests == []
