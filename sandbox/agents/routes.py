"""What this folder serves, and the work that it takes up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import assistants, chatkit, conversations, realtime, realtime_calls, thread_runs, threads
from .run_work import resume

if TYPE_CHECKING:
    from ..requests.call import Handler

__all__ = ["HANDLERS", "resume"]

HANDLERS: dict[str, Handler] = {
    **assistants.HANDLERS,
    **chatkit.HANDLERS,
    **conversations.HANDLERS,
    **realtime.HANDLERS,
    **realtime_calls.HANDLERS,
    **thread_runs.HANDLERS,
    **threads.HANDLERS,
}
