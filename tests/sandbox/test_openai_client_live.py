"""OpenAI's own library against webhooks, live sessions, decisions, safety and voices."""

from __future__ import annotations

import time

import openai
import pytest
from openai import OpenAI

from .media_files import SILENT_WAV
from .test_realtime import OFFER

DAY = 24 * 3600


def test_webhook_endpoints(client: OpenAI) -> None:
    hooks = client.webhooks
    made = [
        hooks.create(name=f"h{n}", url="https://example.com/h", event_types=["batch.completed"])
        for n in range(3)
    ]
    assert all(each.signing_secret.startswith("whsec_") for each in made)
    assert [each.id for each in hooks.list(limit=1)][:3] == [each.id for each in made[::-1]]
    first = made[0]
    assert hooks.retrieve(first.id).signing_secret_hint == first.signing_secret_hint
    assert hooks.update(first.id, event_types=["batch.failed"]).event_types == ["batch.failed"]
    rotated = hooks.rotate_secret(first.id, keep_old_secret_active_for_24_hours=True)
    assert rotated.signing_secret != first.signing_secret
    assert hooks.test(first.id, event_type="batch.failed").status_code == 200
    assert "batch.failed" in hooks.event_types.list().data
    for each in made:
        assert hooks.delete(each.id).deleted
    with pytest.raises(openai.NotFoundError):
        hooks.retrieve(first.id)


def test_live_sessions(client: OpenAI) -> None:
    live = client.live
    begun = live.create(
        session={"model": "gpt-live-1", "store": True},
        transport={"type": "webrtc", "sdp": OFFER},
    )
    assert begun.transport.sdp.startswith("v=0")
    session = begun.session.id
    forked = live.sessions.fork(session, transport={"type": "webrtc", "sdp": OFFER})
    live.sessions.accept(forked.session.id, session={"type": "live", "model": "gpt-live-1"})
    live.sessions.refer(forked.session.id, target_uri="tel:+14155550123")
    live.sessions.hangup(session)
    assert live.sessions.download_recording(session).read().startswith(b"RIFF")
    with pytest.raises(openai.BadRequestError):
        live.sessions.reject(session, status_code=486)


def test_decisions(client: OpenAI) -> None:
    decision = client.decisions.create(
        model="gpt-5-mini",
        input="Where is my parcel?",
        questions=[
            {"type": "predicate", "instructions": "Is it late?"},
            {
                "type": "choice",
                "instructions": "How?",
                "choices": [{"value": "a"}, {"value": True}],
            },
            {"type": "score", "instructions": "How sad?", "levels": [{"label": "not"}]},
        ],
    )
    assert [answer.type for answer in decision.answers] == ["predicate", "choice", "score"]
    assert decision.usage.total_tokens > 0


def test_decisions_are_counted(client: OpenAI) -> None:
    client.decisions.create(
        model="gpt-counted", input="x", questions=[{"type": "predicate", "instructions": "?"}]
    )
    usage = client.admin.organization.usage.decisions(
        start_time=int(time.time()) - DAY, models=["gpt-counted"], group_by=["api_source"], limit=3
    )
    (result,) = (each for bucket in usage.data for each in bucket.results)
    assert result.api_source == "unlabeled"
    assert result.num_model_requests == 1


def test_safety(client: OpenAI) -> None:
    assert client.safety.alerts.retrieve("alert_sandbox").object == "safety.alert"
    assert client.safety.cases.retrieve("case_sandbox").notice.type == "warning"
    with pytest.raises(openai.NotFoundError):
        client.safety.alerts.retrieve("alert_none")


def test_voices(client: OpenAI) -> None:
    voices = client.audio.voices
    spoken = voices.create(name="Ada", type="prompt", prompt="Calm and low.")
    assert (spoken.type, spoken.prompt) == ("prompt", "Calm and low.")
    consent = client.audio.voice_consents.create(
        name="Ada", language="en", recording=("a.wav", SILENT_WAV)
    )
    recorded = voices.create(name="Ada", consent=consent.id, audio_sample=("a.wav", SILENT_WAV))
    assert recorded.type == "audio_sample"
    for voice in (spoken, recorded):
        assert voices.delete(voice.id).object == "audio.voice.deleted"
    with pytest.raises(openai.NotFoundError):
        voices.delete(spoken.id)
