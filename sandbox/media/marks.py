"""What a made file says about itself, so that the sandbox knows it again."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

MARK = re.compile(rb"oai-sandbox:([A-Za-z0-9_-]*={0,2});")


def mark(**told: Any) -> bytes:
    """Return plain ASCII that goes into a file's comment, whatever the format."""
    return b"oai-sandbox:" + base64.urlsafe_b64encode(json.dumps(told).encode()) + b";"


def find_mark(content: bytes) -> dict[str, Any]:
    """Return what a file says about itself; nothing, if it was not made here."""
    found = MARK.search(content)
    return read_mark(found[1]) if found else {}


def read_mark(encoded: bytes) -> dict[str, Any]:
    """Return what a mark says; a damaged one says nothing."""
    try:
        told = json.loads(base64.urlsafe_b64decode(encoded))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
