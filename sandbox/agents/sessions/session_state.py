"""What a session is at: each change is kept, and told to whoever listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...state.identifiers import new_id, now
from ...text.response_objects import usage
from .session_objects import SESSIONS, TURNS

if TYPE_CHECKING:
    from ...requests.call import Sandbox
    from ...requests.resources import StoredResource
    from ...state.store import Document, Record

TURN_EVENT = "agent.session.turn."


class SessionState:
    """One session of a sandbox."""

    def __init__(self, sandbox: Sandbox, session_id: str) -> None:
        self.sandbox = sandbox
        self.store = sandbox.store
        self.id = session_id

    @property
    def record(self) -> Record:
        """The session as it is now, with what is kept beside it."""
        return SESSIONS.named(self.sandbox, self.id)

    @property
    def document(self) -> Document:
        """The session as it is now."""
        return self.record.document

    @property
    def is_heard(self) -> bool:
        """Whether anyone listens to the session."""
        return self.id in self.sandbox.feeds and bool(self.sandbox.feeds[self.id].listeners)

    def tell(self, kind: str, **told: Any) -> None:
        """Tell an event; every one but those of the session as a whole names it."""
        place = {} if "session" in told else {"session_id": self.id}
        event = {"type": kind, "event_id": new_id("event_"), **place, **told}
        if self.is_heard:
            self.sandbox.feeds[self.id].tell(event)

    def change(self, status: str, **changes: Any) -> Document:
        """Give the session a status, and tell of it."""
        changed = {**self.document, "status": status, "last_active_at": now(), **changes}
        self.store.replace(SESSIONS.kind, changed)
        self.tell(f"agent.session.{status}", session=changed)
        return changed

    def change_turn(
        self, turn: Document, status: str, *places: str, of: StoredResource = TURNS, **changes: Any
    ) -> Document:
        """Give a turn of the session, or of a subagent in it, a status and tell of it."""
        changed = {**turn, "status": status, **changes}
        self.store.replace(of.within(self.id, *places), changed)
        self.tell_turn(changed)
        return changed

    def tell_turn(self, turn: Document) -> None:
        """Tell that a turn has its status now; that it waits is the session's to tell."""
        if turn["status"] == "waiting":
            return
        kind = "created" if turn["status"] == "queued" else turn["status"]
        spent = {} if kind in ("created", "in_progress") else {"usage": turn["usage"]}
        self.tell(f"{TURN_EVENT}{kind}", turn=turn, turn_id=turn["id"], **spent)

    def turns(self, *statuses: str) -> list[Record]:
        """Return the session's own turns with one of the statuses, oldest first."""
        return self.store.unfinished(TURNS.within(self.id), statuses)

    def count(self, spent: Document) -> None:
        """Add what was used to what the session has used."""
        self.store.replace(
            SESSIONS.kind, {**self.document, "usage": added(self.document["usage"], spent)}
        )


def added(before: Document | None, spent: Document) -> Document:
    """Return the usage of all together."""
    told = before or usage(0, 0)
    return usage(
        told["input_tokens"] + spent["input_tokens"],
        told["output_tokens"] + spent["output_tokens"],
    )
