"""Moderations judge words, the same every time."""

from __future__ import annotations

from typing import Any

import httpx
from openai import OpenAI

from .asking import error


def moderate(api: httpx.Client, value: Any) -> Any:
    answer = api.post("moderations", json={"input": value})
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_every_category_has_its_score(api: httpx.Client) -> None:
    answer = api.post("moderations", json={"input": "I will kill you"}).json()
    assert answer["id"].startswith("modr-")
    assert answer["model"] == "omni-moderation-latest"
    result = answer["results"][0]
    assert len(result["categories"]) == 13
    assert result["categories"].keys() == result["category_scores"].keys()
    assert result["flagged"] is True
    assert result["categories"]["violence"] is True
    assert result["categories"]["sexual"] is False
    assert all(0 <= score <= 1 for score in result["category_scores"].values())
    assert moderate(api, "I will kill you") == [result]


def test_one_result_a_text(api: httpx.Client) -> None:
    flagged = [result["flagged"] for result in moderate(api, ["a nice day", "murder", ""])]
    assert flagged == [False, True, False]


def test_parts_are_judged_together(api: httpx.Client) -> None:
    picture = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    (result,) = moderate(api, [{"type": "text", "text": "murder"}, picture])
    assert result["flagged"] is True
    applied = result["category_applied_input_types"]
    assert applied["violence"] == ["image", "text"]
    assert applied["hate"] == ["text"]


def test_unknown_parts_are_refused(api: httpx.Client) -> None:
    refusal = error(api.post("moderations", json={"input": [{"type": "video"}]}), 400)
    assert refusal["param"] == "input[0].type"


def test_an_answer_brings_them_along(client: OpenAI) -> None:
    wanted: Any = {"moderation": {"model": "omni-moderation-latest"}}
    said: Any = [{"role": "system", "content": "echo"}, {"role": "user", "content": "murder"}]
    response = client.responses.create(model="m", input="murder", instructions="echo", **wanted)
    assert response.moderation is not None
    for judged in (response.moderation.input, response.moderation.output):
        assert judged.type == "moderation_result"
        assert judged.flagged
    completion = client.chat.completions.create(model="m", messages=said, n=2, **wanted)
    assert completion.moderation is not None
    assert completion.moderation.output.type == "moderation_results"
    assert [one.flagged for one in completion.moderation.output.results] == [True, True]
    assert client.responses.create(model="m", input="murder").moderation is None
