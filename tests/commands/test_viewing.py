"""What people see and open of what was saved: pictures in the terminal, `--open`, sketches."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from zlib import compress, crc32

import pytest

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.runner import CommandLine

from .conftest import PIXEL, Ask
from .image_answers import ONE, TWO, completed, picture_of

GENERATE = ("images", "generate", "A fox", "--model", "gpt-image-1")
SPEECH = ("audio", "speech", "Hi", "--model", "tts-1", "--voice", "ash")
HALF_CELL = "▀"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))


# Eight by eight red pixels: a decoder checks more than the signature.
RED = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)),
        chunk(b"IDAT", compress((b"\0" + b"\xff\0\0" * 8) * 8)),
        chunk(b"IEND", b""),
    )
)


@pytest.fixture
def opened(oai: CommandLine) -> Iterator[Path]:
    """Put down an opener that notes what it is given, and keeps running until the test is over."""
    folder, notes, hold = oai.home / "bin", oai.home / "opened.txt", oai.home / "hold"
    folder.mkdir()
    os.mkfifo(hold)
    opener = folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$@" >> {notes}\necho noise\ntimeout 300 cat {hold}\n')
    opener.chmod(0o755)
    oai.env["PATH"] = f"{folder}:{oai.env['PATH']}"
    yield notes
    os.close(os.open(hold, os.O_RDWR))


def noted(notes: Path, count: int) -> list[str]:
    eventually(lambda: notes.exists() and len(notes.read_text().splitlines()) >= count)
    return notes.read_text().splitlines()


def test_a_picture_is_opened(
    run: Ask, fault_server: FaultServer, oai: CommandLine, opened: Path
) -> None:
    fault_server.script(Answer(json=ONE))
    result = run(*GENERATE, "-o", "fox.png", "--open", "-q")
    assert (result.code, result.text) == (0, "fox.png\n")
    assert noted(opened, 1) == [str(oai.home / "fox.png")]


def test_without_a_place_a_pipe_saves_what_is_to_be_opened(
    run: Ask, fault_server: FaultServer, oai: CommandLine, opened: Path
) -> None:
    fault_server.script(Answer(json=TWO))
    result = run(*GENERATE, "--n", "2", "--open")
    paths = [picture["path"] for picture in result.json()["data"]]
    assert paths == ["image-1.png", "image-2.png"]
    assert sorted(noted(opened, 2)) == [str(oai.home / path) for path in paths]


def test_nothing_is_opened_unless_asked(
    run: Ask, fault_server: FaultServer, oai: CommandLine, opened: Path
) -> None:
    fault_server.script(Answer(json=ONE))
    assert run(*GENERATE, "-o", "fox.png").code == 0
    fault_server.script(Answer(body=b"sound"))
    assert run(*SPEECH, "-o", "hi.mp3", "--open").code == 0
    assert noted(opened, 1) == [str(oai.home / "hi.mp3")]


def test_speech_and_videos_are_opened(
    run: Ask, fault_server: FaultServer, oai: CommandLine, opened: Path
) -> None:
    fault_server.script(Answer(body=b"sound"))
    assert run(*SPEECH, "-o", "hi.mp3", "--open").code == 0
    fault_server.script(Answer(body=b"film"))
    assert run("videos", "download", "video_1", "-o", "cat.mp4", "--open").code == 0
    assert noted(opened, 2) == [str(oai.home / "hi.mp3"), str(oai.home / "cat.mp4")]


@pytest.mark.parametrize("words", [GENERATE, SPEECH, ("videos", "download", "video_1")])
def test_standard_output_cannot_be_opened(
    run: Ask, fault_server: FaultServer, words: tuple[str, ...]
) -> None:
    result = run(*words, "-o", "-", "--open")
    assert (result.code, fault_server.requests) == (2, [])
    assert "--open" in result.err


def test_what_nothing_opens_is_saved_all_the_same(
    run: Ask, fault_server: FaultServer, oai: CommandLine, tmp_path: Path
) -> None:
    fault_server.script(Answer(json=ONE))
    oai.env["PATH"] = str(tmp_path)
    result = run(*GENERATE, "-o", "fox.png", "--open")
    assert (result.code, (oai.home / "fox.png").read_bytes()) == (0, PIXEL)
    assert "fox.png is saved, but nothing here opens it" in result.err


def on_terminal(oai: CommandLine, server: FaultServer, **env: str | None) -> str:
    server.script(Answer(json={**ONE, "data": [picture_of(RED)]}))
    changes = {**server.env, "COLORTERM": "truecolor", **env}
    terminal = oai.terminal(*GENERATE, "-o", "fox.png", env=changes)
    assert terminal.wait() == 0
    assert "fox.png" in terminal.text
    return terminal.output.data.decode()


def test_a_picture_is_shown_in_the_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    text = on_terminal(oai, fault_server)
    assert text.count(HALF_CELL) == 48 * 24
    assert "38;2;255;0;0" in text


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_where_the_terminal_cannot_the_path_has_to_do(
    oai: CommandLine, fault_server: FaultServer, env: dict[str, str]
) -> None:
    assert HALF_CELL not in on_terminal(oai, fault_server, **env)


def test_without_the_library_the_path_has_to_do(
    oai: CommandLine, fault_server: FaultServer, tmp_path: Path
) -> None:
    (tmp_path / "textual_image.py").write_text("raise ImportError('not installed')\n")
    path = ":".join(filter(None, (str(tmp_path), oai.env.get("PYTHONPATH"))))
    text = on_terminal(oai, fault_server, PYTHONPATH=path)
    assert HALF_CELL not in text
    assert "not installed" not in text


def test_what_is_no_picture_is_not_drawn(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json={**ONE, "data": [picture_of(b"not a picture")]}))
    terminal = oai.terminal(*GENERATE, "-o", "fox.png", env=fault_server.env)
    assert terminal.wait() == 0
    assert "Traceback" not in terminal.text
    assert HALF_CELL not in terminal.text


def test_sketches_are_counted_while_they_come(oai: CommandLine, fault_server: FaultServer) -> None:
    sketch = {"type": "image_generation.partial_image", **picture_of(PIXEL)}
    first, second = Event(), Event()
    end = sse(completed(PIXEL), delay=second)
    fault_server.script(Stream([*sse(sketch), *sse(sketch, delay=first), *end]))
    terminal = oai.terminal(
        *GENERATE, "--stream", "--partial-images", "2", "-o", "fox.png", env=fault_server.env
    )
    terminal.output.wait_for("1 of 2 sketches")
    first.set()
    terminal.output.wait_for("2 of 2 sketches")
    second.set()
    assert terminal.wait() == 0
    assert "sketches" not in "\n".join(terminal.screen())
