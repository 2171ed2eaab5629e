"""The lines of a training file: checked for the method that they are to train by, and read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..text.prompts import ROLES, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..state.store import Document

FEWEST_EXAMPLES = 10
COMPLETION_MODELS = ("babbage-002", "davinci-002")


class InvalidFileError(Exception):
    """The file cannot be trained on, and this is why."""

    def __init__(self, message: str, param: str = "training_file") -> None:
        super().__init__(message)
        self.param = param


@dataclass
class Examples:
    """What a training file teaches: after which text comes which."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many examples there are."""
        return len(self.texts)


def read_examples(lines: Iterable[bytes], method: str, model: str, *, fewest: int) -> Examples:
    """Return the examples of a file; the first line that is wrong is named."""
    check = CHECKS["completion" if model.startswith(COMPLETION_MODELS) else method]
    examples = Examples()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            examples.texts.append(read_line(number, line, check))
    if examples.count < fewest:
        raise InvalidFileError(
            f"The file has {examples.count} examples, but must have at least {fewest}."
        )
    return examples


def read_line(number: int, line: bytes, check: Callable[[Mapping[str, Any]], str]) -> str:
    """Return the text that one line teaches."""
    try:
        example = json.loads(line)
    except ValueError as error:
        raise InvalidFileError(f"Invalid file format. Line {number} is no JSON: {error}") from error
    if not isinstance(example, dict):
        raise InvalidFileError(f"Invalid file format. Line {number} is not a JSON object.")
    try:
        return check(example)
    except InvalidFileError as error:
        raise InvalidFileError(f"Invalid file format. Line {number}: {error}") from error


def supervised(example: Mapping[str, Any]) -> str:
    """Return what the assistant says in a conversation."""
    messages = read_messages(example, "messages")
    said = [message for message in messages if message["role"] == "assistant"]
    if not said:
        raise InvalidFileError("there is no message with the role 'assistant'.")
    return "\n".join(text_of(message) for message in said)


def preference(example: Mapping[str, Any]) -> str:
    """Return the output that is preferred to another."""
    if not isinstance(example.get("input"), dict):
        raise InvalidFileError("missing the key 'input', which is an object.")
    read_messages(example["input"], "messages")
    read_messages(example, "non_preferred_output")
    preferred = read_messages(example, "preferred_output")
    return "\n".join(text_of(message) for message in preferred)


def prompted(example: Mapping[str, Any]) -> str:
    """Return what is asked, where a grader judges the answers."""
    return "\n".join(text_of(message) for message in read_messages(example, "messages"))


def completion(example: Mapping[str, Any]) -> str:
    """Return what comes after a prompt."""
    for name in ("prompt", "completion"):
        if not isinstance(example.get(name), str):
            raise InvalidFileError(f"missing the key '{name}', which is text.")
    return str(example["completion"])


def read_messages(example: Mapping[str, Any], name: str) -> list[Document]:
    """Return the messages under a key."""
    messages = example.get(name)
    if not isinstance(messages, list) or not messages:
        raise InvalidFileError(f"missing the key '{name}', which is a list of messages.")
    for place, message in enumerate(messages):
        role = message.get("role") if isinstance(message, dict) else None
        if role not in ROLES:
            raise InvalidFileError(f"{name}[{place}] has no role of {', '.join(ROLES)}.")
        if "content" not in message and "tool_calls" not in message:
            raise InvalidFileError(f"{name}[{place}] has no content.")
    return messages


CHECKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "supervised": supervised,
    "dpo": preference,
    "reinforcement": prompted,
    "completion": completion,
}
