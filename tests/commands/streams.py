"""Pieces of streamed answers, as the APIs send them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.support.answers import Stream, sse

DONE = "[DONE]"
HEAD = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": "m"}


def chunk(index: int = 0, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    """Return one chunk of a chat completion."""
    choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {**HEAD, "service_tier": "default", "system_fingerprint": "fp_1", "choices": [choice]}


def text_chunk(text: str, index: int = 0, finish: str | None = None) -> dict[str, Any]:
    """Return one chunk of a completion."""
    choice = {"text": text, "index": index, "logprobs": None, "finish_reason": finish}
    return {**HEAD, "id": "cmpl-1", "object": "text_completion", "choices": [choice]}


def stream(*events: dict[str, Any] | str, delay: float = 0.0, **more: Any) -> Stream:
    """Return a whole stream."""
    return Stream(sse(*events, delay=delay), **more)


def words(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return the chunks of a chat answer."""
    return [chunk(role="assistant", content="", refusal=None), *(chunk(content=t) for t in texts)]
