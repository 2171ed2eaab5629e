"""The scripted server does what it is told, on the wire."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.support.answers import (
    Answer,
    Cut,
    Ending,
    Hangup,
    Playable,
    Reset,
    Silence,
    Stream,
    error_body,
    html_error,
    malformed_json,
    redirect,
    sse,
)
from tests.support.fault_server import FaultServer, refused_url, unaccepting_url
from tests.support.moments import PATIENCE, eventually


@pytest.fixture
def client(fault_server: FaultServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=fault_server.base_url, timeout=PATIENCE) as client:
        yield client


@contextmanager
def raw_connection(server: FaultServer) -> Iterator[socket.socket]:
    with socket.create_connection(
        ("127.0.0.1", server.server_address[1]), timeout=PATIENCE
    ) as connection:
        yield connection


def test_script_answers_in_order_and_repeats_the_last(
    fault_server: FaultServer, client: httpx.Client
) -> None:
    refusal = error_body("slow down", code="rate_limit_exceeded")
    fault_server.script(
        Answer(429, json=refusal, headers={"Retry-After": "1"}), Answer(json={"data": []})
    )
    answers = [client.get("files") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 200, 200]
    assert answers[0].headers["retry-after"] == "1"
    assert answers[0].json()["error"]["code"] == "rate_limit_exceeded"
    assert answers[2].json() == {"data": []}


def test_handler_computes_answers_from_requests(
    fault_server: FaultServer, client: httpx.Client
) -> None:
    fault_server.handle(lambda request: Answer(json=request.query))
    assert client.get("files?after=x&include[]=a&include[]=b").json() == {
        "after": ["x"],
        "include[]": ["a", "b"],
    }


def test_requests_are_kept_whole_with_their_connection(
    fault_server: FaultServer, client: httpx.Client
) -> None:
    fault_server.script(Answer())
    client.post("responses", json={"input": "naïve"}, headers={"X-Own": "1"})
    client.post("files/%2F", content=iter([b"one ", b"two"]))
    first, second = fault_server.requests
    assert (first.method, first.path, first.json()) == (
        "POST",
        "/v1/responses",
        {"input": "naïve"},
    )
    assert first.headers["x-own"] == "1"
    assert (second.path, second.body) == ("/v1/files/%2F", b"one two")
    assert second.headers["transfer-encoding"] == "chunked"
    assert fault_server.connections == first.connection == second.connection == 1


def test_multipart_parts_are_exact(fault_server: FaultServer, client: httpx.Client) -> None:
    content = b"\x00\r\n--\r\n\xff\n"
    fault_server.script(Answer())
    client.post("files", data={"purpose": "batch"}, files={"file": ("ä b.bin", content)})
    purpose, file = fault_server.requests[0].parts()
    assert (purpose.name, purpose.data, purpose.filename) == ("purpose", b"batch", None)
    assert (file.name, file.data, file.filename) == ("file", content, "ä b.bin")
    assert file.content_type == "application/octet-stream"


def test_expect_is_acknowledged_before_the_body(fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=1))
    with raw_connection(fault_server) as connection:
        connection.sendall(
            b"POST /v1/files HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
        )
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        assert fault_server.requests == []
        connection.sendall(b"body")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 OK\r\n")
    assert fault_server.requests[0].body == b"body"


def test_connection_close_is_honoured(fault_server: FaultServer, client: httpx.Client) -> None:
    fault_server.script(Answer(headers={"connection": "close"}), Answer())
    client.get("models")
    client.get("models", headers={"connection": "close"})
    client.get("models")
    assert fault_server.connections == 3


def test_head_and_no_content_have_no_body(fault_server: FaultServer, client: httpx.Client) -> None:
    fault_server.script(Answer(json={"id": "x"}), Answer(204), Answer(json={"id": "y"}))
    assert client.head("models").content == b""
    assert client.delete("models").content == b""
    assert client.get("models").json() == {"id": "y"}
    assert fault_server.connections == 1


@pytest.mark.parametrize("kind", [Answer, lambda delay: Stream([(delay, b"late")])])
def test_an_answer_waits_for_what_the_test_does(
    kind: Callable[..., Playable], fault_server: FaultServer
) -> None:
    released = threading.Event()
    fault_server.script(kind(delay=released))
    with raw_connection(fault_server) as connection:
        connection.sendall(b"GET /v1/models HTTP/1.1\r\n\r\n")
        eventually(lambda: fault_server.requests)
        assert fault_server.sent == []
        released.set()
        eventually(lambda: fault_server.sent)


def test_no_answer_waits_longer_than_the_server_runs() -> None:
    with FaultServer() as server, raw_connection(server) as connection:
        server.script(Answer(delay=threading.Event()))
        connection.sendall(b"GET /v1/models HTTP/1.1\r\n\r\n")
        eventually(lambda: server.requests)
        server.stop()
        assert connection.recv(1) == b""


def test_html_malformed_json_and_redirect(fault_server: FaultServer, client: httpx.Client) -> None:
    fault_server.script(html_error(), malformed_json(), redirect("http://elsewhere.test/"))
    html, malformed, elsewhere = (client.get("models") for _ in range(3))
    assert (html.status_code, html.headers["content-type"]) == (502, "text/html")
    assert "502 Bad Gateway" in html.text
    assert malformed.headers["content-type"] == "application/json"
    with pytest.raises(json.JSONDecodeError):
        malformed.json()
    assert (elsewhere.status_code, elsewhere.headers["location"]) == (
        307,
        "http://elsewhere.test/",
    )


def test_cut_body(fault_server: FaultServer, client: httpx.Client) -> None:
    fault_server.script(Cut(b"0123456789", keep=4))
    with pytest.raises(httpx.RemoteProtocolError, match="received 4 bytes, expected 10"):
        client.get("models")


def test_resets_before_and_in_the_middle(fault_server: FaultServer) -> None:
    fault_server.script(Reset(), Cut(b"0123456789", keep=4, ending="reset"))
    for kept in (b"", b"0123"):
        with raw_connection(fault_server) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            received: list[bytes] = []
            with pytest.raises(ConnectionResetError):
                received.extend(iter(lambda: connection.recv(100), b""))
            assert b"".join(received).rpartition(b"\r\n\r\n")[2] == kept


def test_hangup(fault_server: FaultServer) -> None:
    fault_server.script(Hangup())
    with raw_connection(fault_server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(100) == b""


def test_silence_lasts_until_the_server_stops() -> None:
    with FaultServer() as server, raw_connection(server) as connection:
        server.script(Silence())
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        eventually(lambda: server.requests)
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(1)
        connection.settimeout(PATIENCE)
        server.stop()
        assert connection.recv(1) == b""


def test_stream_pieces_leave_one_by_one_and_are_noted(
    fault_server: FaultServer, client: httpx.Client
) -> None:
    pieces = sse({"type": "a"}, {"n": 1}, "[DONE]")
    read = [threading.Event() for _ in pieces]
    delays = (0, *read[:-1])
    fault_server.script(Stream([(d, data) for d, (_, data) in zip(delays, pieces, strict=True)]))
    arrived = []
    with client.stream("POST", "responses") as answer:
        for data, seen in zip(answer.iter_raw(), read, strict=True):
            arrived.append(data)
            seen.set()
    expected = [b'event: a\ndata: {"type": "a"}\n\n', b'data: {"n": 1}\n\n', b"data: [DONE]\n\n"]
    assert arrived == expected
    assert [sent.data for sent in fault_server.sent] == expected
    assert client.get("models").status_code == 200
    assert fault_server.connections == 1


@pytest.mark.parametrize(
    ("ending", "error"), [("cut", httpx.RemoteProtocolError), ("reset", httpx.ReadError)]
)
def test_stream_that_breaks(
    fault_server: FaultServer, client: httpx.Client, ending: Ending, error: type[Exception]
) -> None:
    fault_server.script(Stream([(0, b"one"), (0, b"two")], ending=ending))
    received: list[bytes] = []
    with client.stream("GET", "responses") as answer, pytest.raises(error):
        received.extend(answer.iter_raw())
    assert b"".join(received) == b"onetwo"


def test_unscripted_request_is_refused(fault_server: FaultServer, client: httpx.Client) -> None:
    answer = client.get("models")
    assert answer.status_code == 400
    assert "/v1/models" in answer.json()["error"]["message"]


def test_failing_handler_fails_the_test() -> None:
    def fail(_request: object) -> Answer:
        raise KeyError("mistake in a test")

    server = FaultServer()
    server.__enter__()
    server.handle(fail)
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(server.base_url, timeout=PATIENCE)
    with pytest.raises(AssertionError) as caught:
        server.__exit__(None, None, None)
    assert isinstance(caught.value.__cause__, KeyError)


def test_client_that_leaves_is_no_failure() -> None:
    with FaultServer() as server:
        with raw_connection(server) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        assert httpx.get(f"{server.base_url}/models", timeout=PATIENCE).content
    assert [request.method for request in server.requests] == ["GET"]


def test_refused_url_refuses() -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(refused_url(), timeout=PATIENCE)


def test_unaccepting_url_times_out() -> None:
    with unaccepting_url() as url, pytest.raises(httpx.ConnectTimeout):
        httpx.get(url, timeout=0.2)
