"""Realtime: secrets for sessions, and calls that are answered and ended."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

from .agent_calls import post
from .asking import error

OFFER = "\r\n".join(
    [
        "v=0",
        "o=- 4611 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0 1",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
        "c=IN IP4 0.0.0.0",
        "a=mid:0",
        "a=rtpmap:111 opus/48000/2",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "a=mid:1",
        "a=sctp-port:5000",
        "",
    ]
)
SESSION = {"type": "realtime", "audio": {"output": {"voice": "cedar"}}}


def begin_call(api: httpx.Client) -> str:
    answer = api.post("realtime/calls", json={"sdp": OFFER, "session": SESSION})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"]).removeprefix("/v1/")


@pytest.mark.parametrize(
    "sent",
    [
        {"content": OFFER, "headers": {"content-type": "application/sdp"}},
        {"content": OFFER, "headers": {"content-type": "application/sdp; charset=utf-8"}},
        {"json": {"sdp": OFFER, "session": SESSION}},
        {"files": {"sdp": (None, OFFER), "session": (None, json.dumps(SESSION))}},
        {"files": {"sdp": (None, OFFER), "session[type]": (None, "realtime")}},
    ],
)
def test_an_offer_is_answered(api: httpx.Client, sent: Any) -> None:
    answer = api.post("realtime/calls", **sent)
    assert answer.status_code == 201, answer.text
    assert answer.headers["content-type"].startswith("application/sdp")
    assert answer.headers["location"].startswith("/v1/realtime/calls/rtc_")
    lines = answer.text.split("\r\n")
    assert [line[:2] for line in lines[:4]] == ["v=", "o=", "s=", "t="]
    assert lines[-1] == ""
    assert all(line[1] == "=" for line in lines[:-1])
    media = [line.split()[0] for line in lines if line.startswith("m=")]
    assert media == ["m=audio", "m=application"]
    assert [line for line in lines if line.startswith("a=mid:")] == ["a=mid:0", "a=mid:1"]
    for needed in ("a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:sha-256 ", "a=setup:passive"):
        assert any(line.startswith(needed) for line in lines)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"sdp": "hello"}, "sdp"),
        ({"sdp": OFFER.replace("m=audio 9", "m=audio")}, "sdp"),
        ({}, "sdp"),
        ({"sdp": OFFER, "session": {"type": "other"}}, "session.type"),
        ({"sdp": OFFER, "session": {**SESSION, "audio": "x"}}, "session.audio"),
    ],
)
def test_what_is_no_offer_is_refused(api: httpx.Client, body: Any, param: str) -> None:
    assert error(api.post("realtime/calls", json=body), 400)["param"] == param


@pytest.mark.parametrize(
    ("verb", "body"),
    [("hangup", None), ("refer", {"target_uri": "tel:+1"}), ("reject", {"status_code": 486})],
)
def test_a_call_ends_once(api: httpx.Client, verb: str, body: Any) -> None:
    path = begin_call(api)
    accepted = api.post(f"{path}/accept", json=SESSION)
    assert (accepted.status_code, accepted.content) == (200, b"")
    ended = api.post(f"{path}/{verb}", json=body)
    assert (ended.status_code, ended.content) == (200, b"")
    assert "over" in error(api.post(f"{path}/{verb}", json=body), 400)["message"]
    error(api.post(f"realtime/calls/rtc_none/{verb}", json=body), 404)


def test_a_secret_opens_a_session(api: httpx.Client) -> None:
    lifetime = {"anchor": "created_at", "seconds": 30}
    earliest = int(time.time())
    made = post(api, "realtime/client_secrets", session=SESSION, expires_after=lifetime)
    latest = int(time.time())
    assert made["value"].startswith("ek_")
    assert made["expires_at"] - 30 in range(earliest, latest + 1)
    output = made["session"]["audio"]["output"]
    assert (made["session"]["type"], output["voice"], output["speed"]) == ("realtime", "cedar", 1.0)
    heard = post(api, "realtime/client_secrets", session={"type": "transcription"})["session"]
    assert (heard["type"], list(heard["audio"])) == ("transcription", ["input"])
    body = {"session": {"model": "gpt-t", "audio": {"output": {"language": "fr"}}}}
    translating = post(api, "realtime/translations/client_secrets", **body)["session"]
    assert (translating["model"], translating["audio"]["output"]) == ("gpt-t", {"language": "fr"})
    too_short = {"expires_after": {"seconds": 1}}
    refused = error(api.post("realtime/client_secrets", json=too_short), 400)
    assert refused["param"] == "expires_after.seconds"


def test_sessions_of_the_beta(api: httpx.Client) -> None:
    given = {"voice": "ash", "input_audio_format": "g711_ulaw", "max_response_output_tokens": 5}
    session = post(api, "realtime/sessions", **given)
    assert session["client_secret"]["value"].startswith("ek_")
    assert session["audio"]["output"]["voice"] == "ash"
    assert session["audio"]["input"]["format"] == {"type": "audio/pcmu"}
    assert session["max_output_tokens"] == 5
    transcription = {"language": "de"}
    begun = int(time.time())
    heard = post(api, "realtime/transcription_sessions", input_audio_transcription=transcription)
    assert heard["input_audio_transcription"]["language"] == "de"
    assert heard["client_secret"]["expires_at"] > begun
