"""Whatever goes wrong: the exit code says what kind, and one paragraph on stderr says the rest."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

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
from tests.support.fault_server import FaultServer, refused_url, unaccepting_url
from tests.support.parallel import in_parallel
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.samples import FILE_BYTES, KINDS, command_lines

REQUEST_ID = "req_4711"
NEVER_SHOWN = (
    "Traceback",
    "httpx",
    "httpcore",
    "h11",
    "typer",
    "click",
    "Errno",
    "Exception",
    ".py",
    "bytearray",
    "NoneType",
    "fault in oai",
)
FACTS = {"kind", "exit_code", "message", "status", "code", "type", "param", "request_id", "hint"}
DEEP: list[object] = []
for _ in range(900):
    DEEP = [DEEP]
ONCE = ("--max-retries", "0")
# For servers that say nothing at all: any other would be too slow some day.
IMPATIENT = ("--timeout", "0.3")
HALF = b'{"object": "list", "data": ['
FEW = ("list", "create")
PARSING = ("list", "get", "create", "delete", "upload")


@dataclass(frozen=True)
class Failure:
    """What the server does, and what must come of it."""

    answer: Playable
    exit_code: int
    says: str
    kind: str
    status: int | None = None
    code: str | None = None
    commands: tuple[str, ...] = KINDS


def options_for(answer: Playable) -> tuple[str, ...]:
    """Return how to meet it: once, and for a short time if nothing is ever said."""
    return (*ONCE, *IMPATIENT) if isinstance(answer, Silence) else ONCE


def refusal(
    status: int,
    exit_code: int,
    kind: str,
    code: str | None = None,
    commands: tuple[str, ...] = KINDS,
) -> Failure:
    message = f"Refused with {status}, key {FaultServer.key} and \x1b[31m{FaultServer.admin_key}"
    headers = {"x-request-id": REQUEST_ID, "retry-after": "1"}
    answer = Answer(status, json=error_body(message, code=code), headers=headers)
    says = f"Refused with {status}"
    return Failure(answer, exit_code, says, kind, status, code, commands)


FAILURES = {
    "400": refusal(400, 1, "api", "bad_thing", FEW),
    "401": refusal(401, 3, "access", "invalid_api_key"),
    "403": refusal(403, 3, "access"),
    "404": refusal(404, 4, "not_found"),
    "409": refusal(409, 1, "api"),
    "429": refusal(429, 5, "rate_limit", "rate_limit_exceeded"),
    "429 for the quota": refusal(429, 5, "rate_limit", "insufficient_quota", FEW),
    "500": refusal(500, 6, "server"),
    "HTML 502": Failure(html_error(502), 6, "Bad Gateway", "server", 502),
    "empty 503": Failure(Answer(503), 6, "Service Unavailable", "server", 503, None, FEW),
    "status nobody knows": Failure(Answer(499, "odd"), 1, "odd", "api", 499, None, FEW),
    "error that cannot be unpacked": Failure(
        Answer(500, b"no gzip", headers={"content-encoding": "gzip"}),
        6,
        "Internal Server Error",
        "server",
        500,
        commands=FEW,
    ),
    "error that is cut": Failure(
        Cut(b'{"error": {"message"', 5, status=500),
        6,
        "Internal Server Error",
        "server",
        500,
        commands=FEW,
    ),
    "redirect to nowhere": Failure(Answer(302), 6, "302", "network", commands=FEW),
    "redirect to nonsense": Failure(
        Answer(307, headers={"location": "http://host:no-port/"}),
        6,
        "redirects to what is no URL",
        "network",
        commands=FEW,
    ),
    "reset": Failure(Reset(), 6, "connection reset", "network"),
    "hang-up": Failure(Hangup(), 6, "was lost", "network"),
    "silence": Failure(Silence(), 6, "was silent for 0.3 s", "network"),
    "malformed JSON": Failure(
        malformed_json(), 6, "not JSON", "network", commands=(*PARSING, "stream")
    ),
    "HTML with 200": Failure(
        Answer(body="<html>Log in first</html>"), 6, "not JSON", "network", commands=FEW
    ),
    "body that cannot be unpacked": Failure(
        Answer(body=b"no gzip", headers={"content-encoding": "gzip"}),
        6,
        "cannot be unpacked",
        "network",
    ),
    "cut body": Failure(Cut(HALF + FILE_BYTES * 99, 300), 6, "was lost", "network"),
    "reset body": Failure(
        Cut(HALF + FILE_BYTES * 99, 300, ending="reset"), 6, "was lost", "network"
    ),
}


@pytest.mark.parametrize("answer", [Cut(HALF, 5), Hangup(), Silence()])
def test_what_may_have_been_done_is_not_advised_to_be_done_again(
    answer: Playable, oai: CommandLine, fault_server: FaultServer, tmp_path: Path
) -> None:
    fault_server.script(answer)
    lines = command_lines(tmp_path)
    for kind, is_said in {"create": True, "upload": True, "get": False}.items():
        result = oai.run(*lines[kind], *options_for(answer), env=fault_server.env)
        assert ("look first: it may have been done" in result.err) == is_said
    nowhere = {**fault_server.env, "OPENAI_BASE_URL": refused_url()}
    assert "look first" not in oai.run(*lines["create"], *ONCE, env=nowhere).err


@pytest.mark.parametrize("name", FAILURES)
def test_failure(name: str, oai: CommandLine, fault_server: FaultServer, tmp_path: Path) -> None:
    failure = FAILURES[name]
    fault_server.script(failure.answer)
    oai.env.update(fault_server.env)
    lines = command_lines(tmp_path)
    told = run_all(
        oai, [[*lines[kind], "--debug", *options_for(failure.answer)] for kind in failure.commands]
    )
    for result in told:
        check_result(result, failure.exit_code)
        assert failure.says in only_paragraph(result)
    (machine,) = run_all(oai, [[*lines["get"], "--errors", "json", *options_for(failure.answer)]])
    check_result(machine, failure.exit_code)
    check_facts(machine, failure)
    assert [path for path in oai.home.iterdir() if path.is_file()] == []


def test_no_connection(oai: CommandLine, tmp_path: Path) -> None:
    oai.env.update(OPENAI_BASE_URL=refused_url(), OPENAI_API_KEY=FaultServer.key)
    for result in run_all(oai, [[*line, *ONCE] for line in command_lines(tmp_path).values()]):
        check_result(result, 6)
        assert "Cannot connect to 127.0.0.1" in only_paragraph(result)
        assert "connection refused" in only_paragraph(result)


def test_no_key(oai: CommandLine, tmp_path: Path) -> None:
    """Nothing is sent: the proxy would see it."""
    with FaultServer() as proxy:
        oai.env.update(HTTPS_PROXY=proxy.origin)
        results = run_all(oai, list(command_lines(tmp_path).values()))
        assert proxy.connections == 0
    for result in results:
        check_result(result, 3)
        assert "OPENAI_API_KEY" in only_paragraph(result)


@pytest.mark.parametrize(
    ("base_url", "kind"),
    [(refused_url(), "network"), ("https://api.openai.com/v1", "access")],
    ids=["refused", "no key"],
)
def test_json_of_a_failure_without_an_answer(base_url: str, kind: str, oai: CommandLine) -> None:
    result = oai.run("files", "list", "--base-url", base_url, "--errors", "json", *ONCE)
    told = facts(result)
    assert (told["kind"], told["status"], told["request_id"]) == (kind, None, None)


def test_connection_that_is_never_made(oai: CommandLine) -> None:
    with unaccepting_url() as url:
        result = oai.run("files", "list", "--base-url", url, *ONCE, *IMPATIENT)
    check_result(result, 6)
    assert "No connection to 127.0.0.1" in only_paragraph(result)
    assert "within 0.3 s" in only_paragraph(result)


def test_unknown_host(oai: CommandLine) -> None:
    oai.env.update(OPENAI_BASE_URL="http://no-such-host.invalid/v1")
    result = oai.run("files", "list", *ONCE)
    check_result(result, 6)
    assert "no-such-host.invalid: the name cannot be resolved" in only_paragraph(result)


@pytest.mark.parametrize(("scheme", "says"), [("http", "speak HTTP"), ("https", "speak TLS")])
def test_a_server_of_another_kind(scheme: str, says: str, oai: CommandLine) -> None:
    with talkative_server(b"SSH-2.0-OpenSSH_9.2\r\n\r\n") as port:
        url = f"{scheme}://127.0.0.1:{port}/v1"
        result = oai.run("files", "list", "--base-url", url, *ONCE)
    check_result(result, 6)
    assert f"does not {says}" in only_paragraph(result)


@pytest.mark.parametrize(
    "value", ["socks5://127.0.0.1:9", "nonsense://x", "127.0.0.1", "http://[x", "http://a:b:c"]
)
def test_a_proxy_that_cannot_be_used(value: str, oai: CommandLine) -> None:
    oai.env.update(HTTP_PROXY=value, ALL_PROXY=value)
    oai.env.update(OPENAI_BASE_URL="http://no-such-host.invalid/v1")
    result = oai.run("files", "list", *ONCE)
    assert result.code in (2, 6)
    check_result(result, result.code)
    assert "proxy" in only_paragraph(result).lower()


@pytest.mark.parametrize(
    ("given", "secret"),
    [
        (["--header", "X-Api-Key: very-secret-77"], "very-secret-77"),
        (["--header", "Authorization: Bearer other-secret-9"], "other-secret-9"),
        (["--header", "Helicone-Auth: Bearer other-secret-9"], "other-secret-9"),
        (["--header", "X-Session: very-secret-77"], "very-secret-77"),
    ],
)
def test_secret_headers_are_hidden_too(
    given: list[str], secret: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(400, json=error_body(f"What is {secret}?")))
    oai.env.update(fault_server.env)
    for mode in ([], ["--errors", "json"]):
        result = oai.run("files", "list", "--debug", *given, *mode)
        assert result.code == 1
        assert secret not in result.err
        assert "What is [hidden]?" in result.err


def test_a_key_in_a_header_of_the_server_is_hidden(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    headers = {"x-request-id": f"req-{FaultServer.key}", "x-echo": FaultServer.key}
    fault_server.script(Answer(404, headers=headers))
    oai.env.update(fault_server.env)
    for mode in ([], ["--errors", "json"]):
        result = oai.run("files", "get", "x", "--debug", *mode)
        assert result.code == 4
        assert FaultServer.key not in result.err


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"detail": "Model not loaded"}, "Model not loaded"),
        ({"error": "out of memory"}, "out of memory"),
        ({"error": {"message": None, "code": 7}}, "Bad Request"),
        ({"object": "error", "message": "vLLM's way", "code": 400}, "vLLM's way"),
        ({"error": {"message": "two\nlines\r\nof it"}}, "two\\nlines"),
        ({"error": {"message": {"deep": ["x"]}}}, "deep"),
        (
            {"detail": [{"loc": ["body", "n"], "msg": "too many"}, {"loc": [], "msg": "no"}]},
            "oai: body.n: too many; no. (HTTP 400)",
        ),
        ({"errors": [{"message": "first"}, {"message": "second"}]}, "first; second"),
        ({"error": None, "message": "beside it"}, "beside it"),
        ({"error": "invalid_grant", "error_description": "It is over."}, "It is over."),
        ({"error": True, "msg": "so it is"}, "so it is"),
        ({"fault": {"faultstring": "odd"}}, 'Bad Request: {"fault": {"faultstring": "odd"}}'),
        ({"error": DEEP}, "Bad Request"),
        ([], "Bad Request"),
        ({"error": {"message": "x" * 5000}}, "xxx"),
    ],
)
def test_errors_of_compatible_servers(
    body: object, says: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(400, json=body))
    oai.env.update(fault_server.env)
    result = oai.run("files", "list")
    check_result(result, 1)
    assert says in only_paragraph(result)
    assert len(result.err) < 3000


def test_a_failed_answer_is_written_and_exits_7(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    failed = {"id": "batch_1", "object": "batch", "status": "failed"}
    fault_server.script(Answer(json=failed))
    oai.env.update(fault_server.env)
    result = oai.run("batches", "get", "batch_1")
    assert (result.code, result.json()) == (7, failed)
    assert "batch_1 failed" in only_paragraph(result)


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_a_deaf_standard_error_keeps_the_exit_code(
    where: str, oai: CommandLine, fault_server: FaultServer
) -> None:
    fault_server.script(Answer(404))
    oai.env.update(fault_server.env)
    result = oai.shell(f"oai files get x --debug {where}")
    assert (result.code, result.stdout) == (4, b"")


@contextmanager
def talkative_server(greeting: bytes) -> Iterator[int]:
    """Give the port of a server that greets each visitor and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            with suppress(OSError):
                while True:
                    visitor, _ = listener.accept()
                    with visitor:
                        visitor.sendall(greeting)

        thread = Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def run_all(oai: CommandLine, lines: list[list[str]]) -> list[Result]:
    """Run several command lines at the same time."""
    return in_parallel(lambda line: oai.run(*line), lines)


