"""Completions of plain prompts."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .asking import error, events_of


def complete(api: httpx.Client, prompt: Any, **fields: Any) -> Any:
    body = {"model": "m", "prompt": prompt, "max_tokens": 999, **fields}
    answer = api.post("completions", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_object(api: httpx.Client) -> None:
    completion = complete(api, "Once upon")
    assert completion["object"] == "text_completion"
    choice = completion["choices"][0]
    assert "sandbox" in choice["text"]
    assert choice["text"].endswith("\n\nOnce upon")
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")


def test_sixteen_tokens_unless_more_are_wanted(api: httpx.Client) -> None:
    answer = api.post("completions", json={"model": "m", "prompt": "x"}).json()
    assert answer["choices"][0]["finish_reason"] == "length"
    assert answer["usage"]["completion_tokens"] == 16
    assert complete(api, "x", max_tokens=0, echo=True)["choices"][0]["text"] == "x"


@pytest.mark.parametrize("prompt", [["a", "b"], [[1, 2], [3]]])
def test_every_prompt_gets_its_answers(api: httpx.Client, prompt: Any) -> None:
    choices = complete(api, prompt, n=2)["choices"]
    assert [choice["index"] for choice in choices] == [0, 1, 2, 3]
    assert choices[0]["text"] == choices[1]["text"] != choices[2]["text"]


def test_tokens_are_one_prompt(api: httpx.Client) -> None:
    assert complete(api, [1, 2])["choices"][0]["text"].endswith("\n\n1 2")


def test_echo_stop_and_logprobs(api: httpx.Client) -> None:
    text = complete(api, "Say: ", echo=True)["choices"][0]["text"]
    assert text.startswith("Say: This is the")
    assert complete(api, "x", stop="sand")["choices"][0]["text"] == "This is the **"
    logprobs = complete(api, "ab cd", logprobs=1)["choices"][0]["logprobs"]
    whole = "".join(logprobs["tokens"])
    for token, offset in zip(logprobs["tokens"], logprobs["text_offset"], strict=True):
        assert whole[offset : offset + len(token)] == token


def test_the_stream(api: httpx.Client) -> None:
    body = {"model": "m", "prompt": "one two", "max_tokens": 99, "stream": True}
    body["stream_options"] = {"include_usage": True}
    answer = api.post("completions", json=body)
    assert answer.text.endswith("data: [DONE]\n\n")
    *chunks, last = events_of(answer.text)
    said = "".join(chunk["choices"][0]["text"] for chunk in chunks)
    assert said == complete(api, "one two")["choices"][0]["text"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert last["choices"] == []
    assert last["usage"] == complete(api, "one two")["usage"]


def test_best_of_is_not_below_n(api: httpx.Client) -> None:
    body = {"model": "m", "prompt": "x", "n": 3, "best_of": 2}
    assert error(api.post("completions", json=body), 400)["param"] == "best_of"
