"""Makes videos: slowly enough to be watched, and on from where it stands after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import now

if TYPE_CHECKING:
    from ..requests.call import Sandbox
    from ..state.store import Record

DAY = 24 * 3600
PROGRESS = (0, 20, 40, 60, 80)
RUNNING = ("queued", "in_progress")
VIDEOS = StoredResource(
    kind="video",
    noun="video",
    collection="/videos",
    parameter="video_id",
    deleted_object="video.deleted",
    prefix="video_",
    defaults={
        "model": "sora-2",
        "status": "queued",
        "progress": 0,
        "completed_at": None,
        "expires_at": None,
        "prompt": None,
        "size": "720x1280",
        "seconds": "4",
        "remixed_from_video_id": None,
        "error": None,
    },
)


def completed(record: Record) -> Record:
    """Return a video that is completed; refuse one that is not."""
    video = record.document
    if video["status"] == "completed":
        return record
    message = f"Video {video['id']} is not ready yet: its status is '{video['status']}'."
    raise Refusal(message, status=409, code="video_not_ready")


def launch(sandbox: Sandbox, identifier: str) -> None:
    """Start, or take up, the work on a video."""
    sandbox.jobs.start(identifier, work(sandbox, identifier))


def resume(sandbox: Sandbox) -> None:
    """Take up the videos that an earlier server left unfinished."""
    for record in sandbox.store.unfinished(VIDEOS.kind, RUNNING):
        launch(sandbox, record.document["id"])


async def work(sandbox: Sandbox, identifier: str) -> None:
    """Make a video step by step."""
    record = sandbox.store.get(VIDEOS.kind, identifier)
    done = record.document["progress"] if record else 0
    for progress in PROGRESS:
        await sandbox.jobs.step()
        if progress >= done:
            change(sandbox, identifier, status="in_progress", progress=progress)
    await sandbox.jobs.step()
    ended = now()
    over = {"completed_at": ended, "expires_at": ended + DAY}
    change(sandbox, identifier, status="completed", progress=100, **over)


def change(sandbox: Sandbox, identifier: str, **changes: str | int) -> None:
    """Keep a change of a video, if it is still there."""
    record = sandbox.store.get(VIDEOS.kind, identifier)
    if record is not None:
        sandbox.store.replace(VIDEOS.kind, {**record.document, **changes})
