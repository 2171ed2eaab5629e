"""Speech is sound of the right format, and what the sandbox has said it can also write down."""

from __future__ import annotations

import base64
import io
import wave
from typing import Any

import httpx
import pytest

from .asking import error
from .media_files import MP4, PNG, SAID, SILENT_MP3, SILENT_WAV, speak

SENTENCES = ["Hello there.", "How are you?"]
BEGINNINGS = {"mp3": b"ID3", "wav": b"RIFF", "flac": b"fLaC"}


def transcribe(
    api: httpx.Client,
    content: bytes,
    name: str = "a.mp3",
    path: str = "transcriptions",
    **fields: Any,
) -> httpx.Response:
    form = {"model": "gpt-4o-transcribe", **fields}
    return api.post(f"audio/{path}", data=form, files={"file": (name, content)})


@pytest.mark.parametrize(("name", "beginning"), BEGINNINGS.items())
def test_formats_carry_their_words(api: httpx.Client, name: str, beginning: bytes) -> None:
    content = speak(api, response_format=name)
    assert content.startswith(beginning)
    answer = transcribe(api, content, f"a.{name}").json()
    assert answer["text"] == SAID
    assert answer["usage"]["type"] == "tokens"


def test_wav_and_pcm_are_the_same_sound(api: httpx.Client) -> None:
    with wave.open(io.BytesIO(speak(api, response_format="wav", speed=2))) as sound:
        frames = sound.readframes(sound.getnframes())
    assert frames == speak(api, response_format="pcm", speed=2)
    assert len(frames) == round(len(SAID) * 0.03 / 2 * 24_000) * 2
    assert frames != speak(api, response_format="pcm", speed=2, voice="echo")


def test_mp3_is_what_comes_unasked(api: httpx.Client) -> None:
    body = {"model": "tts-1", "voice": "alloy", "input": "Hi"}
    answer = api.post("audio/speech", json=body)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.content.startswith(b"ID3")


def test_speech_as_events(api: httpx.Client) -> None:
    body = {"model": "gpt-4o-mini-tts", "voice": "alloy", "input": SAID, "response_format": "wav"}
    text = api.post("audio/speech", json={**body, "stream_format": "sse"}).text
    events = plain_events(text)
    assert {event["type"] for event in events[:-1]} == {"speech.audio.delta"}
    assert events[-1]["type"] == "speech.audio.done"
    used = events[-1]["usage"]
    assert used["total_tokens"] == used["input_tokens"] + used["output_tokens"] > 0
    sound = b"".join(base64.b64decode(event["audio"]) for event in events[:-1])
    assert sound == speak(api, response_format="wav")


def plain_events(text: str) -> list[Any]:
    """Return the events of a stream that does not name them outside of their data."""
    lines = [line.removeprefix("data: ") for line in text.split("\n") if line]
    return [httpx.Response(200, content=line).json() for line in lines]


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"response_format": "opus"}, "response_format"),
        ({"model": "tts-1", "stream_format": "sse"}, "stream_format"),
        ({"input": "x" * 4097}, "input"),
        ({"speed": 9}, "speed"),
        ({"voice": {}}, "voice.id"),
    ],
)
def test_what_is_not_spoken(api: httpx.Client, fields: Any, param: str) -> None:
    body = {"model": "gpt-4o-mini-tts", "voice": "alloy", "input": "Hi", **fields}
    assert error(api.post("audio/speech", json=body), 400)["param"] == param


def test_verbose_json(api: httpx.Client) -> None:
    fields = {
        "model": "whisper-1",
        "response_format": "verbose_json",
        "timestamp_granularities[]": ["word", "segment"],
    }
    answer = transcribe(api, speak(api), **fields).json()
    assert (answer["task"], answer["duration"], answer["language"]) == (
        "transcribe",
        0.75,
        "english",
    )
    assert answer["usage"] == {"type": "duration", "seconds": 1}
    assert [segment["text"] for segment in answer["segments"]] == SENTENCES
    words = answer["words"]
    assert [word["word"] for word in words] == SAID.split()
    times = [time for word in words for time in (word["start"], word["end"])]
    assert times == sorted(times)
    assert (times[0], times[-1]) == (0, 0.75)
    only_segments = transcribe(api, speak(api), response_format="verbose_json").json()
    assert "words" not in only_segments


def test_subtitles(api: httpx.Client) -> None:
    answer = transcribe(api, speak(api), response_format="srt")
    assert answer.headers["content-type"].startswith("text/plain")
    first, second = answer.text.strip().split("\n\n")
    assert first == "1\n00:00:00,000 --> 00:00:00,360\nHello there."
    assert second == "2\n00:00:00,390 --> 00:00:00,750\nHow are you?"
    lines = transcribe(api, speak(api), response_format="vtt").text.split("\n")
    assert lines[:4] == ["WEBVTT", "", "00:00:00.000 --> 00:00:00.360", "Hello there."]
    assert transcribe(api, speak(api), response_format="text").text == f"{SAID}\n"


def test_speakers(api: httpx.Client) -> None:
    answer = transcribe(api, speak(api), response_format="diarized_json").json()
    assert set(answer) == {"task", "duration", "text", "segments", "usage"}
    assert [segment["speaker"] for segment in answer["segments"]] == ["A", "B"]
    known = {"response_format": "diarized_json", "known_speaker_names[]": ["Ada"]}
    segments = transcribe(api, speak(api), **known).json()["segments"]
    assert [segment["speaker"] for segment in segments] == ["Ada", "Ada"]


