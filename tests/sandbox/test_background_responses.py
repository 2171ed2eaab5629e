"""Background responses run on without their caller, and are followed from any place."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import httpx

from tests.support.clocked_sandbox import Clocked, HandedClock
from tests.support.moments import PATIENCE, eventually

from .asking import error, events_of, joined, output_text, respond
from .running import Running

TEXT = "one two three four five six seven eight"


def begin(api: httpx.Client, delay: float = 0.02, **fields: Any) -> Any:
    body = {"model": "m", "input": TEXT, "instructions": "echo", "background": True, **fields}
    headers = {"X-Sandbox-Fault": f"token-delay={delay}"}
    answer = api.post("responses", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def status(api: httpx.Client, response: Any) -> str:
    return str(api.get(f"responses/{response['id']}").json()["status"])


def replay(api: httpx.Client, response: Any, after: int | None = None) -> list[Any]:
    query = {"stream": "true", **({} if after is None else {"starting_after": str(after)})}
    return events_of(api.get(f"responses/{response['id']}", params=query).text)


def test_it_is_queued_then_runs_then_is_done(still: httpx.Client, clocked: Clocked) -> None:
    api, clock = still, clocked.clock
    response = begin(api, delay=1)
    assert (response["status"], response["output"]) == ("queued", [])
    say_two(clock)
    eventually(lambda: status(api, response) == "in_progress")
    while status(api, response) != "completed":
        clock.move(1)
    assert output_text(api.get(f"responses/{response['id']}").json()) == TEXT


def say_two(clock: HandedClock) -> None:
    """Let it be queued, and begin."""
    clock.pass_over(1)
    clock.pass_over(1)


def test_it_is_followed_live_and_resumed_without_a_gap(api: httpx.Client) -> None:
    response = begin(api)
    whole = replay(api, response)
    assert status(api, response) == "completed"
    kinds = [event["type"] for event in whole]
    assert kinds[:3] == ["response.created", "response.queued", "response.in_progress"]
    assert kinds[-1] == "response.completed"
    assert joined(whole) == TEXT
    assert replay(api, response) == whole
    assert replay(api, response, 6) == whole[7:]


def test_two_followers_see_the_same(api: httpx.Client, server: Running) -> None:
    response = begin(api)
    seen: list[list[Any]] = []

    def follow(after: int) -> None:
        with server.client() as client:
            seen.append(replay(client, response, after))

    threads = [threading.Thread(target=follow, args=(after,)) for after in (-1, -1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second, third = sorted(seen, key=len, reverse=True)
    assert first == second
    assert third == first[5:]


def test_it_goes_on_when_its_stream_is_left(still: httpx.Client, clocked: Clocked) -> None:
    body = {"model": "m", "input": TEXT, "instructions": "echo", "background": True}
    slow = {"X-Sandbox-Fault": "token-delay=1"}
    with still.stream("POST", "responses", json={**body, "stream": True}, headers=slow) as answer:
        first = events_of(next(answer.iter_text()))[0]
    response = first["response"]
    assert status(still, response) == "queued"
    while status(still, response) != "completed":
        clocked.clock.move(1)
    rest = replay(still, response, 0)
    assert joined(rest) == TEXT


def test_cancel(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    response = begin(api, delay=1)
    say_two(clocked.clock)
    eventually(lambda: status(api, response) == "in_progress")
    path = f"responses/{response['id']}/cancel"
    cancelled = api.post(path).json()
    assert (cancelled["status"], cancelled["output"]) == ("cancelled", [])
    assert api.post(path).json() == cancelled
    said = replay(api, response)
    assert said[-1]["type"] != "response.completed"
    assert said == replay(api, response)
    assert error(api.post(f"responses/{respond(api, 'x')['id']}/cancel"), 400)


def test_a_follower_of_a_cancelled_response_is_let_go(api: httpx.Client, server: Running) -> None:
    response = begin(api, delay=3600)
    seen: list[str] = []

    def follow() -> None:
        path, query = f"responses/{response['id']}", {"stream": "true"}
        with server.client() as client, client.stream("GET", path, params=query) as answer:
            seen.extend(answer.iter_text())

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    eventually(lambda: seen)
    api.post(f"responses/{response['id']}/cancel")
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_delete_ends_it(api: httpx.Client) -> None:
    response = begin(api, delay=0.05)
    assert api.delete(f"responses/{response['id']}").json()["deleted"] is True
    error(api.get(f"responses/{response['id']}"), 404)


def test_it_must_be_stored(api: httpx.Client) -> None:
    body = {"model": "m", "input": "x", "background": True, "store": False}
    assert error(api.post("responses", json=body), 400)["param"] == "background"


def test_a_crash_loses_and_repeats_nothing(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    with Running(state) as first, first.client() as api:
        response = begin(api, delay=0.03)
        with api.stream("GET", f"responses/{response['id']}", params={"stream": "true"}) as live:
            seen = events_of("".join(take_events(live, 6)))
        first.kill()
    with Running(state) as second, second.client() as api:
        rest = replay(api, response, seen[-1]["sequence_number"])
        assert joined(seen + rest) == TEXT
        assert rest[-1]["type"] == "response.completed"
        assert status(api, response) == "completed"


def take_events(answer: httpx.Response, count: int) -> list[str]:
    """Return the first events of a stream, each of which arrives whole."""
    taken: list[str] = []
    for text in answer.iter_text():
        taken.append(text)
        if "".join(taken).count("\n\n") >= count:
            return taken
    raise AssertionError("the stream ended early")
