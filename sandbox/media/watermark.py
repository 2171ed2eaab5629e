"""What a made file says about itself, so that the sandbox knows it again."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

WATERMARK = re.compile(rb"oai-sandbox:([A-Za-z0-9_-]*={0,2});")


def watermark(**told: Any) -> bytes:
    """Return plain ASCII that goes into a file's comment, whatever the format."""
    return b"oai-sandbox:" + base64.urlsafe_b64encode(json.dumps(told).encode()) + b";"


def find_watermark(content: bytes) -> dict[str, Any]:
    """Return what a file says about itself; nothing, if it was not made here."""
    found = WATERMARK.search(content)
    return read_watermark(found[1]) if found else {}


def read_watermark(encoded: bytes) -> dict[str, Any]:
    """Return what a watermark says; a damaged one says nothing."""
    try:
        told = json.loads(base64.urlsafe_b64decode(encoded))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
