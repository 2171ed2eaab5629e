"""`oai audio`: recordings into words, and voices."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Part

from .conftest import Ask

SOUND = bytes(range(256)) * 40
WORDS = {"text": "  Hello, “wörld”.\nBye. ", "usage": {"type": "tokens", "total_tokens": 7}}
TIMES = {
    "task": "transcribe",
    "duration": 2.50,
    "text": "Hello. Bye.",
    "segments": [
        {"id": 0, "start": 0.0, "end": 1.25, "text": "Hello.", "tokens": [1, 2]},
        {"id": 1, "start": 1.25, "end": 2.5, "text": "Bye.", "tokens": [3]},
    ],
}
SUBTITLES = "1\n00:00:00,000 --> 00:00:01,250\nHello, wörld.\r\n\n"


@pytest.fixture
def recording(oai: CommandLine) -> Path:
    path = oai.home / "talk.mp3"
    path.write_bytes(SOUND)
    return path


@pytest.mark.parametrize("verb", ["transcribe", "translate"])
def test_subtitles_are_asked_for_by_the_ending(run: Ask, recording: Path, verb: str) -> None:
    words = ("audio", verb, recording, "--model", "whisper-1", "--dry-run")
    for name, asked in (("a.srt", "srt"), ("a.vtt", "vtt"), ("a.json", None), ("a.txt", None)):
        form = {
            field["name"]: field.get("value") for field in run(*words, "-o", name).json()["form"]
        }
        assert form.get("response_format") == asked


def parts_of(server: FaultServer) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in server.requests[-1].parts():
        found.setdefault(part.name, []).append(part)
    return found


def transcribe(run: Ask, *options: str | Path, **more: str | bytes) -> Result:
    return run("audio", "transcribe", *options, "--model", "whisper-1", **more)


def test_transcription_sends_a_form(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    fault_server.script(Answer(json=WORDS))
    sample = recording.with_name("ada.wav")
    sample.write_bytes(b"RIFF")
    result = transcribe(
        run,
        recording,
        *("--language", "en", "--timestamp-granularities", "word"),
        *("--timestamp-granularities", "segment", "--temperature", "0.2"),
        *("--known-speaker-names", "Ada", "--known-speaker-references", sample),
    )
    assert result.json() == WORDS
    parts = parts_of(fault_server)
    assert parts["file"] == [Part("file", SOUND, "talk.mp3", "audio/mpeg")]
    assert [part.data for part in parts["timestamp_granularities[]"]] == [b"word", b"segment"]
    assert [part.data for part in parts["temperature"]] == [b"0.2"]
    assert [part.data for part in parts["known_speaker_names[]"]] == [b"Ada"]
    (reference,) = parts["known_speaker_references[]"]
    assert reference.data.startswith(b"data:audio/")
    assert reference.data.endswith(b";base64,UklGRg==")
    assert reference.filename is None


def test_recording_from_standard_input(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=WORDS))
    result = transcribe(run, "-", "--filename", "call.wav", stdin=SOUND)
    assert result.code == 0
    (part,) = parts_of(fault_server)["file"]
    assert (part.data, part.filename) == (SOUND, "call.wav")
    assert part.content_type in ("audio/wav", "audio/x-wav")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("text", "Hello, wörld.\n"),
        ("text", "no newline"),
        ("srt", SUBTITLES),
        ("vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n"),
    ],
)
@pytest.mark.parametrize("options", [(), ("-t", "--color", "always")])
def test_text_and_subtitles_come_through_untouched(
    run: Ask,
    fault_server: FaultServer,
    recording: Path,
    form: str,
    text: str,
    options: tuple[str, ...],
) -> None:
    fault_server.script(Answer(body=text))
    result = transcribe(run, recording, "--response-format", form, *options)
    assert (result.code, result.stdout) == (0, text.encode())


def test_subtitles_into_a_file(
    run: Ask, fault_server: FaultServer, recording: Path, oai: CommandLine
) -> None:
    fault_server.script(Answer(body=SUBTITLES))
    result = transcribe(run, recording, "--response-format", "srt", "-o", "a.srt")
    assert (result.code, result.stdout) == (0, b"")
    assert (oai.home / "a.srt").read_bytes() == SUBTITLES.encode()


@pytest.mark.parametrize("verb", ["transcribe", "translate"])
@pytest.mark.parametrize("answer", [WORDS, TIMES])
def test_json_formats(
    run: Ask, fault_server: FaultServer, recording: Path, verb: str, answer: dict[str, object]
) -> None:
    fault_server.script(Answer(json=answer))
    command = ("audio", verb, recording, "--model", "whisper-1")
    assert run(*command).json() == answer
    assert run(*command, "-t").text == f"{answer['text']}\n"


def test_people_get_the_words(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    fault_server.script(Answer(json=WORDS))
    assert transcribe(run, recording, "--format", "table").text == f"{WORDS['text']}\n"


def test_segments_as_a_table(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    fault_server.script(Answer(json=TIMES))
    lines = transcribe(run, recording, "--format", "table").lines
    assert [line.split() for line in lines] == [
        ["Start", "End", "Text"],
        ["0.0", "1.25", "Hello."],
        ["1.25", "2.5", "Bye."],
    ]


def said(*deltas: str) -> list[dict[str, object]]:
    return [{"type": "transcript.text.delta", "delta": text} for text in deltas]


HEARD = {"type": "transcript.text.done", **WORDS}


def test_streamed_transcript(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    fault_server.script(Stream(sse(*said("  Hello, ", "“wörld”.\nBye. "), HEARD)))
    assert transcribe(run, recording, "--stream").json() == WORDS
    assert transcribe(run, recording, "--stream", "-t").text == WORDS["text"]
    assert len(transcribe(run, recording, "--stream", "--format", "jsonl").lines) == 3
    assert parts_of(fault_server)["stream"][0].data == b"true"


def test_words_that_come_with_the_end_alone(
    run: Ask, fault_server: FaultServer, recording: Path
) -> None:
    done = {"type": "transcript.text.done", "text": "All at once."}
    fault_server.script(Stream(sse(done)))
    assert transcribe(run, recording, "--stream", "-t").text == "All at once."


def test_streamed_speakers(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    segment = {"id": "seg_1", "start": 0.0, "end": 1.0, "speaker": "A", "text": "Hi"}
    event = {"type": "transcript.text.segment", **segment}
    fault_server.script(Stream(sse(event, {"type": "transcript.text.done", "text": "Hi"})))
    answer = transcribe(run, recording, "--stream").json()
    assert answer == {"text": "Hi", "segments": [segment]}


def test_words_appear_as_they_are_heard(
    oai: CommandLine, fault_server: FaultServer, recording: Path
) -> None:
    seen = Event()

    fault_server.script(Stream([*sse(*said("First ")), *sse(*said("# second"), HEARD, delay=seen)]))
    command = ("audio", "transcribe", recording, "--model", "m", "--stream")
    with oai.terminal(*command, env=fault_server.env) as terminal:
        terminal.output.wait_for("First ")
        seen.set()
        terminal.output.wait_for("# second")
        assert terminal.wait() == 0


def test_cut_transcript_keeps_what_came(
    run: Ask, fault_server: FaultServer, recording: Path
) -> None:
    fault_server.script(Stream(sse(*said("Hello, ")), ending="cut"))
    result = transcribe(run, recording, "--stream", "-t")
    assert (result.code, result.text) == (6, "Hello, ")
    assert transcribe(run, recording, "--stream").json() == {"text": "Hello, "}


def test_a_folder_is_no_recording(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    result = transcribe(run, oai.home)
    assert (result.code, result.stdout) == (2, b"")
    assert "is a folder" in result.err
    assert fault_server.requests == []


def test_consents_and_voices(run: Ask, fault_server: FaultServer, recording: Path) -> None:
    fault_server.script(Answer(json={"id": "cons_1", "object": "audio.voice_consent"}))
    consents = ("audio", "voice-consents")
    assert run(*consents, "create", recording, "--name", "Ada", "--language", "en-US").code == 0
    parts = parts_of(fault_server)
    assert parts["recording"] == [Part("recording", SOUND, "talk.mp3", "audio/mpeg")]
    assert run(*consents, "update", "cons_1", "--name", "Ada L.").code == 0
    assert fault_server.requests[-1].json() == {"name": "Ada L."}
    assert (
        run("audio", "voices", "create", recording, "--name", "A", "--consent", "cons_1").code == 0
    )
    parts = parts_of(fault_server)
    assert parts["audio_sample"][0].filename == "talk.mp3"
    assert parts["consent"][0].data == b"cons_1"
