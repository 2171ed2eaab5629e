"""The items of a conversation: messages, tool calls and what the tools answered."""

from typing import Annotated, Any

from ...base.errors import InputError
from ...cli.call import Call
from ...cli.declare.markers import LOCAL, PIPED, POSITIONAL, QUERY, Choices, PartOf
from ...cli.http.paging_style import Paging
from ...cli.output.content_words import content_words
from ...cli.output.view import View
from ...cli.perform import perform
from ..shared.fields import After, Limit, Order
from ..shared.generation import Include
from . import ConversationId, conversations


def item_words(item: Any) -> str:
    """Return the words of a message; of anything else, its id."""
    return content_words(item.get("content")) or str(item.get("id"))


def _added(answer: Any) -> list[dict[str, Any]]:
    return list(answer["data"])


def _added_ids(answer: Any) -> str:
    return "\n".join(str(item["id"]) for item in _added(answer))


ITEM = View(columns=("id", "type", "role", "content", "status"), text=item_words)
items = conversations.group("items", "", view=ITEM)

ItemId = Annotated[str, "The item's id."]


@items.post(
    "/conversations/{conversation_id}/items",
    view=View(columns=ITEM.columns, rows=_added, text=_added_ids),
)
def create(
    call: Call,
    conversation_id: ConversationId,
    items: Annotated[list[dict[str, Any]], "What is added, as JSON or @FILE: 20 items at most."],
    message: Annotated[
        str | None,
        "One message to add; - is standard input, and what is piped joins it.",
        POSITIONAL,
        PIPED,
        LOCAL,
        PartOf("items"),
    ] = None,
    role: Annotated[
        str, "Who says the message.", Choices("user", "assistant", "system", "developer"), LOCAL
    ] = "user",
    include: Annotated[Include, QUERY] = None,
) -> None:
    """Add to a conversation: a message, or any items; nothing is asked of a model.

    $ oai conversations items create conv_abc123 "My name is Ada."
    $ cat notes.txt | oai conversations items create conv_abc123 --role developer
    """
    if message is not None:
        call.values["items"] = _with_message(call.given("items"), role, message)
    perform(call)


def _with_message(given: Any, role: str, message: str) -> list[Any]:
    if not isinstance(given, list | None):
        raise InputError("items: expected a JSON array.")
    return [*(given or []), {"type": "message", "role": role, "content": message}]


@items.get("/conversations/{conversation_id}/items", paging=Paging())
def list_(
    conversation_id: ConversationId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    include: Include = None,
) -> None:
    """List what is in a conversation.

    $ oai conversations items list conv_abc123 --order asc
    $ oai conversations items list conv_abc123 --all --format jsonl
    """


@items.get("/conversations/{conversation_id}/items/{item_id}")
def get(conversation_id: ConversationId, item_id: ItemId, include: Include = None) -> None:
    """Show one item; -t prints the words of a message.

    $ oai conversations items get conv_abc123 msg_abc123 -t
    """


@items.delete(
    "/conversations/{conversation_id}/items/{item_id}",
    view=conversations.view,
)
def delete(conversation_id: ConversationId, item_id: ItemId) -> None:
    """Take an item out of a conversation.

    $ oai conversations items delete conv_abc123 msg_abc123 --yes
    """
