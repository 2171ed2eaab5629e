"""The events of a run: its objects tell by themselves what they are, and which is the last."""

from collections.abc import Sequence
from typing import Any

from ...base.errors import JobError
from ...cli.http.streaming import stream_error
from ...cli.output.advice import Advice
from ...cli.output.content_words import content_words
from ...cli.output.outcome import incomplete_reason
from ..shared.choice_stream import merge

ENDED = frozenset({"completed", "incomplete", "failed", "cancelled", "expired"})
PENDING = frozenset({"queued", "in_progress"})
WAITING = "requires_action"
BETWEEN_MESSAGES = "\n\n"


def message_words(message: Any) -> str:
    """Return the text of a message, without its pictures."""
    return content_words(message.get("content")) if isinstance(message, dict) else ""


def run_words(run: Any) -> list[str]:
    """Return what a streamed run said, message by message; any other run is just begun: its id."""
    if "messages" not in run:
        return [str(run["id"])]
    return [message_words(message) for message in run["messages"]]


def run_remarks(run: Any) -> list[Advice]:
    """Return what is to be known beside the words of a run."""
    status = run.get("status")
    wanted = run_wants(run)
    if wanted is not None:
        return [wanted]
    if reason := incomplete_reason(run):
        return [Advice(f"The answer is not complete: {reason}.")]
    if status in PENDING:
        return [Advice("No answer yet. Wait for it with:", ("threads", "runs", "wait", *_ids(run)))]
    return []


def run_wants(run: Any) -> Advice | None:
    """Return what a run needs before it goes on, with the command that gives it."""
    if run.get("status") != WAITING:
        return None
    give = ("threads", "runs", "submit-tool-outputs", *_ids(run), "--tool-outputs", "JSON")
    return Advice(f"The run waits for {_calls(run)}:", give)


def _ids(run: Any) -> tuple[str, str]:
    return str(run.get("thread_id")), str(run.get("id"))


def _calls(run: Any) -> str:
    """Name the tool calls that somebody has to answer."""
    action = (run.get("required_action") or {}).get("submit_tool_outputs") or {}
    names = [
        f"{call.get('id')} ({(call.get('function') or {}).get('name')})"
        for call in action.get("tool_calls") or []
    ]
    return "the outputs of " + (", ".join(names) or "its tools")


class RunReader:
    """Adds a run's events up to the run and its messages."""

    def __init__(self) -> None:
        self.finished = False
        self._run: Any = None
        self._messages: dict[str, Any] = {}
        self._speaking: str | None = None

    def take(self, document: Any) -> str:
        """Take one event and return its text; raises what ended the run."""
        if not isinstance(document, dict):
            return ""
        kind = document.get("object")
        if kind == "thread.message.delta":
            return self._add(document)
        if kind == "thread.message":
            self._messages[document["id"]] = document
        elif kind == "thread.run":
            self._take_run(document)
        elif kind is None and "message" in document:
            raise stream_error(document)
        return ""

    def rest(self) -> Sequence[str]:
        """Return nothing: the messages come one after another."""
        return ()

    def resume(self) -> tuple[str, ...]:
        """Return how to see the end of a run whose stream broke: it goes on without it."""
        if self.finished or self._run is None:
            return ()
        return ("threads", "runs", "wait", *_ids(self._run))

    def result(self) -> Any:
        """Return the run with its messages, as far as they came."""
        if self._run is None:
            return None
        return {**self._run, "messages": [_whole(item) for item in self._messages.values()]}

    def _take_run(self, run: dict[str, Any]) -> None:
        self._run = run
        status = run["status"]
        self.finished = status in ENDED or status == WAITING
        if status == "failed":
            raise stream_error(run.get("last_error") or {})
        if status in ("cancelled", "expired"):
            raise JobError(f"{run['id']} did not finish: it is {status}.")

    def _add(self, event: dict[str, Any]) -> str:
        """Add a piece to its message, and return the text of the piece."""
        name = event["id"]
        message = self._messages.setdefault(name, {"id": name, "object": "thread.message"})
        merge(message, event["delta"])
        text = message_words(event["delta"])
        if not text:
            return ""
        before = BETWEEN_MESSAGES if self._speaking not in (None, name) else ""
        self._speaking = name
        return before + text


def _whole(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the places that its pieces named."""
    content = message.get("content") or []
    if isinstance(content, list):
        content = [_placeless(part) if isinstance(part, dict) else part for part in content]
    return {**message, "content": content}


def _placeless(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "index"}
