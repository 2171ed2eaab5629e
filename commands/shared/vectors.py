"""Embedding vectors, as lines for programs and as short rows for people."""

import base64
import struct
from typing import Any

from ...base import json_text

SHOWN = 4
FLOAT_SIZE = 4


def vector_lines(answer: Any) -> str:
    """Return one vector a line as the API wrote it: a JSON array, or base64."""
    return "\n".join(_line(item["embedding"]) for item in answer["data"])


def vector_rows(answer: Any) -> list[dict[str, Any]]:
    """Return each vector's place, its size, and how it begins."""
    return [_row(item["index"], _numbers(item["embedding"])) for item in answer["data"]]


def _line(vector: Any) -> str:
    return vector if isinstance(vector, str) else json_text.dumps(vector)


def _row(index: int, numbers: list[float]) -> dict[str, Any]:
    first = ", ".join(f"{number:.6f}" for number in numbers[:SHOWN])
    more = ", …" if len(numbers) > SHOWN else ""
    return {"index": index, "dimensions": len(numbers), "first_values": first + more}


def _numbers(vector: Any) -> list[float]:
    if not isinstance(vector, str):
        return list(vector)
    data = base64.b64decode(vector)
    return list(struct.unpack(f"<{len(data) // FLOAT_SIZE}f", data))
