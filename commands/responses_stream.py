"""The events of the responses API: which carry text, which ends them, what they add up to."""

from collections.abc import Sequence
from typing import Any

from ..cli.streaming import stream_error
from .remarks import remarks

TERMINAL = frozenset({"response.completed", "response.incomplete", "response.failed"})
PENDING = frozenset({"queued", "in_progress"})
TEXT_DELTAS = frozenset({"response.output_text.delta", "response.refusal.delta"})


def output_text(response: Any) -> str:
    """Return all the words of a response, as the libraries' `output_text` does."""
    return "".join(_words(part) for item in _messages(response) for part in item["content"])


def _items(response: Any) -> list[Any]:
    items = response.get("output") if isinstance(response, dict) else None
    return [item for item in items or [] if isinstance(item, dict)]


def _messages(response: Any) -> list[Any]:
    return [item for item in _items(response) if isinstance(item.get("content"), list)]


def _words(part: Any) -> str:
    return str(part.get("text") or part.get("refusal") or "") if _is_said(part) else ""


def _is_said(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") in ("output_text", "refusal")


def response_remarks(response: Any) -> list[str]:
    """Return what is to be known beside the words of a response."""
    calls = [item for item in _items(response) if str(item.get("type")).endswith("_call")]
    details = response.get("incomplete_details") or {}
    reasons = {details.get("reason")}
    said = remarks(output_text(response), len(calls), reasons, "--max-output-tokens")
    if response.get("status") in PENDING:
        said.append(f"No answer yet. Follow it with: oai responses get {response['id']} --stream")
    return said


class ResponseReader:
    """Adds a response's events up."""

    def __init__(self) -> None:
        self.finished = False
        self.last_number = -1
        self._response: Any = None
        self._items: dict[int, Any] = {}

    def take(self, document: Any) -> str:
        """Take one event and return its text; raises what a failed response reports."""
        if not isinstance(document, dict):
            return ""
        kind = document.get("type")
        self.last_number = document.get("sequence_number", self.last_number)
        if isinstance(document.get("response"), dict):
            self._response = document["response"]
        if kind in ("response.output_item.added", "response.output_item.done"):
            self._items[document["output_index"]] = document["item"]
        self.finished = kind in TERMINAL
        if kind == "response.failed":
            raise stream_error(self._response.get("error") or {})
        if kind not in TEXT_DELTAS:
            return ""
        self._add(document)
        return str(document["delta"])

    def rest(self) -> Sequence[str]:
        """Return nothing: all of a response's text comes in order."""
        return ()

    def resume(self) -> str | None:
        """Return how to go on with a background response whose stream broke."""
        if self.finished or not (self._response or {}).get("background"):
            return None
        return (
            f"oai responses get {self._response['id']} --stream --starting-after {self.last_number}"
        )

    def result(self) -> Any:
        """Return the response; an unfinished one with the output that came."""
        if not self._items or not self._response or self._response.get("output"):
            return self._response
        items = [item for _, item in sorted(self._items.items())]
        return {**self._response, "output": items}

    def _add(self, event: dict[str, Any]) -> None:
        """Note text that belongs to an item which is not done yet."""
        item = self._items.setdefault(event.get("output_index", 0), {"type": "message"})
        content = item.setdefault("content", [])
        kind, key = (
            ("refusal", "refusal") if "refusal" in event["type"] else ("output_text", "text")
        )
        if len(content) <= event.get("content_index", 0):
            content.append({"type": kind, key: ""})
        content[-1][key] += event["delta"]
