"""What a turn leaves behind: a file with its answer, and a trace of how it went."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ...state.identifiers import now
from ..environment_files import WORKSPACE, leave_file, write
from .session_objects import ARTIFACTS, TRACES

if TYPE_CHECKING:
    from ...state.store import Document
    from .session_state import SessionState

NANOSECONDS = 1_000_000_000


def keep_artifact(state: SessionState, turn: Document, message: Document) -> None:
    """Leave the answer as a file, if the session has an environment to leave it in."""
    environment_id = state.document["environment"].get("id")
    if environment_id is None:
        return
    content = message["content"][0]["text"].encode()
    number = len(state.turns("completed"))
    told = {"environment_id": environment_id, "session_id": state.id, "turn_id": turn["id"]}
    path = f"{WORKSPACE}/answer-{number}.md"
    artifact = ARTIFACTS.new({}, **told, path=path, size_bytes=len(content))
    state.store.add(ARTIFACTS.within(state.id), artifact)
    write(state.sandbox, artifact["id"], content)
    leave_file(state.sandbox, environment_id, path, artifact["id"])


def keep_trace(state: SessionState, turn: Document) -> None:
    """Keep how a turn went, in the form of OpenTelemetry."""
    trace = {"id": turn["id"], "object": TRACES.kind, "created_at": now(), "session_id": state.id}
    state.store.add(TRACES.within(state.id), {**trace, "otlp": spans_of(turn)})


def spans_of(turn: Document) -> Document:
    """Return the one span of a turn; its ids are made of the turn's own."""
    digest = sha256(turn["id"].encode()).hexdigest()
    spent = [
        {"key": f"gen_ai.usage.{side}_tokens", "value": {"intValue": turn["usage"][tokens]}}
        for side, tokens in (("input", "input_tokens"), ("output", "output_tokens"))
    ]
    span = {
        "traceId": digest[:32],
        "spanId": digest[32:48],
        "name": "agent.session.turn",
        "kind": 1,
        "startTimeUnixNano": str(turn["started_at"] * NANOSECONDS),
        "endTimeUnixNano": str(turn["completed_at"] * NANOSECONDS),
        "attributes": spent,
        "status": {"code": 1},
    }
    scopes = [{"scope": {"name": "oai.sandbox"}, "spans": [span]}]
    return {"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": scopes}]}
