"""What of an agent's work goes on by itself, and how it ends."""

from dataclasses import replace
from typing import Any

from ...cli.declare.job_kind import QUICK, JobKind, ServerAccess
from .session_words import session_wants, turn_wants

# A session has no end of its own: it rests until it is given something to do.
SESSION = JobKind(
    what="session",
    shown_by=("agents", "sessions", "get"),
    good=frozenset({"idle"}),
    bad=frozenset({"failed"}),
    wants=session_wants,
    pace=QUICK,
)
TURN = JobKind(
    what="turn",
    shown_by=("agents", "sessions", "turns", "get"),
    wants=turn_wants,
    pace=QUICK,
)
SUBAGENT_TURN = replace(
    TURN, what="subagent's turn", shown_by=("agents", "sessions", "subagents", "turns", "get")
)
# One that was suspended is there, and goes on when it is used.
ENVIRONMENT = JobKind(
    what="environment",
    shown_by=("agents", "environments", "get"),
    good=frozenset({"ready", "connected", "suspended"}),
    bad=frozenset({"failed", "expired"}),
    pace=QUICK,
)


def _why_skipped(_: ServerAccess, invocation: Any) -> str | None:
    reason = invocation.get("skip_reason")
    return None if reason is None else str(reason)


INVOCATION = JobKind(
    what="invocation of an automation",
    shown_by=("agents", "automations", "invocations", "get"),
    bad=frozenset({"failed", "skipped"}),
    why=_why_skipped,
    pace=QUICK,
)
