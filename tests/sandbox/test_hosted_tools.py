"""The tools of the API itself: files are really searched, the others used when they must be."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import httpx
import pytest
from openai import OpenAI

from .asking import error, respond

QUESTION = "Which bird eats fish?"
WEB: Any = {"type": "web_search"}
PICTURE: Any = {"type": "image_generation", "size": "64x32", "output_format": "webp"}
FOUND: Any = ["file_search_call.results"]


@pytest.fixture(scope="module")
def store(client: OpenAI) -> str:
    made = client.vector_stores.create(name="birds").id
    texts = {"heron.txt": b"The heron eats fish.", "train.txt": b"Trains run on rails."}
    sent = list(texts.items())
    client.vector_stores.file_batches.upload_and_poll(made, files=sent, poll_interval_ms=10)
    return made


def searching(store: str, **options: Any) -> Any:
    return {"type": "file_search", "vector_store_ids": [store], **options}


def test_files_are_searched_and_cited(client: OpenAI, store: str) -> None:
    asked: Any = {"model": "gpt-5", "input": QUESTION, "tools": [searching(store)]}
    call, message = client.responses.create(**asked, include=FOUND).output
    assert call.type == "file_search_call"
    assert call.queries == [QUESTION]
    (result,) = call.results or []
    assert (result.filename, result.text) == ("heron.txt", "The heron eats fish.")
    assert message.type == "message"
    (part,) = message.content
    assert part.type == "output_text"
    (note,) = part.annotations
    assert note.type == "file_citation"
    assert (note.file_id, note.filename) == (result.file_id, "heron.txt")
    unasked, _ = client.responses.create(**asked).output
    assert unasked.type == "file_search_call"
    assert unasked.results is None


def test_the_search_is_streamed(client: OpenAI, store: str) -> None:
    asked: Any = {"model": "gpt-5", "input": QUESTION, "tools": [searching(store)]}
    with client.responses.stream(**asked) as stream:
        kinds = [event.type for event in stream]
    assert kinds[2:7] == [
        "response.output_item.added",
        "response.file_search_call.in_progress",
        "response.file_search_call.searching",
        "response.file_search_call.completed",
        "response.output_item.done",
    ]
    assert kinds.count("response.output_text.annotation.added") == 1
    assert len(stream.get_final_response().output) == 2


def test_its_options_hold(quick: httpx.Client, store: str) -> None:
    none = {"type": "eq", "key": "author", "value": "ada"}
    for options in ({"filters": none}, {"ranking_options": {"score_threshold": 1.0}}):
        made = respond(quick, QUESTION, tools=[searching(store, **options)], include=FOUND)
        assert made["output"][0]["results"] == []
    made = respond(quick, QUESTION, tools=[searching(store)], tool_choice="none")
    assert [item["type"] for item in made["output"]] == ["message"]


def test_it_needs_stores_that_there_are(quick: httpx.Client) -> None:
    body = {"model": "m", "input": "x", "tools": [searching("vs_none")]}
    assert "vs_none" in error(quick.post("responses", json=body), 404)["message"]
    wrong: list[tuple[Any, str]] = [
        ({}, "vector_store_ids"),
        ({"vector_store_ids": "x"}, "vector_store_ids"),
        ({"vector_store_ids": ["x"], "filters": "x"}, "filters"),
        ({"vector_store_ids": ["x"], "ranking_options": 5}, "ranking_options"),
    ]
    for options, name in wrong:
        body["tools"] = [{"type": "file_search", **options}]
        assert error(quick.post("responses", json=body), 400)["param"] == f"tools[0].{name}"


def test_the_web_is_searched_when_it_must_be(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-5", "input": QUESTION, "tools": [WEB]}
    assert [item.type for item in client.responses.create(**asked).output] == ["message"]
    for choice in ("required", WEB):
        call, _ = client.responses.create(**asked, tool_choice=choice).output
        assert call.type == "web_search_call"
        assert call.action.type == "search"
        assert call.action.query == QUESTION


def test_a_picture_is_drawn_when_it_must_be(client: OpenAI) -> None:
    asked: Any = {"model": "gpt-5", "input": "a fox", "tools": [PICTURE], "tool_choice": PICTURE}
    with client.responses.stream(**asked) as stream:
        events = list(stream)
    call, _ = stream.get_final_response().output
    assert call.type == "image_generation_call"
    assert b64decode(call.result or "")[8:12] == b"WEBP"
    assert events[2].type == "response.output_item.added"
    assert events[3].type == "response.image_generation_call.in_progress"


def test_a_picture_that_cannot_be_drawn(quick: httpx.Client) -> None:
    tool = {"type": "image_generation", "output_format": "bmp"}
    body = {"model": "m", "input": "x", "tools": [tool], "tool_choice": "required"}
    assert error(quick.post("responses", json=body), 400)["param"] == "tools[0].output_format"


def test_a_function_goes_before_them(quick: httpx.Client) -> None:
    tools = [WEB, {"type": "function", "name": "look_up"}]
    made = respond(quick, "x", tools=tools, tool_choice="required")
    assert [item["type"] for item in made["output"]] == ["function_call"]
