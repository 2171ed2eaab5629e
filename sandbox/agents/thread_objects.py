"""The objects that threads consist of, and where each is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.resources import StoredResource
from ..state.identifiers import now

if TYPE_CHECKING:
    from ..state.store import Document

ACTIVE = ("queued", "in_progress", "requires_action", "cancelling")
THREADS = StoredResource(
    kind="thread",
    noun="thread",
    collection="/threads",
    parameter="thread_id",
    deleted_object="thread.deleted",
    prefix="thread_",
    defaults={"tool_resources": {}, "metadata": {}},
)
MESSAGES = StoredResource(
    kind="thread.message",
    noun="message",
    collection="/threads/{thread_id}/messages",
    parameter="message_id",
    parent=THREADS,
    prefix="msg_",
    defaults={
        "thread_id": None,
        "status": "completed",
        "incomplete_details": None,
        "completed_at": None,
        "incomplete_at": None,
        "role": None,
        "content": [],
        "assistant_id": None,
        "run_id": None,
        "attachments": [],
        "metadata": {},
    },
)


class Runs(StoredResource):
    """Runs, which wait for the output of a function for a time only."""

    def as_of_now(self, document: Document) -> Document:
        """Return a run as it is now."""
        late = document["status"] == "requires_action" and document["expires_at"] <= now()
        return {**document, "status": "expired", "required_action": None} if late else document


RUNS = Runs(
    kind="thread.run",
    noun="run",
    collection="/threads/{thread_id}/runs",
    parameter="run_id",
    parent=THREADS,
    prefix="run_",
    defaults={
        "thread_id": None,
        "assistant_id": None,
        "status": "queued",
        "required_action": None,
        "last_error": None,
        "expires_at": None,
        "started_at": None,
        "cancelled_at": None,
        "failed_at": None,
        "completed_at": None,
        "incomplete_details": None,
        "model": None,
        "instructions": "",
        "tools": [],
        "metadata": {},
        "usage": None,
        "temperature": 1.0,
        "top_p": 1.0,
        "max_prompt_tokens": None,
        "max_completion_tokens": None,
        "truncation_strategy": {"type": "auto", "last_messages": None},
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        "response_format": "auto",
    },
    optional=("reasoning_effort",),
)
STEPS = StoredResource(
    kind="thread.run.step",
    noun="run step",
    collection="/threads/{thread_id}/runs/{run_id}/steps",
    parameter="step_id",
    parent=RUNS,
    prefix="step_",
    defaults={
        "assistant_id": None,
        "thread_id": None,
        "run_id": None,
        "type": None,
        "status": "in_progress",
        "step_details": {},
        "last_error": None,
        "expired_at": None,
        "cancelled_at": None,
        "failed_at": None,
        "completed_at": None,
        "metadata": {},
        "usage": None,
    },
)
