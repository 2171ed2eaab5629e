"""`oai audio transcribe` with many recordings: files, lists, headings, failures."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Counting
from tests.support.channel import Delay
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .conftest import Ask

NAMES = ("one.mp3", "two.mp3", "three.wav")
SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\n{}\n\n"
# The first recording takes longest, so that order is not a matter of luck.
DELAYS: dict[str, Delay] = {"one.mp3": 0.4, "two.mp3": 0.2}


@pytest.fixture(autouse=True)
def recordings(oai: CommandLine, fault_server: FaultServer) -> None:
    for name in NAMES:
        (oai.home / name).write_bytes(f"sound of {name}".encode())
    fault_server.handle(answer)


def answer(request: Request) -> Answer:
    parts = {part.name: part for part in request.parts()}
    file = parts["file"]
    assert file.data == f"sound of {file.filename}".encode()
    delay = DELAYS.get(str(file.filename), 0)
    if file.filename == "bad.mp3":
        return Answer(status=400, json={"error": {"message": "Not a sound.", "code": "bad"}})
    form = parts["response_format"].data.decode() if "response_format" in parts else "json"
    if form == "json":
        return Answer(json=words(str(file.filename)), delay=delay)
    text = SUBTITLES.format(file.filename) if form in ("srt", "vtt") else f"{file.filename}\n"
    return Answer(body=text, delay=delay)


def words(name: str) -> dict[str, Any]:
    return {"text": f"Words of {name}.", "usage": {"seconds": 1.50}}


def transcribe(run: Ask, *options: str, **more: Any) -> Result:
    return run("audio", "transcribe", *options, "--model", "gpt-transcribe", **more)


def test_a_list_in_the_order_of_the_recordings(run: Ask) -> None:
    result = transcribe(run, *NAMES)
    assert (result.code, result.err) == (0, "")
    listed = [{"path": name, **words(name)} for name in NAMES]
    assert result.json() == {"object": "list", "data": listed}
    lines = transcribe(run, *NAMES, "--format", "jsonl").lines
    assert [json.loads(line) for line in lines] == listed


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("-t",), "Words of {}."),
        (("--response-format", "text"), "{}"),
        (("--response-format", "srt"), SUBTITLES.rstrip()),
    ],
)
def test_texts_stand_under_headings(run: Ask, options: tuple[str, ...], text: str) -> None:
    result = transcribe(run, *NAMES, *options)
    expected = [f"==> {name} <==\n{text.format(name)}\n" for name in NAMES]
    assert result.text == "\n".join(expected)


@pytest.mark.parametrize(
    ("options", "suffix", "content"),
    [
        ((), ".json", None),
        (("-t",), ".txt", "Words of {}.\n"),
        (("--response-format", "text"), ".txt", "{}\n"),
        (("--response-format", "srt"), ".srt", SUBTITLES),
        (("--response-format", "vtt"), ".vtt", SUBTITLES),
    ],
)
def test_a_file_for_each_in_a_folder(
    run: Ask, oai: CommandLine, options: tuple[str, ...], suffix: str, content: str | None
) -> None:
    result = transcribe(run, *NAMES, *options, "-o", "out/")
    assert (result.code, result.err) == (0, "")
    for name in NAMES:
        written = (oai.home / "out" / name).with_suffix(suffix).read_bytes().decode()
        if content is None:
            assert json.loads(written) == words(name)
        else:
            assert written == content.format(name)
    assert len(list((oai.home / "out").iterdir())) == 3


def test_the_folder_s_receipt_is_a_list(run: Ask) -> None:
    first = transcribe(run, *NAMES, "-o", "out/").json()["data"][0]
    assert (first["recording"], first["path"]) == ("one.mp3", "out/one.json")
    assert transcribe(run, "one.mp3", "-o", "other/", "-q").text == "other/one.txt\n"


def test_recordings_of_one_name_do_not_replace_each_other(run: Ask, oai: CommandLine) -> None:
    (oai.home / "sub").mkdir()
    (oai.home / "sub" / "one.mp3").write_bytes(b"sound of one.mp3")
    transcribe(run, "one.mp3", "sub/one.mp3", "-t", "-o", "out/")
    assert sorted(path.name for path in (oai.home / "out").iterdir()) == ["one-1.txt", "one.txt"]


def test_nothing_is_sent_if_a_file_is_in_the_way(
    run: Ask, oai: CommandLine, fault_server: FaultServer
) -> None:
    (oai.home / "out").mkdir()
    (oai.home / "out" / "two.json").write_text("mine")
    result = transcribe(run, *NAMES, "-o", "out")
    assert (result.code, fault_server.requests) == (2, [])
    assert (oai.home / "out" / "two.json").read_text() == "mine"
    assert transcribe(run, *NAMES, "-o", "out", "--force").code == 0


def test_one_that_fails_stops_no_other(run: Ask, oai: CommandLine) -> None:
    (oai.home / "bad.mp3").write_bytes(b"sound of bad.mp3")
    result = transcribe(run, "bad.mp3", *NAMES, "-t")
    assert result.code == 7
    assert [line for line in result.lines if line.startswith("==>")] == [
        f"==> {name} <==" for name in NAMES
    ]
    assert "bad.mp3: Not a sound." in result.err
    assert "1 of 4 recordings were not transcribed: bad.mp3." in result.err
    into = transcribe(run, "bad.mp3", *NAMES, "-o", "out/")
    assert (into.code, len(into.json()["data"])) == (7, 3)
    assert not (oai.home / "out" / "bad.json").exists()


def test_a_wrong_key_is_one_error(run: Ask, fault_server: FaultServer) -> None:
    fault_server.handle(lambda _: Answer(status=401, json={"error": {"message": "Wrong key."}}))
    result = transcribe(run, *NAMES, "--concurrency", "1")
    assert (result.code, result.stdout, len(fault_server.requests)) == (3, b"", 1)


@pytest.mark.parametrize("at_once", [1, 3])
def test_how_many_at_a_time(run: Ask, fault_server: FaultServer, at_once: int) -> None:
    counting = Counting(Answer(json={"text": "Hi"}), at_once)
    fault_server.script(counting)
    assert transcribe(run, *["three.wav"] * 6, "--concurrency", str(at_once)).code == 0
    assert (counting.peak, len(fault_server.requests)) == (at_once, 6)


def test_interrupted_the_prompt_is_back_and_what_is_written_stays(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    words = ("audio", "transcribe", *NAMES, "--model", "gpt-transcribe", "-o", "out/")
    DELAYS["one.mp3"] = Event()
    try:
        with oai.start(*words, env=fault_server.env) as process:
            eventually(lambda: len(list((oai.home / "out").glob("*.json"))) == 2)
            process.interrupt()
            result = process.finish()
        assert result.code == 130
        assert "2 of 3 transcripts are written" in result.err
    finally:
        DELAYS["one.mp3"] = 0.4


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ((*NAMES, "--stream"), "only one recording can be streamed"),
        ((*NAMES, "--format", "raw"), "--format raw is one answer"),
        ((*NAMES, "--filename", "x.mp3"), "--filename"),
        (("no*.ogg",), "no file matches 'no*.ogg'"),
        ((), "Missing FILE"),
    ],
)
def test_what_does_not_go_together(
    run: Ask, fault_server: FaultServer, options: tuple[str, ...], complaint: str
) -> None:
    result = transcribe(run, *options)
    assert (result.code, result.stdout, fault_server.requests) == (2, b"", [])
    assert complaint in result.err


def test_a_dry_run_shows_each_request(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    shown = transcribe(run, *NAMES, "-o", "out/", "--dry-run").json()
    files = [field["file"] for request in shown for field in request["form"] if "file" in field]
    assert (files, fault_server.requests) == (list(NAMES), [])
    assert not (oai.home / "out").exists()


def test_a_pattern_and_a_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    options = ("*.mp3", "--model", "gpt-transcribe")
    terminal = oai.terminal("audio", "transcribe", *options, env=fault_server.env)
    assert terminal.wait() == 0
    screen = [line for line in terminal.screen() if line]
    shown = [("one.mp3", "Words of one.mp3."), ("two.mp3", "Words of two.mp3.")]
    assert screen == [line for name, text in shown for line in (f"==> {name} <==", text)]
