"""The items of one turn."""

from .....cli.http.paging_style import Paging
from ....shared.fields import After, Limit, Order
from .. import SessionId
from ..items import ITEM
from . import TurnId, turns

items = turns.group("items", "See what was said and done in a turn.", view=ITEM)


@items.get("/agents/sessions/{session_id}/turns/{turn_id}/items", paging=Paging())
def list_(
    session_id: SessionId,
    turn_id: TurnId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List what was said and done in one turn.

    $ oai agents sessions turns items list sess_abc123 turn_abc123 --order asc
    """
