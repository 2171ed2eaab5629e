"""`oai videos`: films that are made while one waits, and their files."""

from __future__ import annotations

import json

import pytest

from tests.support.answers import Answer, Cut
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.wire import Part

from .conftest import PIXEL, Ask

FILM = b"\0\0\0\x18ftypmp42" + bytes(5000)
VIDEO = {"id": "video_1", "object": "video", "status": "queued", "progress": 0, "seconds": "8"}


@pytest.fixture(autouse=True)
def _prepared(oai: CommandLine, fault_server: FaultServer) -> None:
    fault_server.script(Answer(json=VIDEO))
    for name, data in (("drawing.png", PIXEL), ("street.mp4", FILM)):
        (oai.home / name).write_bytes(data)


def test_without_a_file_it_is_json(run: Ask, fault_server: FaultServer) -> None:
    assert run("videos", "create", "A cat", "--seconds", "8").json() == VIDEO
    assert fault_server.requests[0].json() == {"prompt": "A cat", "seconds": "8"}


def test_with_a_file_it_is_a_form(run: Ask, fault_server: FaultServer) -> None:
    run("videos", "create", "It moves", "--input-reference", "drawing.png", "--size", "720x1280")
    assert fault_server.requests[0].parts() == [
        Part("prompt", b"It moves"),
        Part("size", b"720x1280"),
        Part("input_reference", PIXEL, "drawing.png", "image/png"),
    ]


@pytest.mark.parametrize(
    ("reference", "sent"),
    [
        ("https://example.com/a.png", {"image_url": "https://example.com/a.png"}),
        ("file-abc", {"file_id": "file-abc"}),
    ],
)
def test_a_picture_that_lies_elsewhere(
    run: Ask, fault_server: FaultServer, reference: str, sent: dict[str, str]
) -> None:
    assert run("videos", "create", "It moves", "--input-reference", reference).code == 0
    assert fault_server.requests[0].json()["input_reference"] == sent


def test_edit_and_extend(run: Ask, fault_server: FaultServer) -> None:
    assert run("videos", "edit", "Snow", "--video", "street.mp4").code == 0
    assert fault_server.requests[-1].parts()[1] == Part("video", FILM, "street.mp4", "video/mp4")
    assert run("videos", "extend", "On", "--video", "video_1", "--seconds", "4").code == 0
    sent = {"prompt": "On", "video": {"id": "video_1"}, "seconds": "4"}
    assert fault_server.requests[-1].json() == sent
    assert run("videos", "remix", "video_1", "At night").code == 0
    assert fault_server.requests[-1].path == "/v1/videos/video_1/remix"
    assert fault_server.requests[-1].json() == {"prompt": "At night"}


def test_characters(run: Ask, fault_server: FaultServer) -> None:
    assert run("videos", "characters", "create", "street.mp4", "--name", "Mossy").code == 0
    assert fault_server.requests[0].parts() == [
        Part("name", b"Mossy"),
        Part("video", FILM, "street.mp4", "video/mp4"),
    ]


def test_download_is_named_by_its_id_and_kind(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(body=FILM, headers={"content-type": "video/mp4"}))
    assert run("videos", "download", "video_1").json()["path"] == "video_1.mp4"
    assert (oai.home / "video_1.mp4").read_bytes() == FILM
    fault_server.script(Answer(body=PIXEL, headers={"content-type": "image/webp"}))
    assert run("videos", "download", "video_1", "--variant", "thumbnail", "-q").text == (
        "video_1.webp\n"
    )
    assert fault_server.requests[-1].query == {"variant": ["thumbnail"]}


@pytest.mark.parametrize("words", [("create", "A cat"), ("remix", "video_1", "At night")])
def test_what_is_waited_for_is_saved(
    run: Ask, fault_server: FaultServer, oai: CommandLine, words: tuple[str, ...]
) -> None:
    done = {**VIDEO, "status": "completed"}
    film = Answer(body=FILM, headers={"content-type": "video/mp4"})
    fault_server.script(Answer(json=VIDEO), Answer(json=done), film)
    saved = run("videos", *words, "--poll-interval", "0.1", "-o", "cat.mp4")
    assert saved.json() == {"path": "cat.mp4", "bytes": len(FILM)}
    assert (oai.home / "cat.mp4").read_bytes() == FILM
    assert fault_server.requests[-1].target == "/v1/videos/video_1/content"
    asked = len(fault_server.requests)
    assert run("videos", *words, "--wait", "-o", "cat.mp4").code == 2
    assert len(fault_server.requests) == asked
    fault_server.script(Answer(json=done))
    run("videos", *words, "--wait", "-o", "cat.json", "--format", "json")
    assert json.loads((oai.home / "cat.json").read_bytes()) == done


def test_what_has_failed_is_not_saved(
    run: Ask, fault_server: FaultServer, oai: CommandLine
) -> None:
    fault_server.script(Answer(json=VIDEO), Answer(json={**VIDEO, "status": "failed"}))
    result = run("videos", "create", "A cat", "--poll-interval", "0.1", "-o", "cat.mp4")
    assert (result.code, result.stdout) == (7, b"")
    assert "has ended as failed" in result.err
    assert not (oai.home / "cat.mp4").exists()


def test_cut_download_leaves_no_file(run: Ask, fault_server: FaultServer, oai: CommandLine) -> None:
    before = set(oai.home.iterdir())
    fault_server.script(Cut(FILM, 2000))
    result = run("videos", "download", "video_1", "-o", "cat.mp4")
    assert (result.code, result.stdout) == (6, b"")
    assert set(oai.home.iterdir()) - before <= {oai.home / "cache", oai.home / "state"}


def test_a_failed_video_is_told(run: Ask, fault_server: FaultServer) -> None:
    failed = {**VIDEO, "status": "failed", "error": {"code": "x", "message": "Not allowed."}}
    fault_server.script(Answer(json=failed))
    result = run("videos", "get", "video_1")
    assert (result.code, result.json()) == (7, failed)
    assert "Not allowed." in result.err
