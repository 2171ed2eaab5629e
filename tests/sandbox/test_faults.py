"""Faults come when they are asked for, and only then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.support.clocked_sandbox import Clocked

from .asking import chat, error, events_of, upload
from .raw import ask, split
from .running import Running

PROMPT = {"model": "m", "input": "one two three four", "stream": True, "instructions": "echo"}
Ask = Callable[[dict[str, Any]], httpx.Response]


@pytest.fixture(params=["header", "queue"])
def ask_models(request: pytest.FixtureRequest, api: httpx.Client, faults: httpx.Client) -> Ask:
    """Give a way to list the models with a fault, in either form."""

    def by_header(fault: dict[str, Any]) -> httpx.Response:
        text = "; ".join(f"{name}={value}".lower() for name, value in fault.items())
        return api.get("models", headers={"X-Sandbox-Fault": text})

    def by_queue(fault: dict[str, Any]) -> httpx.Response:
        assert faults.post("faults", json=fault).status_code == 201
        return api.get("models")

    return by_header if request.param == "header" else by_queue


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (403, "invalid_request_error", None),
        (409, "invalid_request_error", None),
        (429, "rate_limit_error", "rate_limit_exceeded"),
        (500, "server_error", "server_error"),
        (503, "server_error", "service_unavailable"),
    ],
)
def test_status(ask_models: Ask, status: int, kind: str, code: str | None) -> None:
    refusal = error(ask_models({"status": status}), status)
    assert (refusal["type"], refusal["code"]) == (kind, code)


def test_code_and_retry_headers(ask_models: Ask) -> None:
    wait = {"retry-after": 2, "retry-after-ms": 1500.5, "should-retry": False}
    answer = ask_models({"status": 429, "code": "insufficient_quota", **wait})
    assert error(answer, 429)["code"] == "insufficient_quota"
    assert answer.headers["retry-after"] == "2"
    assert answer.headers["retry-after-ms"] == "1500.5"
    assert answer.headers["x-should-retry"] == "false"
    assert answer.headers["x-request-id"].startswith("req_")


def test_html(ask_models: Ask) -> None:
    answer = ask_models({"html": True})
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<html>")


def test_garbage(ask_models: Ask) -> None:
    answer = ask_models({"garbage": True})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


def test_delay(clocked: Clocked) -> None:
    answers: list[httpx.Response] = []

    def ask() -> None:
        with clocked.client() as client:
            answers.append(client.get("models", headers={"X-Sandbox-Fault": "delay=15"}))

    thread = threading.Thread(target=ask)
    thread.start()
    clocked.clock.pass_over(14.9)
    assert (clocked.clock.sleepers, answers) == (1, [])
    clocked.clock.pass_over(0.2)
    thread.join()
    assert [answer.status_code for answer in answers] == [200]


def test_cut(ask_models: Ask) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        ask_models({"cut": 30})


def test_a_queued_fault_is_for_its_requests_only(api: httpx.Client, faults: httpx.Client) -> None:
    fault = {"method": "POST", "path": "/v1/files*", "times": 2, "status": 503}
    faults.post("faults", json=fault)
    assert api.get("files").status_code == 200
    assert api.post("embeddings", json={"model": "m", "input": "x"}).status_code == 200
    file = {"file": ("a", b"x")}
    answers = [api.post("files", data={"purpose": "x"}, files=file) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]


def test_the_queue_is_listed_and_cleared(api: httpx.Client, faults: httpx.Client) -> None:
    faults.post("faults", json={"path": "/v1/models", "status": 500, "times": 3})
    faults.post("faults", json={"path": "/v1/models", "status": 429})
    assert api.get("models").status_code == 500
    waiting = faults.get("faults").json()["data"]
    assert waiting[0] == {"path": "/v1/models", "times": 2, "skip": 0, "status": 500}
    assert len(waiting) == 2
    assert faults.delete("faults").status_code == 204
    assert faults.get("faults").json()["data"] == []
    assert api.get("models").status_code == 200


def test_some_requests_are_let_through_first(api: httpx.Client, faults: httpx.Client) -> None:
    faults.post("faults", json={"path": "/v1/models", "status": 500, "skip": 2})
    assert [api.get("models").status_code for _ in range(4)] == [200, 200, 500, 200]


@pytest.mark.parametrize("fault", [{"stauts": 429}, {"status": 200}, {"cut": -1}, {"delay": "x"}])
def test_a_fault_that_is_none_is_refused(
    api: httpx.Client, faults: httpx.Client, fault: dict[str, Any]
) -> None:
    ((name, value),) = fault.items()
    header = error(api.get("models", headers={"X-Sandbox-Fault": f"{name}={value}"}), 400)
    assert name in header["message"]
    assert error(faults.post("faults", json=fault), 400) == header
    assert faults.get("faults").json()["data"] == []


def test_a_fault_without_an_effect_is_refused(faults: httpx.Client) -> None:
    assert "none given" in error(faults.post("faults", json={"times": 3}), 400)["message"]


def test_a_download_is_cut_after_its_bytes(api: httpx.Client, server: Running) -> None:
    file = upload(api, bytes(3 << 20))
    for cut in (0, 1, (1 << 20) + 5):
        head, body = split(ask(server, "GET", f"/v1/files/{file['id']}/content", f"cut={cut}"))
        assert f"content-length: {3 << 20}" in head.lower()
        assert len(body) == cut


def test_a_stream_is_cut_in_the_middle_of_an_event(server: Running) -> None:
    head, body = split(ask(server, "POST", "/v1/responses", "cut=100", PROMPT))
    assert "text/event-stream" in head
    assert unchunked(body) == (b"event: response.created\ndata: ", False)


def unchunked(body: bytes) -> tuple[bytes, bool]:
    """Return a chunked body's beginning, and whether it ended as it should."""
    size, _, rest = body.partition(b"\r\n")
    return rest[: min(int(size, 16), 30)], body.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize("count", [0, 1, 6])
