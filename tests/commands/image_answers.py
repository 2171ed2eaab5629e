"""Pictures in answers and in events, as the API sends them."""

from __future__ import annotations

import base64
from typing import Any

from .conftest import PIXEL

OTHER = PIXEL + b"other"


def picture_of(data: bytes, **more: Any) -> dict[str, Any]:
    return {"b64_json": base64.b64encode(data).decode(), **more}


def answer(*pictures: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"created": 1700000000, "data": list(pictures), "output_format": "png", **more}


def completed(data: bytes, kind: str = "image_generation") -> dict[str, Any]:
    facts = {"created_at": 1700000000, "output_format": "png", "usage": {"total_tokens": 3}}
    return {"type": f"{kind}.completed", **picture_of(data), **facts}


ONE = answer(picture_of(PIXEL, revised_prompt="A red fox"), usage={"total_tokens": 12})
TWO = answer(picture_of(PIXEL), picture_of(OTHER))
