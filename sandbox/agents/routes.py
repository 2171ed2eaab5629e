"""What this folder serves, and the work that it takes up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    agent_settings,
    assistants,
    automations,
    chatkit,
    conversations,
    environment_listing,
    environments,
    realtime,
    realtime_calls,
    run_work,
    thread_runs,
    threads,
    vaults,
)
from .sessions import sessions, turns

if TYPE_CHECKING:
    from ..requests.call import Handler, Sandbox

__all__ = ["HANDLERS", "resume"]

HANDLERS: dict[str, Handler] = {
    **agent_settings.HANDLERS,
    **assistants.HANDLERS,
    **automations.HANDLERS,
    **chatkit.HANDLERS,
    **conversations.HANDLERS,
    **environment_listing.HANDLERS,
    **environments.HANDLERS,
    **realtime.HANDLERS,
    **realtime_calls.HANDLERS,
    **sessions.HANDLERS,
    **thread_runs.HANDLERS,
    **threads.HANDLERS,
    **vaults.HANDLERS,
}


def resume(sandbox: Sandbox) -> None:
    """Take up what an earlier server left unfinished."""
    for part in (run_work, environments, turns, automations):
        part.resume(sandbox)
