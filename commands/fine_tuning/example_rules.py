"""The formats of training files: how each is known, and what is wrong with an example of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from .message_rules import Conversation, with_role

Example = Mapping[str, Any]
METHODS = {"supervised": "chat", "dpo": "preference", "reinforcement": "reinforcement"}
OF_CHAT = frozenset({"messages", "tools", "functions", "parallel_tool_calls"})
OUTPUTS = ("preferred_output", "non_preferred_output")


class Format(NamedTuple):
    """One format: the method that it is for, what is wrong, and what is only odd, by its kind."""

    method: str
    problems: Callable[[Example], Iterator[str]]
    oddities: Callable[[Example], Iterator[str]]


def format_of(example: Example) -> str:
    """Return the format that an example seems to have."""
    if {"input", *OUTPUTS} & example.keys():
        return "preference"
    if "messages" not in example and "prompt" in example:
        return "completion"
    messages = example.get("messages")
    last = messages[-1] if isinstance(messages, list) and messages else None
    ends_with_answer = bool(with_role([last], "assistant"))
    to_grade_with = example.keys() - OF_CHAT
    return "reinforcement" if to_grade_with and not ends_with_answer else "chat"


def _chat_problems(example: Example) -> Iterator[str]:
    messages = example.get("messages")
    yield from Conversation().problems(messages, "messages")
    yield from _tools(example, "")
    answers = with_role(messages, "assistant")
    if messages and isinstance(messages, list) and not answers:
        yield "messages: nothing is said by the assistant, so there is nothing to learn"
    elif answers and all(answer.get("weight", 1) == 0 for answer in answers):
        yield "messages: every answer has the weight 0, so there is nothing to learn"


def _chat_oddities(example: Example) -> Iterator[str]:
    messages = example["messages"]
    if not with_role(messages, "system", "developer"):
        yield "no_system_message"
    if messages[-1]["role"] != "assistant":
        yield "last_message"


def _preference_problems(example: Example) -> Iterator[str]:
    given = example.get("input")
    conversation = Conversation()
    if not isinstance(given, dict):
        yield "input is missing" if given is None else "input must be an object"
    else:
        yield from conversation.problems(given.get("messages"), "input.messages")
        yield from _tools(given, "input.")
    for name in OUTPUTS:
        yield from Conversation(set(conversation.calls)).problems(example.get(name), name)
        yield from _output(example.get(name), name)


def _output(output: Any, name: str) -> Iterator[str]:
    if not isinstance(output, list) or not output:
        return
    if len(with_role(output, "assistant", "tool")) < len(output):
        yield f"{name} can only have messages of the assistant and of tools"
    elif not with_role(output, "assistant"):
        yield f"{name} has nothing that the assistant says"


def _preference_oddities(example: Example) -> Iterator[str]:
    if not with_role(example["input"]["messages"], "system", "developer"):
        yield "no_system_message"
    if example["preferred_output"] == example["non_preferred_output"]:
        yield "same_outputs"


def _reinforcement_problems(example: Example) -> Iterator[str]:
    messages = example.get("messages")
    yield from Conversation().problems(messages, "messages")
    yield from _tools(example, "")
    if isinstance(messages, list) and messages and with_role([messages[-1]], "assistant"):
        yield "messages ends with an answer, but the model is to give one"


def _reinforcement_oddities(example: Example) -> Iterator[str]:
    if not with_role(example["messages"], "system", "developer"):
        yield "no_system_message"
    if not example.keys() - OF_CHAT:
        yield "nothing_to_grade_with"


def _completion_problems(example: Example) -> Iterator[str]:
    for name in ("prompt", "completion"):
        if not isinstance(example.get(name), str):
            yield f"{name} is missing" if example.get(name) is None else f"{name} must be a text"


def _completion_oddities(example: Example) -> Iterator[str]:
    return iter(() if example["completion"] else ("empty_completion",))


def _tools(holder: Mapping[str, Any], where: str) -> Iterator[str]:
    for name in ("tools", "functions"):
        if not isinstance(holder.get(name, []), list):
            yield f"{where}{name} must be a list"
    for number, tool in enumerate(_listed(holder.get("tools"))):
        function = tool.get("function") if isinstance(tool, dict) else None
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            yield f"{where}tools[{number}].function.name is missing"
    if not isinstance(holder.get("parallel_tool_calls", False), bool):
        yield f"{where}parallel_tool_calls must be true or false"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


FORMATS = {
    "chat": Format("supervised", _chat_problems, _chat_oddities),
    "preference": Format("dpo", _preference_problems, _preference_oddities),
    "reinforcement": Format("reinforcement", _reinforcement_problems, _reinforcement_oddities),
    "completion": Format("supervised", _completion_problems, _completion_oddities),
}
