"""Turns: what an agent did for one input, from its first thought to its last word."""

from typing import Annotated

from .....cli.http.paging_style import Paging
from .....cli.output.view import View
from .....cli.waiting.wait_command import add_wait_command
from ....shared.fields import After, Limit, Order
from ...job_kinds import TURN
from .. import SessionId, sessions

TURN_VIEW = View(
    columns=("id", "status", "usage.total_tokens", "created_at", "started_at", "completed_at"),
    spare=("started_at",),
)
turns = sessions.group(
    "turns",
    "See a session turn by turn.",
    view=TURN_VIEW,
    package=__name__,
    modules={"items": "See what was said and done in a turn."},
)

TurnId = Annotated[str, "The turn's id."]


@turns.get("/agents/sessions/{session_id}/turns", paging=Paging())
def list_(
    session_id: SessionId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List the turns of a session.

    $ oai agents sessions turns list sess_abc123
    """


@turns.get("/agents/sessions/{session_id}/turns/{turn_id}", job_kind=TURN)
def get(session_id: SessionId, turn_id: TurnId) -> None:
    """Show one turn: how far it is, and what it took.

    $ oai agents sessions turns get sess_abc123 turn_abc123
    """


add_wait_command(turns, TURN)