def check_result(result: Result, exit_code: int) -> None:
    """Check what every failure has in common."""
    assert result.code == exit_code, result.err
    assert result.stdout == b""
    shown = result.err
    assert [word for word in NEVER_SHOWN if word.lower() in shown.lower()] == []
    assert FaultServer.key not in shown
    assert FaultServer.admin_key not in shown
    assert "\x1b" not in shown
    assert shown.endswith("\n")


def only_paragraph(result: Result) -> str:
    """Return the error, which is one line on a pipe and the last one."""
    lines = result.err.splitlines()
    said = [line for line in lines if line.startswith("oai: ")]
    assert said == lines[-1:], result.err
    return said[0]


def facts(result: Result) -> dict[str, object]:
    """Return the error that `--errors json` writes."""
    document: dict[str, dict[str, object]] = json.loads(result.err.splitlines()[-1])
    assert list(document) == ["error"]
    assert set(document["error"]) == FACTS
    assert document["error"]["exit_code"] == result.code
    return document["error"]


def check_facts(result: Result, failure: Failure) -> None:
    told = facts(result)
    assert (told["kind"], told["status"]) == (failure.kind, failure.status)
    assert told["code"] == failure.code
    assert failure.says in str(told["message"])
    if failure.says.startswith("Refused"):
        assert told["request_id"] == REQUEST_ID
        assert told["type"] == "invalid_request_error"
