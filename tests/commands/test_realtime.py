"""`oai realtime` and `oai chatkit`: calls with their SDP, and keys for browsers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.answers import Answer, error_body
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .wire_calls import Call, check, verb

OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n"
REPLY = "v=0\r\no=- 2 2 IN IP4 192.0.2.1\r\n"
CHATKIT = "chatkit_beta=v1"
SECRET = {"value": "ek_1", "expires_at": 1700000000}
CALLS = [
    Call(
        "realtime calls accept c_1 --model m --max-output-tokens inf --audio output.voice=ash"
        " --audio output.speed:=1.2 --tracing auto",
        "POST",
        "/v1/realtime/calls/c_1/accept",
        {
            "type": "realtime",
            "model": "m",
            "audio": {"output": {"voice": "ash", "speed": 1.2}},
            "max_output_tokens": "inf",
            "tracing": "auto",
        },
    ),
    Call(
        "realtime calls accept c_1 --max-output-tokens 400",
        "POST",
        "/v1/realtime/calls/c_1/accept",
        {"type": "realtime", "max_output_tokens": 400},
    ),
    Call(
        "realtime calls reject c_1 --status-code 486 --yes",
        "POST",
        "/v1/realtime/calls/c_1/reject",
        {"status_code": 486},
    ),
    Call(
        "realtime sessions create --client-secret value=x --client-secret expires_at=9"
        " --speed 1.25 --modalities text --turn-detection threshold=0.5",
        "POST",
        "/v1/realtime/sessions",
        {
            "client_secret": {"value": "x", "expires_at": 9},
            "modalities": ["text"],
            "speed": 1.25,
            "turn_detection": {"threshold": 0.5},
        },
    ),
    Call(
        "realtime transcription-sessions create --input-audio-transcription language=de",
        "POST",
        "/v1/realtime/transcription_sessions",
        {"input_audio_transcription": {"language": "de"}},
    ),
    Call(
        "realtime translations create-client-secret --session model=m --expires-after seconds=60",
        "POST",
        "/v1/realtime/translations/client_secrets",
        {"session": {"model": "m"}, "expires_after": {"seconds": 60}},
    ),
    Call(
        "chatkit sessions create --workflow id=wf_1 --user u --rate-limits"
        " max_requests_per_1_minute=5 --chatkit-configuration file_upload.enabled:=true",
        "POST",
        "/v1/chatkit/sessions",
        {
            "workflow": {"id": "wf_1"},
            "user": "u",
            "rate_limits": {"max_requests_per_1_minute": 5},
            "chatkit_configuration": {"file_upload": {"enabled": True}},
        },
        beta=CHATKIT,
    ),
    Call(
        "chatkit sessions cancel s_1 --yes",
        "POST",
        "/v1/chatkit/sessions/s_1/cancel",
        beta=CHATKIT,
    ),
    Call(
        "chatkit threads list --user u",
        "GET",
        "/v1/chatkit/threads",
        query={"user": ["u"]},
        beta=CHATKIT,
    ),
    Call("chatkit threads items t_1", "GET", "/v1/chatkit/threads/t_1/items", beta=CHATKIT),
]


@pytest.mark.parametrize("call", CALLS, ids=verb)
def test_request(oai: CommandLine, fault_server: FaultServer, call: Call) -> None:
    check(call, oai, fault_server)


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    path = tmp_path / "offer.sdp"
    path.write_bytes(OFFER.encode())
    return path


@pytest.mark.parametrize("source", ["file", "stdin", "option"])
def test_call(oai: CommandLine, fault_server: FaultServer, offer: Path, source: str) -> None:
    headers = {"content-type": "application/sdp", "location": "/v1/realtime/calls/rtc_7"}
    fault_server.script(Answer(201, REPLY, headers=headers))
    given = {"file": [str(offer)], "stdin": ["-"], "option": ["--sdp", OFFER]}[source]
    command = ("realtime", "calls", "create", *given, "--session", "type=realtime")
    command += ("--session", "model=gpt-realtime-2", "--set", "session.audio.output.speed:=1.2")
    result = oai(*command, stdin=OFFER if source == "stdin" else b"", env=fault_server.env)
    assert (result.code, result.stdout) == (0, REPLY.encode())
    assert result.err == "The call is rtc_7.\n"
    (request,) = fault_server.requests
    assert (request.method, request.path) == ("POST", "/v1/realtime/calls")
    sdp, session = request.parts()
    assert [(part.name, part.filename) for part in (sdp, session)] == [
        ("sdp", None),
        ("session", None),
    ]
    assert sdp.data.decode() == OFFER
    assert json.loads(session.data) == {
        "type": "realtime",
        "model": "gpt-realtime-2",
        "audio": {"output": {"speed": 1.2}},
    }


def test_an_offer_alone_is_the_whole_body(
    oai: CommandLine, fault_server: FaultServer, offer: Path
) -> None:
    fault_server.script(Answer(201, REPLY, headers={"content-type": "application/sdp"}))
    command = ("realtime", "calls", "create", str(offer))
    assert oai(*command, env=fault_server.env).text == REPLY
    shown = oai(*command, "--dry-run", env=fault_server.env).json()
    assert (shown["headers"]["Content-Type"], shown["body"]) == ("application/sdp", OFFER)
    curl = oai(*command, "--print", "curl", env=fault_server.env)
    oai.shell(curl.text, env=fault_server.env)
    sent, by_curl = fault_server.requests
    for request in (sent, by_curl):
        assert request.headers["content-type"] == "application/sdp"
        assert request.body == OFFER.encode()


def test_a_refused_call(oai: CommandLine, fault_server: FaultServer, offer: Path) -> None:
    fault_server.script(Answer(400, json=error_body("No such codec.")))
    result = oai("realtime", "calls", "create", str(offer), env=fault_server.env)
    assert (result.code, result.stdout) == (1, b"")
    assert "No such codec." in result.err


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (OFFER.encode(), ["--sdp", "x"], "are the same thing"),
        (b"\xff\xfe", [], "not UTF-8"),
        (None, [], "cannot read"),
    ],
)
def test_no_offer(
    oai: CommandLine,
    fault_server: FaultServer,
    tmp_path: Path,
    content: bytes | None,
    more: list[str],
    said: str,
) -> None:
    path = tmp_path / "an offer"
    if content is not None:
        path.write_bytes(content)
    result = oai("realtime", "calls", "create", str(path), *more, env=fault_server.env)
    assert (result.code, fault_server.requests) == (2, [])
    assert said in result.err


def test_an_answer_with_nothing_in_it(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(200))
    hang_up = ["realtime", "calls", "hangup", "c_1", "--yes"]
    assert oai(*hang_up, env=fault_server.env).json() is None
    result = oai(*hang_up, "-t", env=fault_server.env)
    assert (result.code, result.stdout) == (0, b"")
    assert result.err.startswith("Done")


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (["realtime", "client-secrets", "create"], {**SECRET, "session": {}}),
        (["realtime", "transcription-sessions", "create"], {"client_secret": SECRET}),
        (
            ["chatkit", "sessions", "create", "--workflow", "id=w", "--user", "u"],
            {"id": "s_1", "client_secret": "ek_1"},
        ),
    ],
)
def test_text_is_the_secret(
    oai: CommandLine, fault_server: FaultServer, command: list[str], answer: object
) -> None:
    fault_server.script(Answer(json=answer))
    assert oai(*command, "-t", env=fault_server.env).text == "ek_1\n"


def test_chatkit_upload(oai: CommandLine, fault_server: FaultServer, offer: Path) -> None:
    fault_server.script(Answer(json={"id": "cfile_1", "type": "file"}))
    result = oai("chatkit", "files", "upload", str(offer), "-q", env=fault_server.env)
    assert (result.code, result.text) == (0, "cfile_1\n")
    (part,) = fault_server.requests[0].parts()
    assert (part.name, part.filename, part.data) == ("file", "offer.sdp", OFFER.encode())
    assert fault_server.requests[0].headers["openai-beta"] == CHATKIT
