"""Fine-tuning jobs as objects, with their events, checkpoints and permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.resources import StoredResource
from ..state.identifiers import new_id, now

if TYPE_CHECKING:
    from ..requests.call import Sandbox
    from ..state.store import Document

INPUTS = ("training_file", "validation_file")


JOBS = StoredResource(
    kind="fine_tuning.job",
    noun="fine-tuning job",
    collection="/fine_tuning/jobs",
    parameter="fine_tuning_job_id",
)
EVENTS = StoredResource(
    kind="fine_tuning.job.event",
    noun="event",
    collection="/fine_tuning/jobs/{fine_tuning_job_id}/events",
    parameter="event_id",
    parent=JOBS,
)
CHECKPOINTS = StoredResource(
    kind="fine_tuning.job.checkpoint",
    noun="checkpoint",
    collection="/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints",
    parameter="checkpoint_id",
    parent=JOBS,
)


def input_owner(job_id: str, name: str) -> str:
    """Return under which id the bytes of a job's own copy of a file are kept."""
    return f"{job_id}-{name}"


def keep_input(sandbox: Sandbox, job_id: str, name: str, file_id: str) -> None:
    """Give a job a file to itself: deleting the other does not disturb it."""
    owner = input_owner(job_id, name)
    sandbox.store.add("fine_tuning.input", {"id": owner})
    sandbox.blobs.share(file_id, owner)


def forget_inputs(sandbox: Sandbox, job_id: str) -> None:
    """Forget the files that an ended job had to itself."""
    for name in INPUTS:
        sandbox.store.delete("fine_tuning.input", input_owner(job_id, name))
        sandbox.blobs.delete(input_owner(job_id, name))


def note(
    sandbox: Sandbox,
    job_id: str,
    message: str,
    *,
    level: str = "info",
    kind: str = "message",
    data: Document | None = None,
) -> None:
    """Keep an event of a job."""
    event: dict[str, Any] = {
        "object": "fine_tuning.job.event",
        "id": new_id("ftevent-"),
        "created_at": now(),
        "level": level,
        "message": message,
        "type": kind,
        "data": data or {},
    }
    sandbox.store.add(EVENTS.within(job_id), event)
