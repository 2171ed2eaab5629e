"""The items of one subagent."""

from .....cli.http.paging_style import Paging
from ....shared.fields import After, Limit, Order
from .. import SessionId
from ..items import ITEM
from . import SubagentId, subagents

items = subagents.group("items", "See what a subagent said and did.", view=ITEM)


@items.get("/agents/sessions/{session_id}/subagents/{subagent_id}/items", paging=Paging())
def list_(
    session_id: SessionId,
    subagent_id: SubagentId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List what a subagent said and did, over all its turns.

    $ oai agents sessions subagents items list sess_abc123 subagent_abc123 --all
    """
