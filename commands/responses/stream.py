"""The events of the responses API: which carry text, which ends them, what they add up to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...base import json_text
from ...base.errors import JobError
from ...base.surrogates import replace_lone_surrogates
from ...cli.http.request import Request, fill_path, pairs
from ...cli.http.sse import Event
from ...cli.http.streaming import stream_error
from ...cli.output.advice import Advice
from ...cli.output.content_words import content_words
from ...cli.output.outcome import incomplete_reason, reason_of
from ..shared.remarks import remarks

if TYPE_CHECKING:
    from ...cli.http.client import Answer

SHOWN_BY = ("responses", "get")
TERMINAL = frozenset({"response.completed", "response.incomplete", "response.failed"})
PENDING = frozenset({"queued", "in_progress"})
UNANSWERED = frozenset({"failed", "cancelled", "canceled", "expired"})
TEXT_DELTAS = frozenset({"response.output_text.delta", "response.refusal.delta"})


# What the platform calls by itself has its result in the same answer.
ANSWERED_CALLS = frozenset(
    f"{tool}_call"
    for tool in ("web_search", "file_search", "image_generation", "code_interpreter", "mcp")
)


def output_text(response: Any) -> str:
    """Return all the words of a response, as the libraries' `output_text` does."""
    said = (item for item in _items(response) if item.get("type") != "reasoning")
    return "".join(content_words(item.get("content")) for item in said)


def _items(response: Any) -> list[Any]:
    items = response.get("output") if isinstance(response, dict) else None
    return [item for item in items or [] if isinstance(item, dict)]


def _is_call(item: dict[str, Any], *, answered: bool) -> bool:
    """Tell whether an item calls a tool: one that somebody has to answer, or any of them."""
    kind = str(item.get("type"))
    if kind in ANSWERED_CALLS:
        return answered
    return kind.endswith("_call") or kind == "mcp_approval_request"


def response_remarks(response: Any, shown_by: tuple[str, ...] = SHOWN_BY) -> list[Advice]:
    """Return what is to be known beside the words of a response."""
    words = output_text(response)
    calls = [item for item in _items(response) if _is_call(item, answered=not words)]
    details = response.get("incomplete_details") or {}
    said = remarks(words, len(calls), {details.get("reason")}, "--max-output-tokens")
    if not said and (reason := incomplete_reason(response)):
        said.append(Advice(f"The answer is not complete: {reason}."))
    if response.get("status") in PENDING:
        follow = (*shown_by, str(response["id"]), "--stream")
        said.append(Advice("No answer yet. Follow it with:", follow))
    return said


