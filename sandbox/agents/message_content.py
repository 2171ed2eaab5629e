"""What a message of a thread says: as it is kept, and as the generation reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.refusals import Refusal, absent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..requests.call import ApiCall
    from ..state.store import Document

IMAGES = ("image_file", "image_url")


def read_content(content: Any, where: str) -> list[Document]:
    """Return the content in parts, as a message keeps it."""
    if content is None:
        raise absent(where)
    if isinstance(content, str):
        return [text_part(content)]
    return [read_part(part, f"{where}[{place}]") for place, part in enumerate(content)]


def read_part(part: Any, where: str) -> Document:
    """Return one part as a message keeps it."""
    kind = part.get("type") if isinstance(part, dict) else None
    if kind == "text" and isinstance(part.get("text"), str):
        return text_part(part["text"])
    if kind in IMAGES and isinstance(part.get(kind), dict):
        return {"type": kind, kind: {"detail": "auto", **part[kind]}}
    text = f"Invalid '{where}': expected a part of the type 'text', 'image_file' or 'image_url'."
    raise Refusal(text, param=where, code="invalid_value")


def text_part(text: str) -> Document:
    """Return text as a message keeps it."""
    return {"type": "text", "text": {"value": text, "annotations": []}}


def read_attachments(call: ApiCall, attachments: Iterable[Document] | None) -> list[Document]:
    """Return the attachments, whose files must be there."""
    kept = list(attachments or [])
    for place, attachment in enumerate(kept):
        if "file_id" not in attachment:
            raise absent(f"attachments[{place}].file_id")
        FILES.find(call, str(attachment["file_id"]))
    return kept


def as_item(message: Document) -> Document:
    """Return a message in the form in which Responses would get it."""
    return {"role": message["role"], "content": [as_input(part) for part in message["content"]]}


def as_input(part: Document) -> Document:
    """Return a part in the form in which Responses would get it."""
    if part["type"] == "text":
        return {"type": "input_text", "text": part["text"]["value"]}
    inner = part[part["type"]]
    return {"type": "input_image", **({"image_url": inner["url"]} if "url" in inner else inner)}
