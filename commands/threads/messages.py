"""The messages of a thread."""

from typing import Annotated, Any

from ...cli.declare.markers import PIPED, POSITIONAL, Choices
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Before, Limit, Metadata, Order
from . import ThreadId, threads
from .run_stream import message_words

messages = threads.group(
    "messages",
    "Look after the messages of a thread.",
    view=View(columns=("id", "role", "content", "run_id", "created_at"), text=message_words),
)

MessageId = Annotated[str, "The message's id."]


@messages.post("/threads/{thread_id}/messages")
def create(
    thread_id: ThreadId,
    content: Annotated[
        str,
        "What is said; - is standard input, and what is piped joins it. Pictures by --set.",
        POSITIONAL,
        PIPED,
    ],
    role: Annotated[str, "Who says it.", Choices("user", "assistant")] = "user",
    attachments: Annotated[
        list[dict[str, Any]] | None,
        "Files that belong to it, each with the tools that may read it:"
        ' [{"file_id": …, "tools": [{"type": "file_search"}]}].',
    ] = None,
    metadata: Metadata = None,
) -> None:
    """Add a message to a thread; a run answers it.

    $ oai threads messages create thread_abc123 "And in winter?"
    $ cat report.txt | oai threads messages create thread_abc123 "Summarize this"
    """


@messages.get("/threads/{thread_id}/messages", paging=Paging())
def list_(
    thread_id: ThreadId,
    run_id: Annotated[str | None, "Only those that this run wrote."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List the messages of a thread.

    $ oai threads messages list thread_abc123 --order asc
    $ oai threads messages list thread_abc123 --limit 1 | jq '.data[0].content'
    """


@messages.get("/threads/{thread_id}/messages/{message_id}")
def get(thread_id: ThreadId, message_id: MessageId) -> None:
    """Show one message; -t prints its text.

    $ oai threads messages get thread_abc123 msg_abc123 -t
    """


@messages.post("/threads/{thread_id}/messages/{message_id}")
def update(thread_id: ThreadId, message_id: MessageId, metadata: Metadata = None) -> None:
    """Change the metadata of a message; its content cannot be changed.

    $ oai threads messages update thread_abc123 msg_abc123 --metadata read=yes
    """


@messages.delete("/threads/{thread_id}/messages/{message_id}", view=View())
def delete(thread_id: ThreadId, message_id: MessageId) -> None:
    """Delete a message.

    $ oai threads messages delete thread_abc123 msg_abc123 --yes
    """
