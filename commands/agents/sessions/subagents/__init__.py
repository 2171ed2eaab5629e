"""Subagents: those among whom an agent shared its work."""

from typing import Annotated

from .....cli.http.paging_style import Paging
from .....cli.output.view import View
from ....shared.fields import After, Limit, Order
from .. import SessionId, sessions

subagents = sessions.group(
    "subagents",
    "See whom an agent shared its work among.",
    view=View(columns=("name", "id", "status", "opened_at", "closed_at")),
    package=__name__,
    modules={
        "items": "See what a subagent said and did.",
        "turns": "See a subagent's work turn by turn.",
    },
)

SubagentId = Annotated[str, "The subagent's id."]


@subagents.get("/agents/sessions/{session_id}/subagents", paging=Paging())
def list_(
    session_id: SessionId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List the subagents of a session.

    $ oai agents sessions subagents list sess_abc123
    """


@subagents.get("/agents/sessions/{session_id}/subagents/{subagent_id}")
def get(session_id: SessionId, subagent_id: SubagentId) -> None:
    """Show one subagent, and what it was asked to do.

    $ oai agents sessions subagents get sess_abc123 subagent_abc123
    """