def test_a_stream(api: httpx.Client) -> None:
    fields = {"stream": "true", "include[]": ["logprobs"]}
    *deltas, done = plain_events(transcribe(api, speak(api), **fields).text)
    assert {event["type"] for event in deltas} == {"transcript.text.delta"}
    assert all(event["logprobs"] for event in deltas)
    assert "".join(event["delta"] for event in deltas) == done["text"] == SAID
    assert done["type"] == "transcript.text.done"
    assert done["usage"]["input_token_details"]["audio_tokens"] == 8


def test_a_stream_of_speakers(api: httpx.Client) -> None:
    fields = {"stream": "true", "response_format": "diarized_json"}
    events = plain_events(transcribe(api, speak(api), **fields).text)
    segments = [event for event in events if event["type"] == "transcript.text.segment"]
    assert [segment["text"] for segment in segments] == SENTENCES
    for segment in segments:
        deltas = [event["delta"] for event in events if event.get("segment_id") == segment["id"]]
        assert "".join(deltas) == segment["text"]


def test_whisper_does_not_stream(api: httpx.Client) -> None:
    assert transcribe(api, speak(api), model="whisper-1", stream="true").json()["text"] == SAID


def test_a_recording_of_somebody_else(api: httpx.Client) -> None:
    fields = {"response_format": "verbose_json", "path": "translations"}
    answer = transcribe(api, SILENT_WAV, "me.wav", **fields).json()
    assert (answer["task"], answer["duration"]) == ("translate", 3)
    assert f"'me.wav', which has {len(SILENT_WAV)} bytes" in answer["text"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.txt", b"x", "unsupported_format"), ("a.mp3", b"", "audio_too_short")],
)
def test_what_is_no_recording(api: httpx.Client, name: str, content: bytes, code: str) -> None:
    refusal = error(transcribe(api, content, name), 400)
    assert (refusal["param"], refusal["code"]) == ("file", code)


def test_consents_and_voices(api: httpx.Client) -> None:
    form = {"name": "Ada", "language": "en-US"}
    recording = {"recording": ("a.wav", SILENT_WAV)}
    consent = api.post("audio/voice_consents", data=form, files=recording).json()
    assert set(consent) == {"id", "object", "created_at", "name", "language"}
    renamed = api.post(f"audio/voice_consents/{consent['id']}", json={"name": "Eve"}).json()
    assert renamed == {**consent, "name": "Eve"}
    assert renamed in api.get("audio/voice_consents").json()["data"]
    form = {"name": "Mine", "consent": consent["id"]}
    sample = {"audio_sample": ("a.wav", SILENT_WAV)}
    voice = api.post("audio/voices", data=form, files=sample).json()
    assert set(voice) == {"id", "object", "created_at", "name", "type", "prompt"}
    assert speak(api, voice={"id": voice["id"]}) != speak(api)
    deleted = api.delete(f"audio/voice_consents/{consent['id']}").json()
    assert deleted == {"id": consent["id"], "object": "audio.voice_consent", "deleted": True}
    error(api.post("audio/voices", data=form, files=sample), 404)
    body = {"model": "gpt-4o-mini-tts", "input": "Hi", "voice": {"id": "voice_none"}}
    error(api.post("audio/speech", json=body), 404)


@pytest.mark.parametrize(
    ("form", "param"),
    [
        ({"name": "Ada"}, "audio_sample"),
        ({"name": "Ada", "type": "prompt"}, "prompt"),
        ({"name": "Ada", "type": "hummed"}, "type"),
    ],
)
def test_a_voice_says_what_it_is_made_from(api: httpx.Client, form: Any, param: str) -> None:
    files = {name: (None, value) for name, value in form.items()}
    assert error(api.post("audio/voices", files=files), 400)["param"] == param


def test_a_voice_from_words_speaks_until_it_is_deleted(api: httpx.Client) -> None:
    form = {"name": "Mine", "type": "prompt", "prompt": "Calm and low."}
    files = {name: (None, value) for name, value in form.items()}
    voice = api.post("audio/voices", files=files).json()
    assert speak(api, voice={"id": voice["id"]}) != speak(api)
    deleted = api.delete(f"audio/voices/{voice['id']}").json()
    assert deleted == {"id": voice["id"], "object": "audio.voice.deleted", "deleted": True}
    body = {"model": "gpt-4o-mini-tts", "input": "Hi", "voice": {"id": voice["id"]}}
    error(api.post("audio/speech", json=body), 404)


def test_provenance(api: httpx.Client) -> None:
    def check(content: bytes) -> Any:
        return api.post("content_provenance_checks", files={"file": ("a", content)})

    assert outcomes(check(speak(api)).json()) == {"synthid": "detected"}
    assert outcomes(check(SILENT_MP3).json()) == {"synthid": "not_detected"}
    made = {"prompt": "a fox", "model": "gpt-image-1", "size": "64x64"}
    picture = api.post("images/generations", json=made).json()["data"][0]["b64_json"]
    checked = check(base64.b64decode(picture)).json()
    assert outcomes(checked) == {"c2pa": "detected", "synthid": "detected"}
    assert {result["model"] for result in checked["results"]} == {"gpt-image-1"}
    assert outcomes(check(PNG).json()) == {"c2pa": "not_detected", "synthid": "not_detected"}
    assert outcomes(check(MP4).json()) == {"synthid": "not_detected"}
    error(check(b"text"), 400)


def outcomes(checked: Any) -> dict[str, str]:
    assert (set(checked), checked["object"]) == (
        {"object", "created_at", "results"},
        "content_provenance_check",
    )
    return {result["type"]: result["outcome"] for result in checked["results"]}
