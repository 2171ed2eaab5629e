"""Good answers of the API, and one command line of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

FILE_BYTES = b"\x00first\r\nsecond\xff"
ANSWER_ID = "resp_1"


def file_object(number: int = 1) -> dict[str, Any]:
    """Return a file as the API shows it."""
    return {
        "id": f"file-{number:05}",
        "object": "file",
        "bytes": 1234,
        "created_at": 1700000000,
        "filename": f"part {number}.jsonl",
        "purpose": "batch",
    }


def listing(items: Sequence[Any], *, has_more: bool = False) -> dict[str, Any]:
    """Return a page of a list."""
    return {
        "object": "list",
        "data": list(items),
        "first_id": items[0]["id"] if items else None,
        "last_id": items[-1]["id"] if items else None,
        "has_more": has_more,
    }


def response(text: str, status: str = "completed") -> dict[str, Any]:
    """Return a model's answer as the API shows it."""
    part = {"type": "output_text", "text": text, "annotations": []}
    message = {"type": "message", "id": "msg_1", "role": "assistant", "content": [part]}
    output = [message] if text else []
    return {"id": ANSWER_ID, "object": "response", "status": status, "output": output}


def delta(text: str) -> dict[str, Any]:
    """Return the event that adds some text."""
    kind = "response.output_text.delta"
    return {"type": kind, "output_index": 0, "content_index": 0, "delta": text}


CREATED = {"type": "response.created", "response": response("", "in_progress")}


def completed(text: str) -> dict[str, Any]:
    """Return the event that ends a stream well."""
    return {"type": "response.completed", "response": response(text)}


def begun(*texts: str) -> list[dict[str, Any]]:
    """Return the events of a stream that never ends."""
    return [CREATED, *map(delta, texts)]


def answer_events(*texts: str) -> list[dict[str, Any]]:
    """Return all events of a streamed answer made of these texts."""
    return [*begun(*texts), completed("".join(texts))]


def command_lines(folder: Path) -> dict[str, list[str]]:
    """Return one command line of each kind; their files are made in `folder`."""
    upload = folder / "upload.bin"
    upload.write_bytes(FILE_BYTES)
    ask = ["responses", "create", "Hi", "--model", "gpt-5.5"]
    return {
        "list": ["files", "list"],
        "get": ["files", "get", "file-00001"],
        "create": [*ask, "--no-stream"],
        "delete": ["files", "delete", "file-00001", "--yes"],
        "upload": ["files", "upload", str(upload), "--purpose", "batch"],
        "download": ["files", "download", "file-00001"],
        "stream": [*ask, "--stream", "-t"],
    }


KINDS = ("list", "get", "create", "delete", "upload", "download", "stream")
