"""ChatKit: sessions for chats within a web page, and the threads that they leave."""

from pathlib import Path
from typing import Annotated, Any

from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import POSITIONAL, Fields
from ..cli.http.paging_style import Paging
from ..cli.output.view import View
from .shared.fields import After, Before, Limit, Order

chatkit = Resource("chatkit", beta="chatkit_beta=v1")
files = chatkit.group(
    "files", "Upload files for a chat.", view=View(columns=("id", "name", "type"))
)
threads = chatkit.group(
    "threads",
    "Look after the conversations of your users.",
    view=View(columns=("id", "title", "status.type", "user", "created_at")),
)
sessions = chatkit.group(
    "sessions",
    "Open the door to a chat for one of your users.",
    view=View(columns=("id", "status", "user", "expires_at")),
)

SessionId = Annotated[str, "The session's id."]
ThreadId = Annotated[str, "The thread's id."]


@files.post("/chatkit/files", content_type="multipart/form-data")
def upload(
    file: Annotated[Path, "The file: a PDF, PNG, JPEG, GIF or WebP.", POSITIONAL],
) -> None:
    """Upload a file to a chat.

    $ oai chatkit files upload receipt.pdf
    """


@sessions.post("/chatkit/sessions", view=View(text=lambda session: str(session["client_secret"])))
def create(
    workflow: Annotated[
        dict[str, Any],
        "The workflow that answers, such as id=wf_abc123.",
        Fields(id=str, version=str, state_variables=dict, tracing=dict),
    ],
    user: Annotated[str, "Your own id of the end user: sessions with the same one share threads."],
    expires_after: Annotated[
        dict[str, Any] | None,
        "When it ends: at most, and otherwise, 600 seconds after it was created.",
        Fields(anchor=("created_at",), seconds=int),
    ] = None,
    rate_limits: Annotated[
        dict[str, Any] | None,
        "How many requests it may make in a minute; otherwise 10.",
        Fields(max_requests_per_1_minute=int),
    ] = None,
    chatkit_configuration: Annotated[
        dict[str, Any] | None,
        "What the chat offers, such as file_upload.enabled:=true.",
        Fields(automatic_thread_titling=dict, file_upload=dict, history=dict),
    ] = None,
) -> None:
    """Create a session, and the client secret that a web page opens it with.

    The secret is a part of the answer, and all of it with -t: keep it out of logs.

    $ oai chatkit sessions create --workflow id=wf_abc123 --user user-7
    $ oai chatkit sessions create --workflow id=wf_abc123 --user user-7 -t
    """


@sessions.post("/chatkit/sessions/{session_id}/cancel", effect="destroy")
def cancel(session_id: SessionId) -> None:
    """Cancel a session: its client secret opens nothing after that.

    $ oai chatkit sessions cancel cksess_abc123 --yes
    """


@threads.get("/chatkit/threads", paging=Paging())
def list_(
    user: Annotated[str | None, "Only the threads of this end user."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List threads.

    $ oai chatkit threads list --user user-7
    """


@threads.get("/chatkit/threads/{thread_id}")
def get(thread_id: ThreadId) -> None:
    """Show one thread; what was said is in `oai chatkit threads items`.

    $ oai chatkit threads get cthr_abc123
    """


@threads.get(
    "/chatkit/threads/{thread_id}/items",
    paging=Paging(),
    view=View(columns=("id", "type", "content", "created_at")),
)
def items(
    thread_id: ThreadId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List what was said and done in a thread.

    $ oai chatkit threads items cthr_abc123 --order asc
    """


@threads.delete("/chatkit/threads/{thread_id}")
def delete(thread_id: ThreadId) -> None:
    """Delete a thread with all its items.

    $ oai chatkit threads delete cthr_abc123 --yes
    """
