"""The tools that the asker runs himself: which one is called, and that each call has its output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, absent
from ..requests.validation import check_fields, parse_fields
from .answer_formats import check_strict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..state.store import Document

OWN = ("function", "custom")
CALLS = parse_fields({"tool_calls": "array<object>|null"})
CALL = parse_fields({"id!": "string"})


@dataclass(frozen=True)
class Tool:
    """A function, which is called with JSON, or a custom tool, which is called with any text."""

    name: str
    parameters: Mapping[str, Any]
    takes_text: bool


def chosen_tool(body: Mapping[str, Any]) -> Tool | None:
    """Return the tool that the request says must be called, if it is one of the asker's own."""
    tools = own_tools(body.get("tools") or [])
    choice = body.get("tool_choice")
    if choice == "required":
        return tools[0] if tools else None
    if not isinstance(choice, dict) or choice.get("type") not in OWN:
        return None
    name = inner(choice).get("name")
    named = [tool for tool in tools if tool.name == name]
    if not named:
        text = f"Tool choice '{name}' not found in 'tools' parameter."
        raise Refusal(text, param="tool_choice", code="invalid_value")
    return named[0]


def own_tools(tools: Iterable[Mapping[str, Any]]) -> list[Tool]:
    """Return the asker's own among all tools; each has a name."""
    found = []
    for place, tool in enumerate(tools):
        kind = tool.get("type")
        if not isinstance(kind, str):
            raise absent(f"tools[{place}].type")
        if kind not in OWN:
            continue
        details = inner(tool)
        if not isinstance(details.get("name"), str):
            raise absent(f"tools[{place}]{nested(tool, details)}.name")
        parameters = details.get("parameters") or {}
        if details.get("strict"):
            where = f"tools[{place}]{nested(tool, details)}.parameters"
            check_strict(parameters, f"function '{details['name']}'", where)
        found.append(Tool(details["name"], parameters, takes_text=kind == "custom"))
    return found


def nested(tool: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    """Return where in a tool its details are."""
    return "" if details is tool else f".{tool['type']}"


def inner(tool: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a tool is: Responses has it in the tool itself, Chat one level deeper."""
    details = tool.get(str(tool.get("type")), tool)
    return details if isinstance(details, dict) else {}


def check_outputs(earlier: Sequence[Document], items: Sequence[Document]) -> None:
    """Refuse an output that belongs to no call, and a call that is left without its output."""
    if any(item["type"] == "item_reference" for item in items):
        return
    everything = [*earlier, *items]
    calls = ids_of(everything, "_call")
    for identifier in ids_of(items, "_call_output"):
        if identifier not in calls:
            text = f"No tool call found for function call output with call_id {identifier}."
            raise Refusal(text, param="input")
    outputs = ids_of(everything, "_call_output")
    for identifier in calls:
        if identifier not in outputs:
            raise Refusal(f"No tool output found for function call {identifier}.", param="input")


def ids_of(items: Iterable[Document], ending: str) -> list[Any]:
    """Return the call ids of own tools' calls, or of their outputs."""
    kinds = [f"{name}{ending}" for name in ("function", "custom_tool")]
    return [item.get("call_id") for item in items if item["type"] in kinds]


def check_tool_messages(messages: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a tool's message that no call asked for, and a call that has no such message."""
    waiting: list[Any] = []
    for place, message in enumerate(messages):
        if message["role"] == "tool":
            answered = message.get("tool_call_id")
            if answered is None:
                raise absent(f"messages[{place}].tool_call_id")
            if answered not in waiting:
                raise unasked(place)
            waiting.remove(answered)
        elif waiting:
            break
        else:
            waiting = calls_of(message, f"messages[{place}]")
    if waiting:
        raise unanswered(waiting)


def calls_of(message: Mapping[str, Any], where: str) -> list[Any]:
    """Return the ids of the calls that a message makes."""
    check_fields(message, CALLS, where)
    calls = message.get("tool_calls") or []
    for place, call in enumerate(calls):
        check_fields(call, CALL, f"{where}.tool_calls[{place}]")
    return [call["id"] for call in calls]


def unasked(place: int) -> Refusal:
    """Return the refusal of a tool's message that answers nothing."""
    text = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
    return Refusal(f"Invalid parameter: {text}", param=f"messages[{place}].role")


def unanswered(identifiers: Sequence[Any]) -> Refusal:
    """Return the refusal of calls that no tool's message answers."""
    missing = ", ".join(map(str, identifiers))
    text = (
        "An assistant message with 'tool_calls' must be followed by tool messages responding to"
        " each 'tool_call_id'. The following tool_call_ids did not have response messages:"
    )
    return Refusal(f"{text} {missing}", param="messages")
