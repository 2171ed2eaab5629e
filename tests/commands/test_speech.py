"""`oai audio speech`: sound into files, whole or not at all."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.support.answers import Answer, Cut, Stream, error_body, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine

from .conftest import Ask

SOUND = bytes(range(256)) * 40
SPEAK = ("audio", "speech", "Dinner is ready", "--model", "gpt-voice", "--voice", "alloy")
MP3 = Answer(body=SOUND, headers={"content-type": "audio/mpeg"})


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_speech_goes_to_a_new_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(MP3)
    first, second = run(*SPEAK), run(*SPEAK, "-q")
    assert first.json() == {"path": "speech.mp3", "bytes": len(SOUND)}
    assert (second.code, second.text) == (0, "speech-1.mp3\n")
    assert (oai.home / "speech.mp3").read_bytes() == SOUND
    assert (oai.home / "speech-1.mp3").read_bytes() == SOUND
    assert fault_server.requests[0].json() == {
        "input": "Dinner is ready",
        "model": "gpt-voice",
        "voice": "alloy",
    }


def test_speech_is_named_by_its_format(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Answer(body=SOUND, headers={"content-type": "audio/pcm"}))
    assert run(*SPEAK, "--response-format", "pcm", "-q").text == "speech.pcm\n"


@pytest.mark.parametrize(
    ("name", "more", "asked"),
    [
        ("a.wav", (), "wav"),
        ("a.OGG", (), "opus"),
        ("a.mp3", (), None),
        ("a.wav/", (), None),
        ("a.txt", (), None),
        ("a.wav", ("--response-format", "flac"), "flac"),
    ],
)
def test_the_ending_says_what_kind_of_file_is_asked_for(
    run: Ask, name: str, more: tuple[str, ...], asked: str | None
) -> None:
    shown = run(*SPEAK, *more, "-o", name, "--dry-run").json()
    assert shown["body"].get("response_format") == asked


def test_speech_of_piped_text_to_a_pipe(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(MP3)
    result = run("audio", "speech", *SPEAK[3:], "-o", "-", stdin=" # Chapter\n")
    assert (result.code, result.stdout, result.err) == (0, SOUND, "")
    assert fault_server.requests[0].json()["input"] == " # Chapter\n"


def test_speech_replaces_nothing(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(MP3)
    (oai.home / "a.mp3").write_text("mine")
    refused = run(*SPEAK, "-o", "a.mp3")
    assert (refused.code, refused.stdout) == (2, b"")
    assert "a.mp3 exists" in refused.err
    assert fault_server.requests == []
    assert run(*SPEAK, "-o", "a.mp3", "--force").code == 0
    assert (oai.home / "a.mp3").read_bytes() == SOUND


def test_cut_speech_leaves_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Cut(SOUND, 1000))
    result = run(*SPEAK, "-o", "a.mp3")
    assert (result.code, result.stdout) == (6, b"")
    assert files_in(oai.home) == set()


def test_voice_of_ones_own(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(MP3)
    assert run(*SPEAK[:-2], "--set", "voice.id=voice_1").code == 0
    assert fault_server.requests[0].json()["voice"] == {"id": "voice_1"}


def delta(data: bytes) -> dict[str, str]:
    return {"type": "speech.audio.delta", "audio": base64.b64encode(data).decode()}


DONE = {"type": "speech.audio.done", "usage": {"total_tokens": 9}}
EVENTS = (*SPEAK, "--stream-format", "sse")


def test_streamed_speech_is_put_together(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Stream(sse(delta(SOUND[:7]), delta(SOUND[7:]), DONE)))
    assert run(*EVENTS, "-o", "a.mp3").json() == {"path": "a.mp3", "bytes": len(SOUND)}
    assert (oai.home / "a.mp3").read_bytes() == SOUND
    assert run(*EVENTS, "-o", "-").stdout == SOUND
    assert fault_server.requests[0].headers["accept"] == "text/event-stream"


def test_events_of_speech_as_lines(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse(delta(b"ab"), DONE)))
    lines = run(*EVENTS, "--format", "jsonl").lines
    assert lines == ['{"type": "speech.audio.delta", "audio": "YWI="}', *lines[1:]]
    assert '"total_tokens": 9' in lines[1]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Stream(sse(delta(b"ab")), ending="cut"), 6),
        (Stream(sse(delta(b"ab"))), 6),
        (Stream(sse({"type": "speech.audio.delta", "audio": "?"}, DONE)), 6),
        (Stream(sse(delta(b"ab"), error_body("No more."))), 1),
    ],
    ids=["cut", "early end", "not base64", "error"],
)
def test_broken_streamed_speech_leaves_no_file(
    run: Ask, fault_server: FaultServer, oai: CommandLine, answer: Stream, code: int
) -> None:
    fault_server.script(answer)
    result = run(*EVENTS, "-o", "a.mp3")
    assert (result.code, result.stdout) == (code, b"")
    assert files_in(oai.home) == set()
