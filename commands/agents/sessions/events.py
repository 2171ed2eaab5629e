"""The events of a session: what an agent is told, and what it does, live."""

from typing import Annotated, Any

from ....cli.call import Call
from ....cli.declare.markers import LOCAL, PIPED, POSITIONAL, Default, PartOf
from ....cli.input.confirmation import confirm
from ....cli.perform import perform
from ..agent_fields import IdempotencyKey, with_idempotency_key
from ..session_stream import SessionReader
from . import ANSWER, SessionId, sessions

INPUT = "agent.session.input."
CANCEL = f"{INPUT}cancel"

events = sessions.group("events", "Tell an agent what to do, and follow it live.")


@events.post("/agents/sessions/{session_id}/events", effect="paid", answer="nothing")
def create(
    call: Call,
    session_id: SessionId,
    events: Annotated[
        list[dict[str, Any]],
        "What it is told, as the API has it: messages, the results of tools, approvals.",
    ],
    message: Annotated[
        str | None,
        "What it is to do, behind --events; what is piped joins it.",
        POSITIONAL,
        PIPED,
        LOCAL,
        PartOf("events"),
    ] = None,
    cancel: Annotated[bool | None, "End what it is at; asks first.", LOCAL] = None,
    idempotency_key: IdempotencyKey = None,
) -> None:
    """Tell a session's agent something: what to do next, or what it waits for.

    The answer is empty; `oai agents sessions events stream`, begun before, shows what comes of it,
    and `oai agents sessions wait` waits for the end.

    $ oai agents sessions events create sess_abc123 "Now as a table"
    $ oai agents sessions events create sess_abc123 --events @result.json
    $ oai agents sessions events create sess_abc123 --cancel --yes
    """
    told = list(call.given("events") or [])
    if cancel:
        told.append({"type": CANCEL})
    if message or (message is not None and not cancel):
        told.append(_message(message))
    if told:
        call.values["events"] = told
    request = with_idempotency_key(call, idempotency_key)
    if _cancels(request.body) and not call.shows_only:
        confirm(f"What session {session_id} is at will be ended. Go on?", call.options)
    perform(call, request)


@events.get(
    "/agents/sessions/{session_id}/events", answer="events", reader=SessionReader, view=ANSWER
)
def stream(
    session_id: SessionId,
    include_obfuscation: Annotated[
        bool | None,
        "Pad events so that their sizes tell nothing of the words.",
        Default(True),
    ] = None,
) -> None:
    """Follow what a session's agent says and does, until its turn is over.

    A session that rests is followed through its next turn. Events are given once: those before
    the connection, or lost with it, are not to be had again, but their items are
    (`oai agents sessions items list`).

    $ oai agents sessions events stream sess_abc123
    $ oai agents sessions events stream sess_abc123 --format jsonl
    """


def _message(text: str) -> dict[str, Any]:
    content = [{"type": "input_text", "text": text}]
    return {"type": f"{INPUT}message", "input": [{"role": "user", "content": content}]}


def _cancels(body: Any) -> bool:
    told = body.get("events") if isinstance(body, dict) else None
    return any(isinstance(it, dict) and it.get("type") == CANCEL for it in told or [])
