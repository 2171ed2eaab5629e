"""Provenance: whether a picture or a recording was made by the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..state.identifiers import now
from .picture_files import format_of
from .watermark import find_watermark

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

OBJECT = "content_provenance_check"
SOUNDS = (
    (0, b"RIFF"),
    (0, b"fLaC"),
    (0, b"ID3"),
    (0, b"\xff\xf3"),
    (0, b"\xff\xfb"),
    (0, b"OggS"),
    (4, b"ftyp"),
)


async def check(call: ApiCall) -> Document:
    """Look for the watermark that the sandbox leaves in what it makes."""
    content = call.sandbox.blobs.content(call.body["file"].owner)
    told = find_watermark(content)
    if format_of(content):
        results = [manifest(told), watermark_result(told)]
    elif any(content.startswith(signature, start) for start, signature in SOUNDS):
        results = [watermark_result(told)]
    else:
        message = "Unsupported file: it is neither a picture nor a recording that can be checked."
        raise Refusal(message, param="file", code="unsupported_file")
    return {"object": OBJECT, "created_at": now(), "results": results}


def manifest(told: dict[str, Any]) -> Document:
    """Return what is found of a signed manifest."""
    return {
        "type": "c2pa",
        "outcome": outcome(told),
        "validation_state": "valid" if told else "not_present",
        "issuer": "oai sandbox" if told else None,
        "model": told.get("model"),
        "generated_at": None,
    }


def watermark_result(told: dict[str, Any]) -> Document:
    """Return what is found of a watermark."""
    return {
        "type": "synthid",
        "outcome": outcome(told),
        "model": told.get("model"),
        "generated_at": None,
    }


def outcome(told: dict[str, Any]) -> str:
    """Say whether anything was found."""
    return "detected" if told else "not_detected"


HANDLERS: dict[str, Handler] = {"POST /content_provenance_checks": check}
