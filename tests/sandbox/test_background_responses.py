"""Background responses run on without their caller, and are followed from any place."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import httpx

from .asking import error, events_of, joined, output_text, respond
from .running import Running, eventually

TEXT = "one two three four five six seven eight"
SLOW = {"X-Sandbox-Fault": "token-delay=0.02"}


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


def test_it_is_queued_then_runs_then_is_done(api: httpx.Client) -> None:
    response = begin(api)
    assert (response["status"], response["output"]) == ("queued", [])
    eventually(lambda: status(api, response) == "in_progress")
    eventually(lambda: status(api, response) == "completed")
    assert output_text(api.get(f"responses/{response['id']}").json()) == TEXT


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


def test_it_goes_on_when_its_stream_is_left(api: httpx.Client) -> None:
    body = {"model": "m", "input": TEXT, "instructions": "echo", "background": True}
    with api.stream("POST", "responses", json={**body, "stream": True}, headers=SLOW) as answer:
        first = events_of(next(answer.iter_text()))[0]
    response = first["response"]
    assert status(api, response) in ("queued", "in_progress")
    rest = replay(api, response, 0)
    assert joined(rest) == TEXT


def test_cancel(api: httpx.Client) -> None:
    response = begin(api, delay=0.05)
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
    response = begin(api, delay=60)

    def follow() -> None:
        with server.client() as client:
            replay(client, response)

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    time.sleep(0.1)
    api.post(f"responses/{response['id']}/cancel")
    thread.join(timeout=10)
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
