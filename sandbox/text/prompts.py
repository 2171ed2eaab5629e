"""Reads what was asked out of the inputs of Responses and the messages of Chat."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent, unsupported
from ..state.identifiers import new_id
from .tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
GUIDING = ("system", "developer")
ECHO = "echo"
TEXTS = ("text", "input_text", "output_text", "refusal")
ATTACHED = {
    "image_url": "image",
    "input_image": "image",
    "file": "file",
    "input_file": "file",
    "input_audio": "audio",
}
OF_CHAT = ("text", "image_url", "file")
OF_RESPONSES = ("input_text", "input_image", "input_file", "output_text")
Item = dict[str, Any]


@dataclass(frozen=True)
class Prompt:
    """What was asked, as text, and what came beside it."""

    text: str
    is_echo: bool
    tokens: int
    attachments: tuple[str, ...] = ()


def read_prompt(items: Sequence[Item], instructions: str | None) -> Prompt:
    """Return the prompt: the text of the last message that is not the model's or a guide's."""
    guides = [text_of(item) for item in items if item.get("role") in GUIDING]
    asked = [item for item in items if item.get("role") not in (*GUIDING, "assistant")]
    asked = [item for item in asked if "role" in item or "output" in item]
    last = asked[-1] if asked else {}
    tokens = sum(count_tokens(text_of(item)) for item in items) + count_tokens(instructions or "")
    return Prompt(text_of(last), ECHO in (instructions, *guides), tokens, attachments(last))


def text_of(item: Item) -> str:
    """Return the text of a message, or of a tool's output."""
    content = item.get("content", item.get("output"))
    if isinstance(content, str):
        return content
    parts = [part for part in as_parts(content) if part.get("type") in TEXTS]
    return "\n".join(str(part.get("text", part.get("refusal", ""))) for part in parts)


def as_parts(content: Any) -> list[Item]:
    """Return the parts of a content that has parts."""
    return [part for part in content if is_part(part)] if isinstance(content, list) else []


def attachments(item: Item) -> tuple[str, ...]:
    """Return what came beside the text, in words."""
    return tuple(
        f"{article(ATTACHED[part['type']])} ({describe(part)})"
        for part in as_parts(item.get("content"))
        if part.get("type") in ATTACHED
    )


def article(noun: str) -> str:
    """Return a noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def describe(part: Item) -> str:
    """Return where an attachment is, or its name, type and size when it came along."""
    inner = part.get(part["type"])
    facts: Item = {**part, **(inner if isinstance(inner, dict) else {"url": inner})}
    name = facts.get("filename")
    for field in ("file_id", "file_url", "image_url", "url", "file_data", "data"):
        if isinstance(facts.get(field), str):
            return ", ".join(filter(None, (name, source(facts[field], facts.get("format")))))
    return name or "empty"


def source(value: str, kind: str | None) -> str:
    """Return an address as it is, and data by its type and size."""
    head, comma, encoded = value.partition(";base64,")
    if comma and head.startswith("data:"):
        return f"{head.removeprefix('data:')}, {decoded_size(encoded)} bytes"
    return f"{kind}, {decoded_size(value)} bytes" if kind else value


def decoded_size(encoded: str) -> int:
    """Return how many bytes were sent as base64."""
    try:
        return len(base64.b64decode(encoded, validate=True))
    except binascii.Error as error:
        raise Refusal("Invalid base64 data in the input.", code="invalid_base64") from error


def read_input(value: str | Sequence[Item] | None) -> list[Item]:
    """Return the input of a response as items, each with an id and a type."""
    if isinstance(value, str):
        value = [{"role": "user", "content": value}]
    items = [read_item(item, f"input[{place}]") for place, item in enumerate(value or [])]
    for place, item in enumerate(items):
        check_parts(item, OF_RESPONSES, OF_CHAT, f"input[{place}]")
    return items


def check_parts(message: Item, own: Sequence[str], foreign: Sequence[str], where: str) -> None:
    """Refuse the parts that the other of the two APIs has; it may have new ones of its own."""
    for place, part in enumerate(as_parts(message.get("content"))):
        if part["type"] in foreign:
            raise unsupported(part["type"], own, f"{where}.content[{place}].type")


def files_in(messages: Sequence[Item]) -> Iterator[str]:
    """Yield the ids of the uploaded files that are part of messages."""
    for message in messages:
        for part in as_parts(message.get("content")):
            inner = part.get(part["type"])
            facts = inner if isinstance(inner, dict) else part
            if isinstance(facts.get("file_id"), str):
                yield facts["file_id"]


def read_item(item: Item, where: str) -> Item:
    """Return one input item in full; a message may be given by its role and content alone."""
    kind = item.get("type", "message")
    if kind != "message":
        return {**item, "id": item.get("id") or new_id(f"{kind}_")}
    check_message(item, where)
    content = item["content"]
    if isinstance(content, str):
        part = "output_text" if item["role"] == "assistant" else "input_text"
        content = [{"type": part, "text": content}]
    full = {"id": item.get("id") or new_id("msg_"), "type": "message", "status": "completed"}
    return {**full, **item, "content": content}


def check_message(message: Mapping[str, Any], where: str) -> None:
    """Refuse a message without a role that there is, or without content."""
    if message.get("role") not in ROLES:
        raise unsupported(message.get("role"), ROLES, f"{where}.role")
    content = message.get("content")
    if content is None and message["role"] != "assistant":
        raise absent(f"{where}.content")
    parts = content if isinstance(content, list) else []
    if not isinstance(content, str | list | None) or not all(map(is_part, parts)):
        text = f"Invalid type for '{where}.content': expected a string or an array of objects."
        raise Refusal(text, param=f"{where}.content", code="invalid_type")


def is_part(part: Any) -> bool:
    """Say whether a part of a message's content has its form."""
    return isinstance(part, dict) and isinstance(part.get("type"), str)
