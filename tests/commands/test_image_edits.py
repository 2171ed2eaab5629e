"""`oai images edit` and `vary`: what is sent when there are pictures to begin with."""

from __future__ import annotations

from pathlib import Path

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Part

from .conftest import PIXEL, Ask
from .image_answers import ONE, OTHER, TWO, completed


def files_sent(server: FaultServer) -> list[Part]:
    return [part for part in server.requests[-1].parts() if part.filename]


def test_edit_of_one_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Answer(json=ONE))
    for name in ("cat.png", "mask.png"):
        (oai.home / name).write_bytes(PIXEL)
    edit = ("images", "edit", "Add a hat", "--image", "cat.png", "--mask", "mask.png")
    assert run(*edit, "--n", "1", "--no-stream").json() == ONE
    parts = {part.name: part for part in fault_server.requests[0].parts()}
    assert parts["image"] == Part("image", PIXEL, "cat.png", "image/png")
    assert parts["mask"] == Part("mask", PIXEL, "mask.png", "image/png")
    assert (parts["prompt"].data, parts["n"].data) == (b"Add a hat", b"1")
    assert parts["stream"].data == b"false"


def test_edit_of_several_files(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Answer(json=ONE))
    (oai.home / "a.webp").write_bytes(OTHER)
    edit = ("images", "edit", "Both", "--image", "a.webp", "--image", "-")
    assert run(*edit, stdin=PIXEL).code == 0
    assert files_sent(fault_server) == [
        Part("image[]", OTHER, "a.webp", "image/webp"),
        Part("image[]", PIXEL, "stdin", "application/octet-stream"),
    ]


def test_edit_by_references_is_json(run: Ask, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=ONE))
    url = "https://example.com/a.png"
    edit = ("images", "edit", "Add a hat", "--image", url, "--image", "file-1", "--mask", "file-2")
    assert run(*edit).code == 0
    assert fault_server.requests[0].json() == {
        "prompt": "Add a hat",
        "images": [{"image_url": url}, {"file_id": "file-1"}],
        "mask": {"file_id": "file-2"},
    }


def test_edit_refuses_what_cannot_be_sent(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    (oai.home / "cat.png").write_bytes(PIXEL)
    mixed = run("images", "edit", "x", "--image", "cat.png", "--mask", "file-1")
    without = run("images", "edit", "x")
    missing = run("images", "edit", "x", "--image", "dog.png")
    assert [result.code for result in (mixed, without, missing)] == [2, 2, 2]
    assert "do not go together" in mixed.err
    assert "Missing --image" in without.err
    assert "dog.png" in missing.err
    assert fault_server.requests == []


def test_streamed_edit(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    fault_server.script(Stream(sse(completed(PIXEL, "image_edit"))))
    (oai.home / "cat.png").write_bytes(PIXEL)
    result = run("images", "edit", "x", "--image", "cat.png", "--stream", "-o", "hat.png", "-q")
    assert (result.code, result.text) == (0, "hat.png\n")
    assert fault_server.requests[0].headers["accept"] == "text/event-stream"


def test_variations(run: Ask, fault_server: FaultServer, picture: Path) -> None:
    fault_server.script(Answer(json=TWO))
    command = ("images", "vary", picture, "--n", "2", "--response-format", "b64_json")
    assert run(*command, "-t").lines == ["image-1.png", "image-2.png"]
    assert files_sent(fault_server) == [Part("image", PIXEL, "pixel.png", "image/png")]
