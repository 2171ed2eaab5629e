"""Pictures are real files of the asked format and size, in one piece, by URL, and as events."""

from __future__ import annotations

import base64
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from tests.support.moments import PATIENCE

from .asking import error, events_of, upload
from .media_files import JPEG, MP4, PNG, WEBP, picture_size
from .running import Running

SETTINGS = {"background", "output_format", "quality", "size", "usage"}
OF_AN_ANSWER = SETTINGS | {"safety_identifier", "svg_usage"}


def generate(api: httpx.Client, prompt: str = "a fox", **fields: Any) -> Any:
    answer = api.post("images/generations", json={"prompt": prompt, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def decoded(item: Any) -> bytes:
    return base64.b64decode(item["b64_json"], validate=True)


def test_an_svg_and_what_its_writer_used(api: httpx.Client) -> None:
    answer = generate(
        api,
        model="gpt-image-2.6-flare",
        output_format="svg",
        size="64x64",
        svg={"model": "gpt-6-luna"},
        safety_identifier="user-1",
    )
    picture = ElementTree.fromstring(decoded(answer["data"][0]))
    assert picture.get("viewBox") == "0 0 64 64"
    assert answer["svg_usage"]["model"] == "gpt-6-luna"
    assert answer["safety_identifier"] == "user-1"


@pytest.mark.parametrize("picture_format", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("size", ["1024x1024", "1536x1024", "250x130"])
def test_the_format_and_the_size(api: httpx.Client, picture_format: str, size: str) -> None:
    answer = generate(api, model="gpt-image-1", size=size, output_format=picture_format)
    assert set(answer) == {"created", "data", *OF_AN_ANSWER}
    (item,) = answer["data"]
    width, height = map(int, size.split("x"))
    assert picture_size(decoded(item)) == (picture_format, width, height)
    assert (answer["output_format"], answer["size"]) == (picture_format, size)


def test_as_many_as_are_asked_for_each_another(api: httpx.Client) -> None:
    items = generate(api, model="gpt-image-1", n=3, size="256x256")["data"]
    assert len({item["b64_json"] for item in items}) == 3
    again = generate(api, model="gpt-image-1", n=3, size="256x256")["data"]
    assert again == items


def test_usage_grows_with_size_and_quality(api: httpx.Client) -> None:
    low = generate(api, "four words in it", model="gpt-image-1", quality="low")["usage"]
    assert low["output_tokens"] == 272
    assert low["total_tokens"] == low["input_tokens"] + 272
    assert low["input_tokens_details"] == {"text_tokens": low["input_tokens"], "image_tokens": 0}
    many = generate(api, model="gpt-image-1", quality="low", size="1536x1024", n=2)["usage"]
    assert many["output_tokens"] == 2 * 408


def test_older_models_answer_with_urls(api: httpx.Client, server: Running) -> None:
    answer = generate(api, n=2, size="512x512")
    assert set(answer) == {"created", "data"}
    for item in answer["data"]:
        assert set(item) == {"url"}
        assert item["url"].startswith(f"{server.origin}/sandbox/pictures/")
        fetched = httpx.get(item["url"], timeout=PATIENCE)  # without a key
        assert fetched.headers["content-type"] == "image/png"
        assert picture_size(fetched.content) == ("png", 512, 512)
    error(httpx.get(f"{server.origin}/sandbox/pictures/img-none.png", timeout=PATIENCE), 404)


def test_the_response_format(api: httpx.Client) -> None:
    asked = {"model": "dall-e-3", "response_format": "b64_json"}
    (item,) = generate(api, "a red fox", **asked)["data"]
    assert item["revised_prompt"] == "a red fox"
    assert picture_size(decoded(item)) == ("png", 1024, 1024)


def test_a_stream(api: httpx.Client) -> None:
    body = {"prompt": "a fox", "model": "gpt-image-1", "stream": True, "partial_images": 2, "n": 2}
    answer = api.post("images/generations", json={**body, "size": "128x128"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = events_of(answer.text)
    partial, completed = "image_generation.partial_image", "image_generation.completed"
    assert [event["type"] for event in events] == [partial, partial, completed] * 2
    assert [event.get("partial_image_index") for event in events[:3]] == [0, 1, None]
    assert len({event["b64_json"] for event in events}) == 6
    assert all(picture_size(decoded(event)) == ("png", 128, 128) for event in events)
    assert set(events[2]) == {"type", "b64_json", "created_at", *SETTINGS}
    whole = generate(api, model="gpt-image-1", n=2, size="128x128")["data"]
    assert [item["b64_json"] for item in whole] == [events[2]["b64_json"], events[5]["b64_json"]]


def test_edits_take_files(api: httpx.Client) -> None:
    files = [("image[]", ("a.png", PNG)), ("image[]", ("b.jpg", JPEG)), ("mask", ("m.png", PNG))]
    form = {"prompt": "hat", "size": "256x256", "output_format": "webp"}
    answer = api.post("images/edits", data=form, files=files).json()
    assert picture_size(decoded(answer["data"][0])) == ("webp", 256, 256)
    assert answer["usage"]["input_tokens_details"]["image_tokens"] == 3 * 388
    other = api.post("images/edits", data=form, files={"image": ("a.webp", WEBP)}).json()
    assert other["data"] != answer["data"]


def test_edits_take_references(api: httpx.Client) -> None:
    file = upload(api, PNG, "a.png", purpose="vision")["id"]
    url = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    body = {"prompt": "hat", "images": [{"file_id": file}, {"image_url": url}], "stream": True}
    events = events_of(api.post("images/edits", json=body).text)
    assert [event["type"] for event in events] == ["image_edit.completed"]
    body = {"prompt": "hat", "images": [{"file_id": "file-none"}]}
    error(api.post("images/edits", json=body), 404)
    error(
        api.post("images/edits", json={"prompt": "hat", "images": [{"image_url": "data:,!"}]}), 400
    )


def test_variations(api: httpx.Client) -> None:
    form = {"n": "2", "size": "256x256", "response_format": "b64_json"}
    answer = api.post("images/variations", data=form, files={"image": ("a.png", PNG)}).json()
    assert set(answer) == {"created", "data"}
    assert [picture_size(decoded(item)) for item in answer["data"]] == [("png", 256, 256)] * 2


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({}, "prompt"),
        ({"prompt": "x", "n": 11}, "n"),
        ({"prompt": "x", "size": "big"}, "size"),
        ({"prompt": "x", "size": "9999x16"}, "size"),
        ({"prompt": "x", "output_format": "gif"}, "output_format"),
        ({"prompt": "x", "output_format": "jpeg", "background": "transparent"}, "background"),
    ],
)
def test_what_no_picture_can_be(api: httpx.Client, fields: Any, param: str) -> None:
    assert error(api.post("images/generations", json=fields), 400)["param"] == param


def test_what_is_no_picture(api: httpx.Client) -> None:
    refusal = error(api.post("images/variations", files={"image": ("a.png", MP4)}), 400)
    assert (refusal["param"], refusal["code"]) == ("image", "invalid_image_file")
    error(api.post("images/edits", data={"prompt": "hat"}, files={"mask": ("a.png", PNG)}), 400)
