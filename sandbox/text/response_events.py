"""The events by which a response is streamed, derived from the finished response alone.

So a replay is exact, now or after a restart, without a single event being stored.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from ..requests.stream import named_event, obfuscated
from .generation import pieces
from .tokens import split_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..state.store import Document

Event = dict[str, Any]
TERMINAL = ("completed", "incomplete", "failed", "cancelled")


def response_events(final: Document) -> list[Event]:
    """Return every event of a response in order, each with its number."""
    return [
        {"type": event.pop("type"), "sequence_number": number, **event}
        for number, event in enumerate(unnumbered(final))
    ]


def unnumbered(final: Document) -> Iterator[Event]:
    """Yield the events without their numbers."""
    begun = in_progress(final)
    if final["background"]:
        queued = {**begun, "status": "queued"}
        yield {"type": "response.created", "response": queued}
        yield {"type": "response.queued", "response": queued}
    else:
        yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    for index, item in enumerate(final["output"]):
        yield from item_events(index, item)
    yield {"type": f"response.{final['status']}", "response": final}


def in_progress(final: Document) -> Document:
    """Return the response as it was before it had said anything."""
    blank: Document = {
        "output": [],
        "usage": None,
        "completed_at": None,
        "incomplete_details": None,
    }
    return {**final, "status": "in_progress", **blank}


def item_events(index: int, item: Document) -> Iterator[Event]:
    """Yield how one item of the output comes about."""
    told, empty = TELLERS[item["type"]]
    added = {**item, "status": "in_progress", **empty}
    yield {"type": "response.output_item.added", "output_index": index, "item": added}
    yield from told(index, item)
    yield {"type": "response.output_item.done", "output_index": index, "item": item}


def message_events(index: int, item: Document) -> Iterator[Event]:
    """Yield how a message's text is said."""
    part = item["content"][0]
    place = {"item_id": item["id"], "output_index": index, "content_index": 0}
    empty = {**part, "text": "", "logprobs": [], "annotations": []}
    yield {"type": "response.content_part.added", **place, "part": empty}
    certain = iter(part["logprobs"])
    for piece in pieces(part["text"]):
        # A piece is whole tokens; without log probabilities there is nothing to take.
        logprobs = [*islice(certain, len(split_tokens(piece)))]
        yield {"type": "response.output_text.delta", **place, "delta": piece, "logprobs": logprobs}
    for number, annotation in enumerate(part["annotations"]):
        told = {"annotation_index": number, "annotation": annotation}
        yield {"type": "response.output_text.annotation.added", **place, **told}
    said = {"text": part["text"], "logprobs": part["logprobs"]}
    yield {"type": "response.output_text.done", **place, **said}
    yield {"type": "response.content_part.done", **place, "part": part}


def call_events(index: int, item: Document) -> Iterator[Event]:
    """Yield how it is written what a tool is called with."""
    given = "arguments" if item["type"] == "function_call" else "input"
    kind = f"response.{item['type']}_{given}"
    place = {"item_id": item["id"], "output_index": index}
    for piece in pieces(item[given]):
        yield {"type": f"{kind}.delta", **place, "delta": piece}
    name = {"name": item["name"]} if item["type"] == "function_call" else {}
    yield {"type": f"{kind}.done", **place, **name, given: item[given]}


def hosted_events(index: int, item: Document) -> Iterator[Event]:
    """Yield how a tool of the API itself is used."""
    work = "generating" if item["type"] == "image_generation_call" else "searching"
    for stage in ("in_progress", work, "completed"):
        kind = f"response.{item['type']}.{stage}"
        yield {"type": kind, "output_index": index, "item_id": item["id"]}


# What tells of an item, and what the item does not have when it has only begun.
TELLERS: dict[str, tuple[Callable[[int, Document], Iterator[Event]], Document]] = {
    "message": (message_events, {"content": []}),
    "function_call": (call_events, {"arguments": ""}),
    "custom_tool_call": (call_events, {"input": ""}),
    "file_search_call": (hosted_events, {"results": None}),
    "web_search_call": (hosted_events, {}),
    "image_generation_call": (hosted_events, {"result": None}),
}


def encode(event: Event, *, obfuscate: bool) -> bytes:
    """Return an event as it goes over the wire."""
    if obfuscate and "delta" in event:
        event = {**event, "obfuscation": obfuscated(event["delta"])}
    return named_event(event)
