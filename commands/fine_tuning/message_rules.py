"""What is wrong with the messages of one training example."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
# What a training file may show a model beside text; sound and files are not taken.
PARTS = ("text", "image_url", "refusal")


class Conversation:
    """Looks at messages in their order: a tool answers a call that came before."""

    def __init__(self, calls: set[str] | None = None) -> None:
        self.calls = calls if calls is not None else set()

    def problems(self, messages: Any, where: str) -> Iterator[str]:
        """Say what is wrong with a list of messages; `where` is the key that it stands under."""
        if not isinstance(messages, list):
            yield f"{where} is missing" if messages is None else f"{where} must be a list"
            return
        if not messages:
            yield f"{where} is empty"
        for number, message in enumerate(messages):
            yield from self._message(message, f"{where}[{number}]")

    def _message(self, message: Any, where: str) -> Iterator[str]:
        if not isinstance(message, dict):
            yield f"{where} must be an object"
            return
        role = message.get("role")
        if role not in ROLES:
            yield f"{where}.role must be one of {', '.join(ROLES)}"
            return
        yield from _content(message, where)
        yield from _weight(message, where)
        yield from self._calls(message, where)
        if role == "tool":
            yield from self._answer(message, where)

    def _calls(self, message: Mapping[str, Any], where: str) -> Iterator[str]:
        calls = message.get("tool_calls")
        if calls is None:
            return
        if message["role"] != "assistant":
            yield f"{where}.tool_calls: only the assistant calls tools"
        elif not isinstance(calls, list) or not calls:
            yield f"{where}.tool_calls must be a list that is not empty"
        else:
            for number, call in enumerate(calls):
                yield from self._call(call, f"{where}.tool_calls[{number}]")

    def _call(self, call: Any, where: str) -> Iterator[str]:
        function = call.get("function") if isinstance(call, dict) else None
        if not isinstance(function, dict):
            yield f"{where}.function is missing"
            return
        if isinstance(call.get("id"), str):
            self.calls.add(call["id"])
        else:
            yield f"{where}.id is missing"
        if call.get("type") != "function":
            yield f'{where}.type must be "function"'
        yield from _function(function, f"{where}.function")

    def _answer(self, message: Mapping[str, Any], where: str) -> Iterator[str]:
        identifier = message.get("tool_call_id")
        if not isinstance(identifier, str):
            yield f"{where}.tool_call_id is missing"
        elif identifier not in self.calls:
            yield f"{where}.tool_call_id {identifier!r} is not of a call that came before"


def _function(function: Mapping[str, Any], where: str) -> Iterator[str]:
    if not isinstance(function.get("name"), str):
        yield f"{where}.name is missing"
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        yield f"{where}.arguments must be JSON, written as a text"
        return
    try:
        json.loads(arguments)
    except (ValueError, RecursionError):
        yield f"{where}.arguments is a text, but not JSON"


def _content(message: Mapping[str, Any], where: str) -> Iterator[str]:
    content = message.get("content")
    if content is None:
        instead = ("tool_calls", "function_call", "refusal")
        if message["role"] != "assistant" or not any(message.get(name) for name in instead):
            yield f"{where}.content is missing"
    elif isinstance(content, list):
        yield from _parts(content, f"{where}.content")
    elif not isinstance(content, str):
        yield f"{where}.content must be a text or a list of parts"


def _parts(parts: Sequence[Any], where: str) -> Iterator[str]:
    if not parts:
        yield f"{where} is empty"
    for number, part in enumerate(parts):
        kind = part.get("type") if isinstance(part, dict) else None
        if kind not in PARTS:
            yield f"{where}[{number}].type must be one of {', '.join(PARTS)}"
        else:
            yield from _part(part.get(kind), kind, f"{where}[{number}].{kind}")


def _part(value: Any, kind: str, where: str) -> Iterator[str]:
    if value is None:
        yield f"{where} is missing"
    elif kind != "image_url":
        if not isinstance(value, str):
            yield f"{where} must be a text"
    elif not isinstance(value, dict) or not isinstance(value.get("url"), str):
        yield f"{where} must be an object with a url"


def _weight(message: Mapping[str, Any], where: str) -> Iterator[str]:
    if "weight" not in message:
        return
    if message["role"] != "assistant":
        yield f"{where}.weight: only the assistant's messages have one"
    elif isinstance(message["weight"], bool) or message["weight"] not in (0, 1):
        yield f"{where}.weight must be 0 or 1"


def with_role(messages: Any, *roles: str) -> list[Mapping[str, Any]]:
    """Return the messages of these roles, as far as they are messages."""
    found = messages if isinstance(messages, list) else []
    return [item for item in found if isinstance(item, dict) and item.get("role") in roles]
