"""Videos take a while, can be watched at it, and are then real files."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.clocked_sandbox import Clocked
from tests.support.moments import eventually

from .asking import error
from .media_files import MP4, PNG, picture_size
from .running import Running

KEYS = {
    "id", "object", "created_at", "model", "status", "progress", "completed_at", "expires_at",
    "prompt", "size", "seconds", "remixed_from_video_id", "error",
}  # fmt: skip


def begin(api: httpx.Client, path: str = "videos", **fields: Any) -> Any:
    answer = api.post(path, json={"prompt": "a cat", **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def finished(api: httpx.Client, video: Any) -> Any:
    eventually(lambda: api.get(f"videos/{video['id']}").json()["status"] == "completed")
    return api.get(f"videos/{video['id']}").json()


@pytest.fixture(scope="module")
def made(api: httpx.Client) -> Any:
    return finished(api, begin(api))


def test_the_progress(still: httpx.Client, clocked: Clocked) -> None:
    api = still
    video = begin(api, seconds="8")
    assert set(video) == KEYS
    assert (video["status"], video["progress"]) == ("queued", 0)
    error(api.get(f"videos/{video['id']}/content"), 409)
    error(begin_remix(api, video), 409)
    steps = [("queued", 0)]

    def step() -> tuple[str, int]:
        now = api.get(f"videos/{video['id']}").json()
        return now["status"], now["progress"]

    while steps[-1][0] != "completed":
        clocked.clock.pass_over(1)
        eventually(lambda: step() != steps[-1])
        steps.append(step())
    assert [status for status, _ in steps].count("in_progress") >= 3
    assert [progress for _, progress in steps] == sorted(progress for _, progress in steps)
    assert steps[-1] == ("completed", 100)


def begin_remix(api: httpx.Client, video: Any) -> httpx.Response:
    return api.post(f"videos/{video['id']}/remix", json={"prompt": "at night"})


def test_the_film(api: httpx.Client, made: Any) -> None:
    answer = api.get(f"videos/{made['id']}/content")
    assert answer.headers["content-type"] == "video/mp4"
    place, boxes = 0, {}
    while place < len(answer.content):
        length, kind = struct.unpack(">I4s", answer.content[place : place + 8])
        boxes[kind] = answer.content[place + 8 : place + length]
        place += length
    assert list(boxes) == [b"ftyp", b"free", b"mdat", b"moov"]
    stills = [b"\xff\xd8" + part for part in boxes[b"mdat"].split(b"\xff\xd8")[1:]]
    assert [picture_size(still) for still in stills] == [("jpeg", 720, 1280)] * 4
    assert len(set(stills)) == 4


@pytest.mark.parametrize(
    ("variant", "media_type", "kind", "size"),
    [
        ("thumbnail", "image/webp", "webp", (720, 1280)),
        ("spritesheet", "image/jpeg", "jpeg", (768, 320)),
    ],
)
def test_previews(
    api: httpx.Client, made: Any, variant: str, media_type: str, kind: str, size: tuple[int, int]
) -> None:
    answer = api.get(f"videos/{made['id']}/content", params={"variant": variant})
    assert answer.headers["content-type"] == media_type
    assert picture_size(answer.content) == (kind, *size)


def test_a_part_of_the_film(api: httpx.Client, made: Any) -> None:
    path = f"videos/{made['id']}/content"
    whole = api.get(path)
    headers = {"Range": "bytes=100-", "If-Range": whole.headers["etag"]}
    rest = api.get(path, headers=headers)
    assert (rest.status_code, rest.content) == (206, whole.content[100:])


def test_videos_from_videos(api: httpx.Client, made: Any) -> None:
    source = {"video": {"id": made["id"]}}
    remixed = begin_remix(api, made).json()
    assert (remixed["remixed_from_video_id"], remixed["prompt"]) == (made["id"], "at night")
    edited = begin(api, "videos/edits", **source)
    assert (edited["seconds"], edited["remixed_from_video_id"]) == ("4", None)
    extended = begin(api, "videos/extensions", **source, seconds="8")
    assert extended["seconds"] == "12"
    films = {
        api.get(f"videos/{finished(api, video)['id']}/content").content
        for video in (made, remixed, edited, extended)
    }
    assert len(films) == 4


def test_videos_from_files(api: httpx.Client, made: Any) -> None:
    film = api.get(f"videos/{made['id']}/content").content
    form = {"prompt": "longer", "seconds": "4"}
    video = api.post("videos/extensions", data=form, files={"video": ("a.mp4", film)}).json()
    assert video["seconds"] == "8"
    picture = {"input_reference": ("a.png", PNG)}
    video = api.post("videos", data={"prompt": "x", "size": "1280x720"}, files=picture).json()
    assert (video["size"], video["model"]) == ("1280x720", "sora-2")
    begun = api.post("videos/edits", data={"prompt": "x", "video[id]": made["id"]}, files=NO_FILES)
    assert begun.status_code == 200, begun.text


NO_FILES = {"unknown": (None, "x")}  # so that httpx sends a multipart form


@pytest.mark.parametrize(
    ("path", "field", "content"),
    [
        ("videos", "input_reference", MP4),
        ("videos/edits", "video", PNG),
        ("videos/characters", "video", PNG),
    ],
)
def test_files_of_another_kind(api: httpx.Client, path: str, field: str, content: bytes) -> None:
    form = {"prompt": "x", "name": "x"}
    refusal = error(api.post(path, data=form, files={field: ("a", content)}), 400)
    assert refusal["param"] == field


def test_delete_at_work(api: httpx.Client) -> None:
    video = begin(api)["id"]
    assert video in [item["id"] for item in api.get("videos").json()["data"]]
    deleted = {"id": video, "object": "video.deleted", "deleted": True}
    assert api.delete(f"videos/{video}").json() == deleted
    error(api.get(f"videos/{video}"), 404)
    error(api.post("videos/edits", json={"prompt": "x", "video": {"id": video}}), 404)


def test_characters(api: httpx.Client) -> None:
    film = {"video": ("a.mp4", MP4)}
    character = api.post("videos/characters", data={"name": "Mossy"}, files=film).json()
    assert set(character) == {"id", "name", "created_at"}
    assert api.get(f"videos/characters/{character['id']}").json() == character
    error(api.get("videos/characters/char_none"), 404)


def test_a_server_takes_up_what_another_began(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    with Running(state) as first, first.client() as api:
        video = begin(api)
        eventually(lambda: api.get(f"videos/{video['id']}").json()["status"] == "in_progress")
        first.kill()
    with Running(state) as second, second.client() as api:
        assert finished(api, video)["progress"] == 100
