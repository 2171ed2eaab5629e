"""Live sessions: begun with an offer, forked, ended, and their recordings."""

from __future__ import annotations

import io
import wave
from typing import Any

import httpx
import pytest

from .asking import error
from .organization import ok
from .test_realtime import OFFER

TRANSPORT = {"type": "webrtc", "sdp": OFFER}
ENDS = [("hangup", None), ("refer", {"target_uri": "tel:+1"}), ("reject", {"status_code": 486})]


def begin(api: httpx.Client, **session: Any) -> str:
    body = {"session": {"model": "gpt-live-1", **session}, "transport": TRANSPORT}
    made = ok(api.post("live/sessions", json=body))
    assert made["transport"]["type"] == "webrtc"
    assert made["transport"]["sdp"].startswith("v=0\r\n")
    return str(made["session"]["id"])


def test_what_is_no_offer_is_refused(api: httpx.Client) -> None:
    session = {"model": "gpt-live-1"}
    body = {"session": session, "transport": {**TRANSPORT, "sdp": "hello"}}
    assert error(api.post("live/sessions", json=body), 400)["param"] == "sdp"
    refused = error(api.post("live/sessions", json={"session": session, "transport": {}}), 400)
    assert refused["param"] == "transport.sdp"


@pytest.mark.parametrize(("verb", "body"), ENDS)
def test_a_session_ends_once(api: httpx.Client, verb: str, body: Any) -> None:
    path = f"live/sessions/{begin(api)}"
    session = {"type": "live", "model": "gpt-live-1"}
    assert api.post(f"{path}/accept", json={"session": session}).status_code == 200
    ended = api.post(f"{path}/{verb}", json=body)
    assert (ended.status_code, ended.content) == (200, b"")
    error(api.post(f"{path}/hangup"), 400)
    error(api.post(f"{path}/accept", json={"session": session}), 400)


def test_a_recording_comes_when_a_stored_session_is_over(api: httpx.Client) -> None:
    path = f"live/sessions/{begin(api, store=True)}"
    assert error(api.get(f"{path}/content"), 409)["code"] == "session_not_over"
    api.post(f"{path}/hangup")
    recording = api.get(f"{path}/content")
    assert recording.headers["content-type"] == "application/binary"
    with wave.open(io.BytesIO(recording.content)) as sound:
        assert sound.getnframes() > 0


def test_a_session_that_is_not_stored_has_none(api: httpx.Client) -> None:
    path = f"live/sessions/{begin(api)}"
    api.post(f"{path}/hangup")
    assert error(api.get(f"{path}/content"), 404)["code"] == "recording_not_found"


def test_a_fork_has_the_settings_of_its_source_but_for_those_given(api: httpx.Client) -> None:
    source = begin(api)
    body = {"transport": TRANSPORT, "session": {"store": True}}
    fork = ok(api.post(f"live/sessions/{source}/fork", json=body))["session"]["id"]
    assert fork != source
    for session, status in ((source, 404), (fork, 200)):
        api.post(f"live/sessions/{session}/hangup")
        assert api.get(f"live/sessions/{session}/content").status_code == status
    error(api.post("live/sessions/live_none/fork", json={"transport": TRANSPORT}), 404)
