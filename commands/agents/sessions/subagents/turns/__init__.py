"""The turns of one subagent."""

from ......cli.http.paging_style import Paging
from ......cli.waiting.wait_command import add_wait_command
from .....shared.fields import After, Limit, Order
from ....job_kinds import SUBAGENT_TURN
from ... import SessionId
from ...turns import TURN_VIEW, TurnId
from .. import SubagentId, subagents

turns = subagents.group(
    "turns",
    "See a subagent's work turn by turn.",
    view=TURN_VIEW,
    package=__name__,
    modules={"items": "See what a subagent said and did in a turn."},
)


@turns.get("/agents/sessions/{session_id}/subagents/{subagent_id}/turns", paging=Paging())
def list_(
    session_id: SessionId,
    subagent_id: SubagentId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List the turns of a subagent.

    $ oai agents sessions subagents turns list sess_abc123 subagent_abc123
    """


@turns.get(
    "/agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}",
    job_kind=SUBAGENT_TURN,
)
def get(session_id: SessionId, subagent_id: SubagentId, turn_id: TurnId) -> None:
    """Show one turn of a subagent.

    $ oai agents sessions subagents turns get sess_abc123 subagent_abc123 turn_1
    """


add_wait_command(turns, SUBAGENT_TURN)
