"""Every kind of stream that carries words: its command line, and its events for some words."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.samples import answer_events

from .conftest import PIXEL
from .streams import DONE, chunk, text_chunk

Events = list[dict[str, Any] | str]

CHAT = ("chat", "create", "x", "--model", "m", "--stream")
COMPLETION = ("completions", "create", "x", "--model", "m", "--stream")
ASK = ("responses", "create", "x", "--model", "m", "--stream")
RUN = {"id": "run_1", "object": "thread.run", "thread_id": "t_1"}
PICTURE = base64.b64encode(PIXEL).decode()
SOUND = base64.b64encode(b"sound").decode()


@dataclass(frozen=True)
class Kind:
    """One kind of stream.

    `events` are those of a whole answer; `words` reads them out of the answer as JSON.
    """

    line: tuple[str, ...]
    events: Callable[..., Events]
    words: Callable[[Any], str]


def chat_events(*texts: str) -> Events:
    """Return the chunks of a chat answer."""
    return [*(chunk(content=text) for text in texts), chunk(finish="stop"), DONE]


def completion_events(*texts: str) -> Events:
    """Return the chunks of a completion."""
    return [*map(text_chunk, texts), text_chunk("", finish="stop"), DONE]


def refusal_events(*texts: str) -> Events:
    """Return the chunks of a chat answer that says no."""
    return [*(chunk(refusal=text) for text in texts), chunk(finish="stop"), DONE]


def run_events(*texts: str) -> Events:
    """Return the events of a run that writes one message."""
    deltas = [
        {
            "id": "m_1",
            "object": "thread.message.delta",
            "delta": {"content": [{"index": 0, "type": "text", "text": {"value": text}}]},
        }
        for text in texts
    ]
    return [{**RUN, "status": "queued"}, *deltas, {**RUN, "status": "completed"}]


def transcript_events(*texts: str) -> Events:
    """Return the events of a transcript."""
    deltas = [{"type": "transcript.text.delta", "delta": text} for text in texts]
    return [*deltas, {"type": "transcript.text.done", "text": "".join(texts)}]


def _run_words(run: Any) -> str:
    return str(run["messages"][0]["content"][0]["text"]["value"])


WORDS: dict[str, Kind] = {
    "chat": Kind(CHAT, chat_events, lambda it: it["choices"][0]["message"]["content"]),
    "refusal": Kind(CHAT, refusal_events, lambda it: it["choices"][0]["message"]["refusal"]),
    "completion": Kind(COMPLETION, completion_events, lambda it: it["choices"][0]["text"]),
    "response": Kind(ASK, answer_events, lambda it: it["output"][0]["content"][0]["text"]),
    "stored response": Kind(
        ("responses", "get", "resp_1", "--stream"),
        answer_events,
        lambda it: it["output"][0]["content"][0]["text"],
    ),
    "run": Kind(
        ("threads", "runs", "create", "t_1", "--assistant-id", "a_1", "--stream"),
        run_events,
        _run_words,
    ),
    "thread and run": Kind(
        ("threads", "create-and-run", "x", "--assistant-id", "a_1", "--stream"),
        run_events,
        _run_words,
    ),
    "run that goes on": Kind(
        (
            "threads",
            "runs",
            "submit-tool-outputs",
            "t_1",
            "r_1",
            "--tool-outputs",
            "[]",
            "--stream",
        ),
        run_events,
        _run_words,
    ),
    "transcript": Kind(
        ("audio", "transcribe", "a.wav", "--model", "m", "--stream"),
        transcript_events,
        lambda it: it["text"],
    ),
    "call by path": Kind(
        ("api", "POST", "/chat/completions", "--set", "model=m", "--set", "stream:=true"),
        chat_events,
        lambda it: it["choices"][0]["message"]["content"],
    ),
}
# Those that become a file, and have no words.
FILES: dict[str, tuple[Sequence[str], Events, bytes]] = {
    "speech": (
        ("audio", "speech", "x", "--model", "m", "--voice", "v", "--stream-format", "sse"),
        [{"type": "speech.audio.delta", "audio": SOUND}, {"type": "speech.audio.done"}],
        b"sound",
    ),
    "picture": (
        ("images", "generate", "x", "--model", "gpt-image-1", "--stream"),
        [
            {"type": "image_generation.partial_image", "b64_json": "AAAA"},
            {"type": "image_generation.completed", "b64_json": PICTURE},
        ],
        PIXEL,
    ),
    "edited picture": (
        ("images", "edit", "x", "--image", "a.png", "--model", "gpt-image-1", "--stream"),
        [{"type": "image_edit.completed", "b64_json": PICTURE}],
        PIXEL,
    ),
}
