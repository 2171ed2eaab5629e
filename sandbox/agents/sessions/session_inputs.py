"""What an agent is told: with its session, or in one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ...requests.refusals import Refusal, absent, unsupported
from ...requests.validation import check_fields, parse_fields
from ...state.identifiers import new_id
from ...text.prompts import read_item
from .session_objects import ITEMS, SESSIONS, TURNS
from .session_state import SessionState
from .turns import begin_turn, cancel_turns, launch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...requests.call import ApiCall
    from ...state.store import Document

INPUT = "agent.session.input."
IDEMPOTENCY_KEY = "idempotency-key"
MESSAGE, CANCEL, TOOL_RESULT = (f"{INPUT}{name}" for name in ("message", "cancel", "tool_result"))
APPROVALS = (
    f"{INPUT}mcp_approval_request_result",
    f"{INPUT}computer_use_approval_request_result",
)
FORMS = {
    MESSAGE: parse_fields({"input!": "array<object> items:1.."}),
    CANCEL: parse_fields({}),
    TOOL_RESULT: parse_fields(
        {
            "call_id!": "string",
            "turn_id!": "string",
            "success!": "boolean",
            "output": "string|array<object>|null",
            "error": "string|null",
        }
    ),
    **dict.fromkeys(APPROVALS, parse_fields({"request_id!": "string", "response!": "object"})),
}


def read_messages(given: Any, where: str) -> list[Document]:
    """Return an input as the items of a turn; only the user speaks in it."""
    if isinstance(given, str):
        given = [{"role": "user", "content": given}]
    return [read_message(message, f"{where}[{place}]") for place, message in enumerate(given or [])]


def read_message(message: Mapping[str, Any], where: str) -> Document:
    """Return one message of the user."""
    if message.get("type", "message") != "message":
        raise unsupported(message["type"], ("message",), f"{where}.type")
    if message.get("role") != "user":
        raise unsupported(message.get("role"), ("user",), f"{where}.role")
    item = read_item(dict(message), where)
    return {**item, "id": new_id("msg_"), "phase": None}


async def create_events(call: ApiCall) -> Response:
    """Tell an agent something, all or nothing, and once for each idempotency key."""
    record = SESSIONS.find(call)
    state, key = (
        SessionState(call.sandbox, record.document["id"]),
        call.headers.get(IDEMPOTENCY_KEY),
    )
    told = record.hidden.get("told", [])
    if key is None or key not in told:
        events = call.body["events"]
        check_events(state, events)
        for event in events:
            take(state, event, call.token_delay)
        if key is not None:
            hidden = {**record.hidden, "told": [*told, key]}
            call.sandbox.store.replace(SESSIONS.kind, state.document, hidden)
    return Response(status_code=202)


def check_events(state: SessionState, events: list[Any]) -> None:
    """Refuse what could not be taken, before anything is."""
    if not events:
        raise absent("events[0]")
    for place, event in enumerate(events):
        where = f"events[{place}]"
        if event.get("type") not in FORMS:
            raise unsupported(event.get("type"), FORMS, f"{where}.type")
        check_fields(event, FORMS[event["type"]], where)
        if event["type"] == MESSAGE:
            read_messages(event["input"], f"{where}.input")
        elif event["type"] == TOOL_RESULT:
            check_result(state, event, where)
        elif event["type"] in APPROVALS:
            unasked(f"request '{event['request_id']}'", f"{where}.request_id")


def check_result(state: SessionState, event: Mapping[str, Any], where: str) -> None:
    """Refuse the result of a function that was not called, or not in this turn."""
    for action in state.document["required_actions"]:
        if action["call_id"] == event["call_id"]:
            if action["turn_id"] != event["turn_id"]:
                unasked(
                    f"call '{event['call_id']}' in turn '{event['turn_id']}'", f"{where}.turn_id"
                )
            return
    unasked(f"call '{event['call_id']}'", f"{where}.call_id")


def unasked(what: str, where: str) -> None:
    """Refuse the answer to what nobody asked."""
    raise Refusal(f"The session does not wait for {what}.", param=where, code="invalid_value")


def take(state: SessionState, event: Mapping[str, Any], delay: float) -> None:
    """Do what one event says."""
    if event["type"] == CANCEL:
        cancel_turns(state)
    elif event["type"] == MESSAGE:
        begin_turn(state, read_messages(event["input"], "input"), delay)
    elif event["type"] == TOOL_RESULT:
        take_result(state, event)


def take_result(state: SessionState, event: Mapping[str, Any]) -> None:
    """Keep the result of a function, and go on when nothing else is waited for."""
    told = {name: event.get(name) for name in ("call_id", "turn_id", "output", "error")}
    status = "completed" if event["success"] else "failed"
    item = {"id": new_id("fco_"), "type": "function_call_output", "status": status, **told}
    if item["output"] is None:
        item["output"] = event.get("error") or ""
    state.store.add(ITEMS.within(state.id), item)
    actions = state.document["required_actions"]
    left = [action for action in actions if action["call_id"] != event["call_id"]]
    if left:
        state.change("requires_action", required_actions=left)
        return
    turn = TURNS.named(state.sandbox, event["turn_id"], state.id).document
    state.change("in_progress", required_actions=[])
    launch(state, state.change_turn(turn, "in_progress"))
