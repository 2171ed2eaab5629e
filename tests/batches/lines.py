"""Inputs of batches, made line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MODEL = "text-embedding-3-small"


def request(number: int, **changes: Any) -> dict[str, Any]:
    """Return the request of one good line, with some of it changed; None takes a field out."""
    body = {"model": MODEL, "input": f"text {number}"}
    line = {"custom_id": f"r-{number}", "method": "POST", "url": "/v1/embeddings", "body": body}
    return {name: value for name, value in {**line, **changes}.items() if value is not None}


def failing(number: int) -> dict[str, Any]:
    """Return a line that is well made, and refused when it is run."""
    return request(number, body={"model": MODEL, "input": "x", "dimensions": 0})


def write(path: Path, lines: Iterable[Any], end: str = "\n") -> Path:
    """Write an input; what is no text yet is written as JSON."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(text + end for text in texts), newline="")
    return path


def results(path: Path) -> list[dict[str, Any]]:
    """Read an output."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def ids(path: Path) -> list[str]:
    """Return the ids of an output, in its order."""
    return [result["custom_id"] for result in results(path)]
