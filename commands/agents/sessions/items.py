"""The items of a session: messages, thoughts, tool calls and what they gave."""

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Order
from ..session_words import item_words
from . import SessionId, sessions

ITEM = View(
    columns=("type", "role|name|server_label", "content|command|output|summary", "status", "id"),
    spare=("status",),
    text=item_words,
)
items = sessions.group("items", "See what was said and done in a session.", view=ITEM)


@items.get("/agents/sessions/{session_id}/items", paging=Paging())
def list_(
    session_id: SessionId, limit: Limit = None, order: Order = None, after: After = None
) -> None:
    """List what was said and done in a session, over all its turns.

    $ oai agents sessions items list sess_abc123 --order asc --all
    $ oai agents sessions items list sess_abc123 --limit 1 -t
    """
