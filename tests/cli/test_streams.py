"""Streams: nothing is held back, nothing is lost, and no broken one passes for whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.support.answers import Answer, Ending, Pieces, Stream, sse
from tests.support.channel import Delay
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.process import Result
from tests.support.runner import CommandLine
from tests.support.samples import answer_events, begun, completed, delta, response

ASK = ["responses", "create", "Hi", "--model", "gpt-5.6-sol", "--stream"]
ONCE = ["--max-retries", "0"]
# What never comes; and what comes only to those who wait for it.
NEVER = 3600.0
WORDS = ("Hel", "lo, ", "wörld\n", "\n  two", " 😀")
TEXT = "".join(WORDS)
ERROR_EVENT = {"type": "error", "code": "server_error", "message": "It broke.", "param": None}
FAILED_EVENT = {
    "type": "response.failed",
    "response": {
        **response("", "failed"),
        "error": {"code": "rate_limit_exceeded", "message": "Too fast."},
    },
}
PARTIAL = {"type": "image_generation.partial_image", "b64_json": "AA==", "partial_image_index": 0}
SOUND = {"type": "speech.audio.delta", "audio": "AA=="}
SPEECH = ["audio", "speech", "x", "--model", "m", "--voice", "v"]
SHAPELESS = {**delta("x"), "output_index": []}
LATE_ERROR = {"error": {"message": "Overloaded.", "type": "server_error", "code": None}}


def serve(server: FaultServer, events: Sequence[Any], ending: Ending = "complete") -> None:
    server.script(Stream(sse(*events), ending=ending))


# Nothing is held back


@pytest.mark.parametrize("format", ["text", "jsonl", "raw"])
def test_each_token_is_there_at_once(format: str, oai: CommandLine, server: FaultServer) -> None:
    """Each is held at the server until the one before it is on standard output."""
    words = [f"<{number}>" for number in range(12)]
    read = {word: Event() for word in words}

    def pieces() -> Pieces:
        held: Delay = 0
        for event in answer_events(*words):
            yield from sse(event, delay=held)
            held = read.get(event.get("delta", ""), 0)

    server.script(Stream(pieces()))
    process = oai.start(*ASK, "--format", format)
    for word, seen in read.items():
        process.stdout.wait_for(word)
        seen.set()
    assert process.wait() == 0


# What ends well


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["-t"], TEXT),
        (["--format", "table"], TEXT + "\n"),
        (["--format", "jsonl"], "".join(f"{json.dumps(e)}\n" for e in answer_events(*WORDS))),
        (["-q"], "resp_1\n"),
    ],
)
def test_formats(options: list[str], expected: str, oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events(*WORDS))
    result = oai.run(*ASK, *options)
    assert (result.code, result.text) == (0, expected)


def test_fields_of_events(oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events(*WORDS))
    lines = oai.run(*ASK, "--format", "jsonl", "--fields", "type,delta").lines
    kind = "response.output_text.delta"
    deltas = [json.loads(line) for line in lines if kind in line]
    assert deltas == [{"type": kind, "delta": word} for word in WORDS]
    assert json.loads(lines[-1]) == {"type": "response.completed"}


def test_json_is_one_document(oai: CommandLine, server: FaultServer) -> None:
    serve(server, answer_events(*WORDS))
    assert oai.run(*ASK).json() == response(TEXT)
    assert server.requests[0].headers["accept"] == "text/event-stream"
    assert server.requests[0].json()["stream"] is True


ODD_STREAM = [
    b"\xef\xbb\xbf: welcome\r\nretry: 9\r\n\r\n",
    *(piece for _, piece in sse(*begun("a", "b"))),
    b"id: 7\nevent:response.output_text.delta\ndata:" + json.dumps(delta("c")).encode() + b"\n\n",
    b": keep-alive\n\n",
    b"\n",
    sse(completed("abc"))[0][1],
    b"event: done\ndata: [DONE]\n\n: bye",
]


@pytest.mark.parametrize("every", [1, 11, 100_000])
def test_raw_is_what_the_server_sent(every: int, oai: CommandLine, server: FaultServer) -> None:
    """Comments, ids, line ends, and what stands behind the last event are kept."""
    body = b"".join(ODD_STREAM)
    server.script(Stream([(0, body[i : i + every]) for i in range(0, len(body), every)]))
    result = oai.run(*ASK, "--format", "raw")
    assert (result.code, result.stdout) == (0, body)


def test_raw_shows_at_once_that_the_server_is_alive(oai: CommandLine, server: FaultServer) -> None:
    signs = [b": alive\n", b":\n\n", b"retry: 3\n\n"]
    read = [Event() for _ in signs]
    held = zip([0, *read], [*signs, b""], strict=True)
    server.script(Stream([*held, *sse(*answer_events("x"))]))
    with oai.start(*ASK, "--format", "raw") as process:
        for number, seen in enumerate(read, 1):
            process.stdout.wait_for(b"".join(signs[:number]))
            seen.set()
        assert process.finish().code == 0


@pytest.mark.parametrize("ending", ["cut", "reset", "complete"])
def test_raw_keeps_every_byte_of_a_broken_stream(
    ending: Ending, oai: CommandLine, server: FaultServer
) -> None:
    body = b": hello\n" + b"".join(piece for _, piece in sse(*begun(*WORDS))) + b"event: x\ndata: {"
    server.script(Stream([(0, body)], ending=ending))
    result = oai.run(*ASK, *ONCE, "--format", "raw")
    assert (result.code, result.stdout) == (6, body)


def framed(text: bytes) -> list[tuple[float, bytes]]:
    return [(0, text)]


def data(event: object) -> bytes:
    return b"data: " + json.dumps(event, ensure_ascii=False).encode()


ENDED = b"\n\n" + data(completed("")) + b"\n\n"
SPLIT = json.dumps(delta("split"), indent=1).encode().replace(b"\n", b"\ndata: ")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (data(delta("a\u2028b\u2029c\x85d")) + ENDED, "a\u2028b\u2029c\x85d"),
        (b"\xef\xbb\xbf" + data(delta("bom")) + ENDED, "bom"),
        ((data(delta("crlf")) + ENDED).replace(b"\n", b"\r\n"), "crlf"),
        ((data(delta("cr")) + ENDED).replace(b"\n", b"\r"), "cr"),
        (b": comment\n\n:\n" + data(delta("x")) + b"\n: more\nid: 7\nretry: 9" + ENDED, "x"),
        (b"data: " + SPLIT + ENDED, "split"),
        (data(delta("x"))[:5] + data(delta("x"))[6:] + ENDED, "x"),
        (data({"type": "response.new", "x": 1}) + b"\n\n" + data(delta("x")) + ENDED, "x"),
        (data(delta("done")) + ENDED + b"data: [DONE]\n\n", "done"),
        (data(delta("")) + ENDED, ""),
        (data(delta("\x1b[31m\x07")) + ENDED, "\x1b[31m\x07"),
    ],
)  # fmt: skip
def test_all_ways_to_frame_events(
    body: bytes, text: str, oai: CommandLine, server: FaultServer
) -> None:
    # The bytes may come all at once, or one by one.
    whole, bytewise = framed(body), [(0.0, body[i : i + 1]) for i in range(len(body))]
    server.script(Stream(bytewise))
    result = oai.run(*ASK, "-t")
    assert (result.code, result.text) == (0, text)
    server.script(Stream(whole))
    lines = oai.run(*ASK, "--format", "jsonl").text.split("\n")
    assert "".join(json.loads(line).get("delta", "") for line in lines[:-1]) == text


def test_nothing_is_read_behind_the_end(oai: CommandLine, server: FaultServer) -> None:
    """A server that keeps the connection open after the last event keeps nobody waiting."""
    server.script(Stream([*sse(*answer_events("x")), (NEVER, b": late\n\n")]))
    assert oai.run(*ASK, "-t").text == "x"


@pytest.mark.parametrize("ending", ["complete", "cut"])
def test_raw_has_what_comes_soon_behind_the_end(
    ending: Ending, oai: CommandLine, server: FaultServer
) -> None:
    done = b"event: done\ndata: [DONE]\n\n"
    server.script(Stream([*sse(*answer_events("x")), (0, done), (NEVER, b"late")], ending=ending))
    result = oai.run(*ASK, "--format", "raw")
    assert (result.code, result.err) == (0, "")
    assert result.stdout.endswith(done)


@pytest.mark.parametrize("options", [["-t"], ["--format", "json"], []])
def test_a_server_that_cannot_stream(
    options: list[str], oai: CommandLine, server: FaultServer
) -> None:
    server.script(Answer(json=response(TEXT)))
    result = oai.run(*ASK, *options)
    assert result.code == 0
    assert (result.text if options == ["-t"] else result.json()) in (TEXT, response(TEXT))


# What ends badly

BROKEN: dict[str, tuple[list[Any], Ending, int, str]] = {
    "cut": (begun(*WORDS), "cut", 6, "lost"),
    "reset": (begun(*WORDS), "reset", 6, "lost"),
    "early end": (begun(*WORDS), "complete", 6, "ended early"),
    "DONE is no end here": ([*begun(*WORDS), ERROR_EVENT], "complete", 6, "It broke."),
    "failed": ([*begun(*WORDS), FAILED_EVENT], "complete", 5, "Too fast."),
    "an error of another server": ([*begun(*WORDS), LATE_ERROR], "complete", 6, "Overloaded."),
    "no JSON": ([*begun(*WORDS), "{no"], "complete", 6, "not JSON"),
    "not the form": ([*begun(*WORDS), SHAPELESS], "complete", 6, "not known"),
}


def run_broken(oai: CommandLine, server: FaultServer, name: str, *options: str | Path) -> Result:
    events, ending, code, says = BROKEN[name]
    serve(server, events, ending)
    result = oai.run(*ASK, *ONCE, *options)
    assert result.code == code
    last = result.err.splitlines()[-1]
    assert last.startswith("oai: ")
    assert says in last
    return result


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_stream_keeps_what_came(
    name: str, oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    assert run_broken(oai, server, name, "-t").text == TEXT
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["cut", "early end", "failed"])
def test_a_broken_stream_keeps_what_came_as_json(
    name: str, oai: CommandLine, server: FaultServer
) -> None:
    lines = run_broken(oai, server, name, "--format", "jsonl").lines
    assert [json.loads(line) for line in lines][:6] == begun(*WORDS)
    document = run_broken(oai, server, name).json()
    assert document["id"] == "resp_1"
    if name != "failed":
        (part,) = document["output"][0]["content"]
        assert part["text"] == TEXT


@pytest.mark.parametrize("name", BROKEN)
def test_raw_tells_how_a_stream_broke(name: str, oai: CommandLine, server: FaultServer) -> None:
    result = run_broken(oai, server, name, "--format", "raw")
    assert result.stdout == b"".join(sent.data for sent in server.sent)


@pytest.mark.parametrize("name", ["cut", "early end", "DONE is no end here"])
def test_a_broken_stream_never_gets_the_files_name(
    name: str, oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    path = tmp_path / "answer.txt"
    result = run_broken(oai, server, name, "-t", "-o", path)
    assert f"{path}.partial" in result.err
    assert result.stdout == b""
    run_broken(oai, server, name, "-t", "-o", path)
    kept = list(tmp_path.glob("*answer*"))
    assert [file.read_text() for file in kept] == [TEXT, TEXT]
    assert not path.exists()


def test_a_stream_that_breaks_before_a_word_leaves_no_file(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    serve(server, [], "cut")
    assert oai.run(*ASK, "-t", "-o", tmp_path / "x", *ONCE).code == 6
    assert not list(tmp_path.glob("*x*"))


@pytest.mark.parametrize("sent", [[], begun("Hel")], ids=["before a word", "after a word"])
def test_a_stream_that_goes_silent(sent: list[Any], oai: CommandLine, server: FaultServer) -> None:
    server.script(Stream([*sse(*sent), (NEVER, b"")]))
    # Enough for what is sent, however busy the machine is.
    limit = "5" if sent else "0.5"
    result = oai.run(*ASK, "-t", *ONCE, "--timeout", limit)
    assert (result.code, result.text) == (6, "Hel" if sent else "")
    assert f"was silent for {limit} s" in result.err


def test_a_download_that_is_cut_leaves_no_file(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    server.script(Stream([(0, b"half")], ending="cut"))
    assert oai.run("files", "download", "file-1", "-o", tmp_path / "x", *ONCE).code == 6
    assert not list(tmp_path.glob("*x*"))


# Interrupted

# More than all buffers on the way hold: when it has left, what came before it has been read.
BALLAST = (b":" + b" " * 1022 + b"\n") * (24 << 10)
BEHIND = b": read\n\n"


def never_ending(*events: Any) -> Stream:
    return Stream([*sse(*events), (0, BALLAST), (0, BEHIND), (NEVER, b"")])


def wait_until_read(server: FaultServer) -> None:
    eventually(lambda: any(sent.data == BEHIND for sent in list(server.sent)))


@pytest.mark.parametrize("format", ["text", "jsonl", "json"])
def test_ctrl_c_on_a_pipe(format: str, oai: CommandLine, server: FaultServer) -> None:
    server.script(never_ending(*begun(*WORDS)))
    process = oai.start(*ASK, "--format", format)
    wait_until_read(server)
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    assert result.err.startswith("oai: Interrupted")
    if format == "text":
        assert result.text.startswith(TEXT[:-2])
    elif format == "json":
        assert result.json()["output"][0]["content"][0]["text"] == TEXT


def test_a_broken_stream_file_after_ctrl_c(
    oai: CommandLine, server: FaultServer, tmp_path: Path
) -> None:
    server.script(never_ending(*begun("Hello")))
    process = oai.start(*ASK, "-t", "-o", tmp_path / "x.txt")
    wait_until_read(server)
    process.interrupt()
    result = process.finish()
    assert result.code == 130
    assert (tmp_path / "x.txt.partial").read_text() == "Hello"
    assert result.err == f"oai: Interrupted. What came is in {tmp_path / 'x.txt.partial'}.\n"


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (["images", "generate", "x", "--model", "m", "--stream", "-o", "x.png"], PARTIAL),
        ([*SPEECH, "--stream-format", "sse", "-o", "x.mp3"], SOUND),
    ],
    ids=["picture", "speech"],
)
def test_ctrl_c_does_not_claim_to_keep_what_it_cannot(
    line: list[str], event: dict[str, Any], oai: CommandLine, server: FaultServer
) -> None:
    server.script(never_ending(event))
    process = oai.start(*line)
    wait_until_read(server)
    process.interrupt()
    result = process.finish()
    assert (result.code, result.stdout) == (130, b"")
    assert "kept" not in result.err
    assert [path for path in oai.home.iterdir() if path.is_file()] == []


def test_head_ends_a_stream_quietly(oai: CommandLine, server: FaultServer) -> None:
    words = [f"line {number}\n" for number in range(200)]
    server.script(Stream(sse(*answer_events(*words), delay=0.005)))
    result = oai.shell(f"oai {' '.join(ASK)} -t | head -1")
    assert (result.code, result.text, result.err) == (0, "line 0\n", "")
