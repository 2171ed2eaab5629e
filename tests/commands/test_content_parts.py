"""Content as a list of parts, as other servers send it: its words are printed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import Answer, Stream, sse
from tests.support.fault_server import FaultServer
from tests.support.runner import CommandLine
from tests.support.samples import completed, response

from .conftest import Ask
from .stream_kinds import ASK, CHAT, COMPLETION, DONE, Kind, run_events
from .streams import chunk, text_chunk

Wrapped = Callable[[str], Any]

# Each says the same words; thoughts and pictures are none of them.
SHAPES: dict[str, Wrapped] = {
    "a text": lambda text: text,
    "a part": lambda text: {"type": "text", "text": text},
    "parts": lambda text: [{"type": "text", "text": text[:1]}, {"type": "text", "text": text[1:]}],
    "output texts": lambda text: [{"type": "output_text", "text": text, "annotations": []}],
    "refusals": lambda text: [{"type": "refusal", "refusal": text}],
    "texts": lambda text: [text[:1], text[1:]],
    "nameless": lambda text: [{"text": text}],
    "values": lambda text: [{"type": "text", "text": {"value": text, "annotations": []}}],
    "thoughts": lambda text: [{"type": "thinking", "thinking": []}, {"type": "text", "text": text}],
    "pictures": lambda text: [text, {"type": "image_url", "image_url": {"url": "https://x"}}],
}


def message(content: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": content}


def chat(content: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": message(content), "finish_reason": "stop"}
    return {"id": "c_1", "object": "chat.completion", "choices": [choice]}


def completion(content: Any) -> dict[str, Any]:
    return {"id": "c_1", "choices": [{"index": 0, "text": content, "finish_reason": "stop"}]}


def answer(content: Any) -> dict[str, Any]:
    listed = {"content": content if isinstance(content, list) else [content]}
    thought = {"type": "reasoning", "content": [{"type": "reasoning_text", "text": "hm"}, "hm"]}
    said = {"type": "message", "role": "assistant", **listed}
    return {**response(""), "output": [thought, said]}


def thread_message(content: Any) -> dict[str, Any]:
    return {"id": "m_1", "object": "thread.message", **message(content)}


WHOLE: dict[str, tuple[tuple[str, ...], Wrapped]] = {
    "chat": (("chat", "create", "x", "--model", "m", "--no-stream"), chat),
    "stored chat": (("chat", "get", "c_1"), chat),
    "completion": (("completions", "create", "x", "--model", "m", "--no-stream"), completion),
    "response": (("responses", "create", "x", "--model", "m", "--no-stream"), answer),
    "response with a text": (
        ("responses", "get", "resp_1"),
        lambda content: {**response(""), "output": [{"type": "message", "content": content}]},
    ),
    "thread's message": (("threads", "messages", "get", "t_1", "m_1"), thread_message),
    "conversation's item": (("conversations", "items", "get", "c_1", "i_1"), thread_message),
    "transcript": (("audio", "transcribe", "a.wav", "--model", "m"), lambda it: {"text": it}),
    "translation": (("audio", "translate", "a.wav", "--model", "m"), lambda it: {"text": it}),
    "answer to a stream": (CHAT, chat),
}


@pytest.fixture
def here(oai: CommandLine) -> Path:
    """Give the folder in which the command lines find their recording."""
    (oai.home / "a.wav").write_bytes(b"RIFF....WAVE")
    return oai.home


@pytest.mark.parametrize("name", WHOLE)
def test_whole(name: str, run: Ask, fault_server: FaultServer, here: Path) -> None:
    line, document = WHOLE[name]
    for shape, wrapped in SHAPES.items():
        fault_server.script(Answer(json=document(wrapped("Hello"))))
        result = run(*line, "-t", cwd=here)
        assert (shape, result.code, result.text.rstrip("\n")) == (shape, 0, "Hello")


def chat_deltas(*contents: Any) -> list[Any]:
    ends = [chunk(finish="stop", content=""), DONE]
    return [chunk(role="assistant", content=""), *(chunk(content=it) for it in contents), *ends]


def completion_deltas(*contents: Any) -> list[Any]:
    return [*map(text_chunk, contents), text_chunk("", finish="stop"), DONE]


def response_deltas(*contents: Any) -> list[Any]:
    kind = "response.output_text.delta"
    return [*({"type": kind, "delta": it} for it in contents), completed("Hello")]


def transcript_deltas(*contents: Any) -> list[Any]:
    deltas = [{"type": "transcript.text.delta", "delta": it} for it in contents]
    return [*deltas, {"type": "transcript.text.done", "text": contents[-1]}]


def run_deltas(*contents: Any) -> list[Any]:
    begun, *_, ended = run_events()
    deltas = [
        {"id": "m_1", "object": "thread.message.delta", "delta": {"content": it}} for it in contents
    ]
    return [begun, *deltas, ended]


STREAMED: dict[str, Kind] = {
    "chat": Kind(CHAT, chat_deltas, lambda it: it["choices"][0]["message"]["content"]),
    "completion": Kind(COMPLETION, completion_deltas, lambda it: it["choices"][0]["text"]),
    "response": Kind(ASK, response_deltas, lambda it: it["output"][0]["content"]),
    "transcript": Kind(
        ("audio", "transcribe", "a.wav", "--model", "m", "--stream"),
        transcript_deltas,
        lambda it: it["text"],
    ),
    "run": Kind(
        ("threads", "runs", "create", "t_1", "--assistant-id", "a_1", "--stream"),
        run_deltas,
        lambda it: it["messages"][0]["content"],
    ),
}


@pytest.mark.parametrize("name", STREAMED)
def test_streamed(name: str, run: Ask, fault_server: FaultServer, here: Path) -> None:
    """Of one shape, or one after another: a server may begin with a text and go on with parts."""
    kind = STREAMED[name]
    shapes = {shape: [wrapped("Hel"), wrapped("lo")] for shape, wrapped in SHAPES.items()}
    shapes |= {f"{shape}, then a text": [it[0], "lo"] for shape, it in shapes.items()}
    shapes["a text, then parts"] = ["Hel", [{"type": "text", "text": "lo"}]]
    if name == "run":
        del shapes["a part"], shapes["a part, then a text"]
    for shape, contents in shapes.items():
        fault_server.script(Stream(sse(*kind.events(*contents))))
        result = run(*kind.line, "-t", cwd=here)
        assert (shape, result.code, result.text.rstrip("\n")) == (shape, 0, "Hello")


@pytest.mark.parametrize("options", [["-t"], ["--format", "table"]])
def test_the_whole_of_a_stream_has_its_words(
    options: list[str], run: Ask, fault_server: FaultServer
) -> None:
    parts = [[{"type": "text", "text": "Hel"}], [{"type": "text", "text": "lo"}]]
    fault_server.script(Stream(sse(*chat_deltas(*parts))))
    assert run(*CHAT, *options).text.rstrip("\n") == "Hello"
    (choice,) = run(*CHAT).json()["choices"]
    assert choice["message"]["content"] == [{"type": "text", "text": "Hello"}]


LISTS = {
    "chat": ("chat", "messages", "c_1"),
    "conversation": ("conversations", "items", "list", "c_1"),
    "thread": ("threads", "messages", "list", "t_1"),
    "response": ("responses", "input-items", "resp_1"),
    "chatkit": ("chatkit", "threads", "items", "t_1"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_table_has_the_words(name: str, run: Ask, fault_server: FaultServer) -> None:
    items = [{"id": shape, **message(wrapped("Hello"))} for shape, wrapped in SHAPES.items()]
    listed = [item for item in items if not isinstance(item["content"], dict)]
    picture = {"id": "a picture", **message([{"type": "input_image", "image_url": "x"}])}
    fault_server.script(
        Answer(json={"object": "list", "data": [*listed, picture], "has_more": False})
    )
    _, *rows, last = run(*LISTS[name], "--format", "table").lines
    assert [("Hello" in row, "{" in row) for row in rows] == [(True, False)] * len(listed)
    assert "{" not in last