def test_a_stream_that_ends_early_ends_properly(server: Running, count: int) -> None:
    _, body = split(ask(server, "POST", "/v1/responses", f"early-end={count}", PROMPT))
    assert body.endswith(b"0\r\n\r\n")
    assert body.count(b"event: ") == count
    assert b"response.completed" not in body


def test_an_early_end_in_chat_has_no_done(api: httpx.Client) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": True}
    headers = {"X-Sandbox-Fault": "early-end=3"}
    text = api.post("chat/completions", json=body, headers=headers).text
    assert len(events_of(text)) == 3
    assert "[DONE]" not in text


def test_an_error_event(api: httpx.Client) -> None:
    headers = {"X-Sandbox-Fault": "error-event=5"}
    events = events_of(api.post("responses", json=PROMPT, headers=headers).text)
    assert len(events) == 6
    assert events[-1]["type"] == "error"
    assert events[-1]["sequence_number"] == 5
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": True}
    text = api.post("chat/completions", json=body, headers=headers).text
    chunks = [part for part in text.split("\n\n") if part]
    assert len(chunks) == 6
    assert chunks[-1].startswith('data: {"error":')


def test_token_delay_spaces_a_stream_and_holds_nobody_up(
    still: httpx.Client, clocked: Clocked
) -> None:
    headers = {"X-Sandbox-Fault": "token-delay=5"}
    pieces = 0
    with (
        clocked.client() as client,
        client.stream("POST", "responses", json=PROMPT, headers=headers) as answer,
    ):
        for piece in answer.iter_raw():
            assert piece.count(b"\n\n") == 1
            pieces += 1
            chat(still, "meanwhile")
            if b"response.completed" not in piece:
                clocked.clock.pass_over(4.9)
                assert clocked.clock.sleepers == 1
                clocked.clock.pass_over(0.2)
    assert pieces >= 10


def test_the_control_routes_have_no_faults(control: httpx.Client) -> None:
    answer = control.get("faults", headers={"X-Sandbox-Fault": "status=500"})
    assert answer.status_code == 200


def test_a_path_may_be_given_as_the_api_names_it(api: httpx.Client, faults: httpx.Client) -> None:
    faults.post("faults", json={"path": "/models*", "status": 500})
    assert api.get("files").status_code == 200
    error(api.get("models"), 500)
    assert api.get("models").status_code == 200


def test_what_goes_with_an_error_does_not_go_alone(faults: httpx.Client) -> None:
    for alone in ({"code": "x"}, {"retry-after": 1}, {"should-retry": True, "delay": 1}):
        assert "alone does nothing" in error(faults.post("faults", json=alone), 400)["message"]
    assert faults.post("faults", json={"html": True, "retry-after": 1}).status_code == 201
