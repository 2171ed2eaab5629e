"""Where the rows of an eval's run come from: its own lines, a file, or what was kept before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.refusals import absent, unsupported
from ..requests.validation import check_fields, parse_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..requests.call import ApiCall, Sandbox
    from ..state.store import Document, Record

KINDS = ("jsonl", "completions", "responses")
SOURCES = {
    "file_content": parse_fields({"content!": "array<object>"}),
    "file_id": parse_fields({"id!": "string"}),
    "stored_completions": parse_fields({"limit": "integer|null 1..", "model": "string|null"}),
    "responses": parse_fields({"model": "string|null"}),
}
MESSAGES = parse_fields({"template": "array<object>", "item_reference": "string"})
MOST_KEPT = 1000


class RowError(Exception):
    """A line of the source is no row."""


def check_source(call: ApiCall, source: Mapping[str, Any]) -> None:
    """Refuse a source that has no rows, or nothing to ask with."""
    check_kind(source.get("type"), KINDS, "data_source.type")
    inner = source.get("source")
    if not isinstance(inner, dict):
        raise absent("data_source.source")
    kind = inner.get("type")
    check_kind(kind, SOURCES, "data_source.source.type")
    check_fields(inner, SOURCES[str(kind)], "data_source.source")
    if kind == "file_id":
        FILES.find(call, inner["id"])
    if source["type"] != "jsonl":
        check_prompt(source)


def check_kind(kind: Any, supported: Any, where: str) -> None:
    """Refuse a type that there is not."""
    if kind not in supported:
        raise unsupported(kind, supported, where)


def check_prompt(source: Mapping[str, Any]) -> None:
    """Refuse a source that does not say what the model is asked."""
    if source["source"]["type"] not in ("file_content", "file_id"):
        return
    if not source.get("model"):
        raise absent("data_source.model")
    if not isinstance(source.get("input_messages"), dict):
        raise absent("data_source.input_messages")
    check_fields(source["input_messages"], MESSAGES, "data_source.input_messages")


def rows(sandbox: Sandbox, run: Document) -> Iterator[Document]:
    """Yield the rows of a run in order: each an item, and a sample where there is one."""
    inner = run["data_source"]["source"]
    match inner["type"]:
        case "file_content":
            yield from (checked(row, number) for number, row in enumerate(inner["content"], 1))
        case "file_id":
            yield from file_rows(sandbox, run["id"])
        case "stored_completions":
            yield from kept_rows(sandbox, inner, "chat.completion")
        case "responses":
            yield from kept_rows(sandbox, inner, "response")


def file_rows(sandbox: Sandbox, owner: str) -> Iterator[Document]:
    """Yield the rows of a JSONL file."""
    for number, line in enumerate(sandbox.blobs.lines(owner), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise RowError(f"Line {number} is no JSON: {error}") from error
            yield checked(row, number)


def checked(row: Any, number: int) -> Document:
    """Return a row, which must have an item."""
    if not isinstance(row, dict) or not isinstance(row.get("item"), dict):
        raise RowError(f"Line {number} has no 'item', which is an object.")
    return row


def kept_rows(sandbox: Sandbox, wanted: Mapping[str, Any], kind: str) -> Iterator[Document]:
    """Yield what was asked and answered before, newest last."""
    records = [record for record in sandbox.store.all(kind) if is_wanted(record.document, wanted)]
    make = completion_row if kind == "chat.completion" else response_row
    yield from map(make, records[-(wanted.get("limit") or MOST_KEPT) :])


def is_wanted(document: Document, wanted: Mapping[str, Any]) -> bool:
    """Say whether something that was kept is among what is wanted."""
    created: int = document["created" if "created" in document else "created_at"]
    after: int = wanted.get("created_after") or created
    before: int = wanted.get("created_before") or created
    metadata = document.get("metadata") or {}
    asked: Document = wanted.get("metadata") or {}
    return (
        wanted.get("model") in (None, document["model"])
        and after <= created <= before
        and all(metadata.get(name) == value for name, value in asked.items())
    )


def completion_row(record: Record) -> Document:
    """Return a stored chat completion as a row."""
    document = record.document
    text = document["choices"][0]["message"]["content"] or ""
    item = {"input": record.hidden["messages"], "output": text, "metadata": document["metadata"]}
    return {"item": item, "sample": {"output_text": text, "model": document["model"]}}


def response_row(record: Record) -> Document:
    """Return a stored response as a row."""
    document = record.document
    said = [item for item in document["output"] if item["type"] == "message"]
    text = "".join(part.get("text", "") for item in said for part in item["content"])
    item = {"input": record.hidden["input_items"], "output": text}
    return {"item": item, "sample": {"output_text": text, "model": document["model"]}}
