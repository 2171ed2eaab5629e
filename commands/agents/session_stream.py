"""The events of a session: which carry the agent's words, and which ends its turn."""

from collections.abc import Sequence
from typing import Any

from ...base.errors import JobError, OaiError
from ...cli.http.request import Request
from ...cli.http.streaming import stream_error
from ...cli.output.content_words import content_words
from .session_words import WAITING, is_answer

TURN = "agent.session.turn."
TEXT_DELTA = f"{TURN}output_text.delta"
ITEMS = frozenset({f"{TURN}item.added", f"{TURN}item.done"})
BETWEEN_MESSAGES = "\n\n"


class SessionReader:
    """Adds a session's events up to the session and the items of its turn.

    A turn is over when the session rests or has failed. What subagents say is theirs, and none of
    the words. An event of type `error` says why something is going to end, and does not end it.
    """

    def __init__(self) -> None:
        self.finished = False
        self.failure: OaiError | None = None
        self._id: str | None = None
        self._session: Any = None
        self._turn: dict[str, Any] | None = None
        self._has_turn = True
        self._items: dict[str, Any] = {}
        self._spoken: list[str] = []

    def expect(self, request: Request) -> None:
        """Take note of whether there is a turn to wait for."""
        self._has_turn = request.method == "GET" or bool((request.body or {}).get("input"))

    @property
    def is_whole(self) -> bool:
        """Whether the turn has ended, and well."""
        return self._has_ended and self.failure is None

    @property
    def _has_ended(self) -> bool:
        ended = ("completed", "failed", "cancelled")
        return self._turn is not None and self._turn.get("status") in ended

    def take(self, document: Any) -> str:
        """Take one event and return its text; raises what ended the turn."""
        if not isinstance(document, dict):
            return ""
        kind = str(document.get("type"))
        self._id = document.get("session_id") or self._id
        if kind == "error":
            self.failure = stream_error(document.get("error") or document)
        elif isinstance(document.get("session"), dict):
            self._take_session(document["session"])
        elif isinstance(document.get("turn"), dict):
            self._take_turn(document["turn"])
        elif self._is_of_subagent(document):
            return ""
        elif kind == TEXT_DELTA:
            return self._add(document)
        elif kind in ITEMS:
            return self._take_item(document["item"])
        return ""

    def rest(self) -> Sequence[str]:
        """Return nothing: the messages come one after another."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return how to see the end of a turn whose stream broke: it goes on without it."""
        if self.finished or self._id is None:
            return ()
        return ("agents", "sessions", "wait", self._id)

    def result(self) -> Any:
        """Return the session with the items of its turn, as far as they came."""
        if self._session is None and not self._items:
            return None
        session = self._session or {"id": self._id, "object": "agent.session"}
        return {**session, "items": list(self._items.values())}

    def _take_session(self, session: dict[str, Any]) -> None:
        self._session, self._id = session, str(session["id"])
        status = session.get("status")
        if status == "failed":
            self.finished = True
            reason = session.get("error") or "no reason given"
            raise self.failure or JobError(f"{self._id} failed: {reason}")
        is_over = self._has_ended or not self._has_turn
        self.finished = status == WAITING or (status == "idle" and is_over)
        if self.finished and self.failure is not None and self._has_ended:
            raise self.failure

    def _take_turn(self, turn: dict[str, Any]) -> None:
        if turn.get("subagent_id") is not None:
            return
        self._turn = turn
        status = turn.get("status")
        if status == "completed":
            self.failure = None
        elif status == "failed":
            self.failure = stream_error(turn.get("error") or {})
        elif status == "cancelled":
            self.failure = JobError(f"{turn['id']} did not finish: it is cancelled.")

    def _is_of_subagent(self, event: dict[str, Any]) -> bool:
        turn_id = event.get("turn_id")
        return turn_id is not None and self._turn is not None and turn_id != self._turn["id"]

    def _take_item(self, item: dict[str, Any]) -> str:
        """Note an item, and return the words of a message that came without deltas."""
        self._items[item["id"]] = item
        words = content_words(item.get("content")) if is_answer(item) else ""
        is_told = item["id"] in self._spoken or not words
        return "" if is_told else self._said(item["id"], words)

    def _add(self, event: dict[str, Any]) -> str:
        """Add a piece of text to its message, and return it."""
        name, words = event["item_id"], content_words(event["delta"])
        begun = {"id": name, "type": "message", "role": "assistant"}
        message = self._items.setdefault(name, begun)
        content = message["content"] = list(message.get("content") or [])
        if len(content) <= event.get("content_index", 0):
            content.append({"type": "output_text", "text": ""})
        content[-1] = {**content[-1], "text": content_words(content[-1].get("text")) + words}
        return self._said(name, words) if words else ""

    def _said(self, name: str, words: str) -> str:
        """Return words, apart from those of the message before."""
        if self._spoken[-1:] == [name]:
            return words
        self._spoken.append(name)
        return words if self._spoken == [name] else BETWEEN_MESSAGES + words
