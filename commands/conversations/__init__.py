"""Conversations: the memory that responses share, kept on the server."""

from typing import Annotated, Any

from ...cli.declare.endpoint import Resource
from ...cli.output.view import View
from ..shared.fields import Metadata

conversations = Resource(
    "conversations",
    description="A response joins one by `oai responses create --conversation ID`.",
    view=View(columns=("id", "created_at", "metadata")),
    package=__name__,
    modules={"items": "Look after what was said in a conversation."},
)

ConversationId = Annotated[str, "The conversation's id."]


@conversations.post("/conversations")
def create(
    items: Annotated[
        list[dict[str, Any]] | None,
        'What it begins with, such as [{"role": "user", "content": "Hello"}]; 20 items at most.',
    ] = None,
    metadata: Metadata = None,
) -> None:
    """Create a conversation, empty or with its first items.

    $ oai conversations create -q
    $ oai conversations create --metadata topic=billing --metadata user=ada
    $ oai conversations create --items '[{"role": "user", "content": "Hello"}]'
    """


@conversations.get("/conversations/{conversation_id}")
def get(conversation_id: ConversationId) -> None:
    """Show one conversation's facts; `oai conversations items list` shows what was said.

    $ oai conversations get conv_abc123
    """


@conversations.post("/conversations/{conversation_id}")
def update(
    conversation_id: ConversationId,
    metadata: Annotated[
        dict[str, str], "All of your notes on it: up to 16 pairs, which replace the old ones."
    ],
) -> None:
    """Change the metadata of a conversation.

    $ oai conversations update conv_abc123 --metadata topic=refunds
    """


@conversations.delete("/conversations/{conversation_id}")
def delete(conversation_id: ConversationId) -> None:
    """Delete a conversation; the items in it are not deleted.

    $ oai conversations delete conv_abc123 --yes
    """
