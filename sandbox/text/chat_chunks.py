"""The chunks by which a chat completion is streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.stream import DONE, data_event, obfuscated
from .chat_sound import sound_deltas
from .generation import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..state.store import Document

SHARED = ("id", "created", "model", "service_tier", "system_fingerprint")


def chunks(completion: Document, options: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a completion's chunks as events, up to the last word of every stream."""
    shared = {name: completion[name] for name in SHARED}
    head = {"object": "chat.completion.chunk", **shared}
    with_usage = bool(options.get("include_usage"))
    filled = options.get("include_obfuscation") is not False
    for choice in completion["choices"]:
        for delta, finish_reason in deltas(choice):
            part = {"index": choice["index"], "delta": delta, "logprobs": None}
            chunk = {**head, "choices": [{**part, "finish_reason": finish_reason}]}
            if with_usage:
                chunk["usage"] = None
            if filled:
                chunk["obfuscation"] = obfuscated(delta.get("content") or "")
            yield data_event(chunk)
    if with_usage:
        yield data_event({**head, "choices": [], "usage": completion["usage"]})
    yield DONE


def deltas(choice: Document) -> Iterator[tuple[Document, str | None]]:
    """Yield a choice's deltas: who speaks, what is said, and why it ends."""
    message = choice["message"]
    opening = {"role": "assistant", "content": None if message["content"] is None else ""}
    yield {**opening, "refusal": None}, None
    for piece in pieces(message["content"] or ""):
        yield {"content": piece}, None
    if "audio" in message:
        yield from sound_deltas(message["audio"])
    for index, call in enumerate(message.get("tool_calls", [])):
        kind = call["type"]
        given = "arguments" if kind == "function" else "input"
        opened = {**call, kind: {**call[kind], given: ""}}
        yield {"tool_calls": [{"index": index, **opened}]}, None
        for piece in pieces(call[kind][given]):
            yield {"tool_calls": [{"index": index, kind: {given: piece}}]}, None
    yield {}, choice["finish_reason"]