class ResponseReader:
    """Adds a response's events up.

    `stored_id` is the id by which the server gives the events again, where it is known already;
    `last_number` is that of the last event which is not wanted. `is_torn` says that the finished
    answer does not go on where the words broke off. `shown_by` is the command that shows one.
    """

    def __init__(
        self,
        stored_id: str | None = None,
        last_number: int = -1,
        shown_by: tuple[str, ...] = SHOWN_BY,
    ) -> None:
        self.finished = False
        self.last_number = last_number
        self.stored_id = stored_id
        self.shown_by = shown_by
        self.way_on: tuple[str, ...] | None = None
        self.is_torn = False
        self._is_mute = self._is_from_start = last_number < 0
        self._given: list[str] = []
        self._is_end_stored = False
        self._response: Any = None
        self._items: dict[int, Any] = {}

    def take(self, document: Any) -> str:
        """Take one event and return its text; raises what a failed response reports."""
        if not isinstance(document, dict):
            return ""
        kind = document.get("type")
        self._take_facts(document)
        self.finished = kind in TERMINAL or self._is_end_stored
        if self._is_end_stored:
            return self._take_stored_end()
        if kind == "response.failed":
            raise stream_error(self._response.get("error") or {})
        if self.finished and self._is_mute:
            # There are servers that send the words only with the last event.
            return output_text(self._response)
        if kind not in TEXT_DELTAS:
            return ""
        self._is_mute = False
        words = content_words(document["delta"])
        self._add(document, words)
        self._given.append(words)
        return words

    def rest(self) -> Sequence[str]:
        """Return nothing: all of a response's text comes in order."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return how to go on with a background response whose stream broke."""
        if self.way_on is not None:
            return () if self.finished and not self.is_torn else self.way_on
        if self.finished or self.stored_id is None:
            return ()
        begun = (*self.shown_by, self.stored_id, "--stream")
        behind = ("--starting-after", str(self.last_number)) if self.last_number >= 0 else ()
        return *begun, *behind

    def onward(self, request: Request) -> Request | None:
        """Return the request for the events still to come; only those in the background stay."""
        if self.stored_id is None:
            return None
        if request.method != "GET":
            request = _replay(self.stored_id, request)
        if self.last_number < 0:
            return request
        return request.with_query(starting_after=self.last_number)

    def whole(self, request: Request) -> Request | None:
        """Return the request for the response as it is now."""
        if self.stored_id is None:
            return None
        if request.method != "GET":
            request = _replay(self.stored_id, request)
        headers = {name: value for name, value in request.headers.items() if name != "Accept"}
        plain = replace(request, headers=headers)
        return plain.with_query(stream=None, starting_after=None, include_obfuscation=None)

    def ending(self, answer: "Answer") -> Event:
        """Return the last event that a stored response would have had."""
        self._is_end_stored = True
        self.way_on = (*self.shown_by, str(self.stored_id))
        response = answer.document
        kind = f"response.{response.get('status') or 'completed'}"
        data = json_text.dumps({"type": kind, "response": response})
        return Event(kind, data, answer.content)

    def result(self) -> Any:
        """Return the response; an unfinished one with the output that came."""
        if not self._items or not self._response or self._response.get("output"):
            return self._response
        items = [item for _, item in sorted(self._items.items())]
        return {**self._response, "output": items}

    def _take_facts(self, document: dict[str, Any]) -> None:
        number = document.get("sequence_number")
        if isinstance(number, int):
            self.last_number = number
        if isinstance(document.get("response"), dict):
            self._take_response(document["response"])
        if document.get("type") in ("response.output_item.added", "response.output_item.done"):
            self._items[document["output_index"]] = document["item"]

    def _take_response(self, response: dict[str, Any]) -> None:
        self._response = response
        if response.get("background"):
            self.stored_id = replace_lone_surrogates(str(response["id"]))

    def _take_stored_end(self) -> str:
        """Return the words that were not given yet; raises JobError for a response that failed."""
        check_ended_well(self._response)
        words, given = _units(output_text(self._response)), _units("".join(self._given))
        # What was taken up behind its beginning may stand anywhere in it.
        self.is_torn = bool(given) and not (self._is_from_start and words.startswith(given))
        return "" if self.is_torn else words[len(given) :].decode("utf-16-le", "surrogatepass")

    def _add(self, event: dict[str, Any], words: str) -> None:
        """Note text that belongs to an item which is not done yet."""
        item = self._items.setdefault(event.get("output_index", 0), {"type": "message"})
        content = item["content"] = _parts(item.get("content"))
        kind, key = (
            ("refusal", "refusal") if "refusal" in event["type"] else ("output_text", "text")
        )
        if len(content) <= event.get("content_index", 0):
            content.append({"type": kind, key: ""})
        content[-1][key] = content_words(content[-1].get(key)) + words


def _parts(content: Any) -> list[dict[str, Any]]:
    """Return content as parts, whichever way the server sends it."""
    listed = content if isinstance(content, list) else [content] if content else []
    return [{"type": "output_text", "text": it} if isinstance(it, str) else it for it in listed]


def check_ended_well(response: dict[str, Any]) -> None:
    """Raise JobError for a response that has ended, but not with an answer."""
    status = response.get("status")
    if status in UNANSWERED:
        reason = reason_of(response)
        raise JobError(f"{response.get('id')} is {status}" + (f": {reason}" if reason else "."))


def _units(words: str) -> bytes:
    """Return UTF-16, in which also a cut between two halves of a character has a place."""
    return words.encode("utf-16-le", "surrogatepass")


def _replay(stored_id: str, created_by: Request) -> Request:
    """Return the request for all events of a response, in the form that was asked for."""
    body = created_by.body
    options = body.get("stream_options") or {}
    query = [*created_by.query, ("stream", "true"), *pairs("include", body.get("include") or [])]
    if "include_obfuscation" in options:
        query += pairs("include_obfuscation", options["include_obfuscation"])
    path = fill_path("/responses/{response_id}", {"response_id": stored_id})
    kept = {name: text for name, text in created_by.headers.items() if name == "OpenAI-Beta"}
    headers = {**kept, "Accept": "text/event-stream"}
    return Request("GET", path, query=query, headers=headers)
