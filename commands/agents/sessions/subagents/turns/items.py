"""The items of one turn of a subagent."""

from ......cli.http.paging_style import Paging
from .....shared.fields import After, Limit, Order
from ... import SessionId
from ...items import ITEM
from ...turns import TurnId
from .. import SubagentId
from . import turns

items = turns.group("items", "See what a subagent said and did in a turn.", view=ITEM)


@items.get(
    "/agents/sessions/{session_id}/subagents/{subagent_id}/turns/{turn_id}/items", paging=Paging()
)
def list_(
    session_id: SessionId,
    subagent_id: SubagentId,
    turn_id: TurnId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List what a subagent said and did in one turn.

    $ oai agents sessions subagents turns items list sess_1 subagent_1 turn_1
    """
