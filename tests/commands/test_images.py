"""`oai images`: pictures into files for people, JSON for pipes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, Cut, Playable, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Request

from .conftest import PIXEL, Ask
from .image_answers import ONE, OTHER, TWO, answer, completed, picture_of

GENERATE = ("images", "generate", "A fox", "--model", "gpt-image-1")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--format", "jsonl")])
def test_a_pipe_gets_what_the_api_sent(
    run: Ask, fault_server: FaultServer, oai: CommandLine, options: tuple[str, ...]
) -> None:
    fault_server.script(Answer(json=ONE))
    assert run(*GENERATE, *options).json() == ONE
    assert contents(oai.home) == {}
    assert fault_server.requests[0].json() == {"prompt": "A fox", "model": "gpt-image-1"}


def test_one_picture_into_a_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Answer(json=ONE))
    result = run(*GENERATE, "-o", "fox.png")
    saved = {"path": "fox.png", "bytes": len(PIXEL), "revised_prompt": "A red fox"}
    assert result.json() == {**ONE, "data": [saved]}
    assert contents(oai.home) == {"fox.png": PIXEL}


def test_json_asked_for_goes_to_the_file_itself(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(json=ONE))
    assert run(*GENERATE, "--format", "json", "-o", "fox.json").stdout == b""
    assert b"b64_json" in contents(oai.home)["fox.json"]


def test_several_pictures_are_numbered(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(json=TWO))
    result = run(*GENERATE, "--n", "2", "-o", "fox.png", "-q")
    assert (result.code, result.text) == (0, "fox-1.png\nfox-2.png\n")
    assert contents(oai.home) == {"fox-1.png": PIXEL, "fox-2.png": OTHER}


def test_pictures_into_a_folder_replace_nothing(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(json={**TWO, "output_format": "webp"}))
    command = (*GENERATE, "--n", "2", "-o", "foxes/", "-t")
    assert run(*command).lines == ["foxes/image-1.webp", "foxes/image-2.webp"]
    assert run(*command).lines == ["foxes/image-3.webp", "foxes/image-4.webp"]
    assert contents(oai.home / "foxes") == {
        "image-1.webp": PIXEL,
        "image-2.webp": OTHER,
        "image-3.webp": PIXEL,
        "image-4.webp": OTHER,
    }


def test_the_kind_of_file_cannot_lead_elsewhere(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(json={**ONE, "output_format": "x/../../../evil"}))
    assert run(*GENERATE, "-t").text == "image.png\n"


@pytest.mark.parametrize("existing", ["fox.png", "fox-2.png"])
def test_a_file_in_the_way_is_seen_before_anything_is_paid_for(
    run: Ask, fault_server: FaultServer, oai: CommandLine, existing: str
) -> None:
    fault_server.script(Answer(json=ONE if existing == "fox.png" else TWO))
    (oai.home / existing).write_text("mine")
    number = ("--n", "2") if existing == "fox-2.png" else ()
    refused = run(*GENERATE, *number, "-o", "fox.png")
    assert (refused.code, refused.stdout) == (2, b"")
    assert f"{existing} exists" in refused.err
    assert fault_server.requests == []
    assert run(*GENERATE, *number, "-o", "fox.png", "--force").code == 0
    assert contents(oai.home)[existing] in (PIXEL, OTHER)


def test_a_picture_to_a_pipe(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=ONE))
    assert run(*GENERATE, "-o", "-").stdout == PIXEL
    refused = run(*GENERATE, "-o", "-", "--n", "2")
    assert (refused.code, len(fault_server.requests)) == (2, 1)


def test_a_terminal_shows_where_pictures_are(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=ONE))
    with oai.terminal(*GENERATE, env=fault_server.env) as terminal:
        assert terminal.wait() == 0
        for words in ("Path", "image.png", f"{len(PIXEL)} B", "A red fox"):
            assert words in terminal.text
        assert "b64_json" not in terminal.text
    assert contents(oai.home) == {"image.png": PIXEL}


def test_a_terminal_gets_no_picture(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=ONE))
    with oai.terminal(*GENERATE, "-o", "-", env=fault_server.env) as terminal:
        assert terminal.wait() == 2
    assert fault_server.requests == []


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (Answer(json=answer({"b64_json": "?"})), 6),
        (Answer(json=answer({"b64_json": 5})), 6),
        (Answer(json=answer({"url": "http://[::1"})), 6),
        (Answer(json={"created": 1}), 6),
        (Answer(json={"data": []}), 6),
        (Answer(json={"data": [5]}), 6),
        (Cut(b'{"data": []}', 5), 6),
    ],
    ids=["not base64", "a number", "no url", "no pictures", "empty", "no objects", "cut"],
)
def test_a_broken_answer_leaves_no_file(
    run: Ask, fault_server: FaultServer, oai: CommandLine, response: Playable, code: int
) -> None:
    fault_server.script(response)
    result = run(*GENERATE, "-o", "fox.png")
    assert (result.code, result.stdout) == (code, b"")
    assert contents(oai.home) == {}


class Elsewhere:
    """A server of pictures, by URLs, that is also the API."""

    def __init__(self, server: FaultServer, picture: Playable) -> None:
        self.url = f"{server.origin}/pictures/1.png?signature=s"
        self._picture = picture
        server.handle(self._answer)

    def _answer(self, request: Request) -> Playable:
        if request.path == "/pictures/1.png":
            return self._picture
        return Answer(json={"created": 1, "data": [{"url": self.url}]})


def test_urls_are_fetched_without_our_key(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    elsewhere = Elsewhere(fault_server, Answer(body=PIXEL))
    result = run(*GENERATE, "--header", "X-Trace: 7", "-o", "fox.png")
    saved = {"path": "fox.png", "bytes": len(PIXEL), "url": elsewhere.url}
    assert result.json()["data"] == [saved]
    assert contents(oai.home) == {"fox.png": PIXEL}
    asked, fetched = fault_server.requests
    assert (asked.headers["x-trace"], fetched.query) == ("7", {"signature": ["s"]})
    assert not {"authorization", "x-trace"} & set(fetched.headers)


def test_urls_are_shown_where_no_file_is_asked_for(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    elsewhere = Elsewhere(fault_server, Answer(body=PIXEL))
    assert run(*GENERATE).json()["data"] == [{"url": elsewhere.url}]
    assert run(*GENERATE, "-t").text == f"{elsewhere.url}\n"
    assert contents(oai.home) == {}


def test_a_cut_fetch_leaves_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    elsewhere = Elsewhere(fault_server, Cut(PIXEL, 9))
    cut = run(*GENERATE, "-o", "fox.png")
    assert (cut.code, cut.stdout) == (6, b"")
    assert f"It is at {elsewhere.url}" in cut.err
    assert contents(oai.home) == {}


def test_one_picture_that_cannot_be_saved_costs_no_other(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    gone = {"url": f"{fault_server.origin}/gone.png", "revised_prompt": "A fox"}
    three = answer(picture_of(PIXEL), gone, picture_of(OTHER))
    refused = Answer(404, body="Gone.")
    fault_server.handle(lambda asked: refused if "gone" in asked.path else Answer(json=three))
    result = run(*GENERATE, "--n", "3", "-o", "fox.png")
    assert result.code == 7
    assert [row.get("path", row.get("url")) for row in result.json()["data"]] == [
        "fox-1.png",
        gone["url"],
        "fox-3.png",
    ]
    assert "fox-2.png is not saved: " in result.err
    assert "1 of 3 pictures are not saved" in result.err
    assert contents(oai.home) == {"fox-1.png": PIXEL, "fox-3.png": OTHER}


@pytest.mark.parametrize(
    ("name", "more", "asked"),
    [
        ("fox.jpg", (), "jpeg"),
        ("fox.WEBP", (), "webp"),
        ("fox.png", (), None),
        ("fox.gif", (), "gif"),
        ("fox.svg", (), "svg"),
        ("fox.tiff", (), None),
        ("fox.jpg", ("--output-format", "webp"), "webp"),
        ("fox.jpg", ("--set", "output_format=webp"), "webp"),
        ("fox.jpg", ("--model", "dall-e-3"), None),
        ("fox.jpg", ("--set", "model=dall-e-3"), None),
    ],
)
def test_the_ending_says_what_kind_of_file_is_asked_for(
    run: Ask, name: str, more: tuple[str, ...], asked: str | None
) -> None:
    model = () if "dall-e" in str(more) else ("--model", "gpt-image-1")
    for verb in ("generate", "edit"):
        image = ("--image", "https://example.com/a.png") if verb == "edit" else ()
        shown = run("images", verb, "A fox", *image, *model, *more, "-o", name, "--dry-run")
        assert shown.json()["body"].get("output_format") == asked


PARTIAL = {"type": "image_generation.partial_image", "partial_image_index": 0, "b64_json": "AAAA"}


def test_streamed_picture(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Stream(sse(PARTIAL, completed(PIXEL))))
    command = (*GENERATE, "--stream", "--partial-images", "1")
    whole = answer(picture_of(PIXEL), usage={"total_tokens": 3})
    assert run(*command).json() == whole
    assert run(*command, "-o", "fox.png", "-q").text == "fox.png\n"
    assert contents(oai.home) == {"fox.png": PIXEL}
    assert len(run(*command, "--format", "jsonl").lines) == 2
    assert fault_server.requests[0].json()["partial_images"] == 1


def test_streamed_pictures(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Stream(sse(completed(PIXEL), completed(OTHER))))
    command = (*GENERATE, "--stream", "--n", "2")
    assert len(run(*command).json()["data"]) == 2
    assert run(*command, "-t").lines == ["image-1.png", "image-2.png"]


def test_a_streamed_picture_that_is_not_there(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Stream(sse({"type": "image_generation.completed"})))
    result = run(*GENERATE, "--stream", "-o", "fox.png")
    assert (result.code, result.stdout) == (6, b"")


@pytest.mark.parametrize("ending", ["cut", "complete"])
def test_broken_stream_keeps_finished_pictures_alone(
    run: Ask, fault_server: FaultServer, oai: CommandLine, ending: Any
) -> None:
    fault_server.script(Stream(sse(PARTIAL), ending=ending))
    result = run(*GENERATE, "--stream", "-o", "fox.png")
    assert (result.code, result.stdout, contents(oai.home)) == (6, b"", {})
    fault_server.script(Stream(sse(PARTIAL, completed(PIXEL)), ending=ending))
    result = run(*GENERATE, "--stream", "--n", "2", "-o", "foxes/", "-q")
    assert (result.code, result.text) == (6, "foxes/image.png\n")
    assert contents(oai.home / "foxes") == {"image.png": PIXEL}


def test_dry_run_writes_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    shown = run(*GENERATE, "-o", "foxes/", "--dry-run").json()
    assert shown["body"] == {"prompt": "A fox", "model": "gpt-image-1"}
    assert not (oai.home / "foxes").exists()
    assert fault_server.requests == []
