"""What the sandbox says, without a model: an honest echo, always the same for the same input."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .examples import example_of
from .tokens import count_tokens, split_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .own_tools import Tool
    from .prompts import Prompt

MOST_PIECES = 2000


@dataclass(frozen=True)
class ModelOutput:
    """What is said, or the tool that is called with it."""

    text: str
    tool: Tool | None
    complete: bool

    @property
    def tokens(self) -> int:
        """How many tokens it has."""
        return count_tokens(self.text)


@dataclass(frozen=True)
class GenerationOptions:
    """What the request asks of the answer's form."""

    limit: int | None = None
    stop: tuple[str, ...] = ()
    response_format: Mapping[str, Any] | None = None
    tool: Tool | None = None


def pieces(text: str) -> list[str]:
    """Return what is streamed one after another; joined, it is the text."""
    tokens = split_tokens(text)
    size = -(-len(tokens) // MOST_PIECES) or 1
    return ["".join(tokens[start : start + size]) for start in range(0, len(tokens), size)]


def generate(prompt: Prompt, options: GenerationOptions) -> ModelOutput:
    """Return the answer to a prompt."""
    if options.tool is not None:
        return ModelOutput(called_with(options.tool, prompt.text), options.tool, complete=True)
    text = until_stop(say(prompt, options.response_format), options.stop)
    tokens = split_tokens(text)
    if options.limit is None or len(tokens) <= options.limit:
        return ModelOutput(text, None, complete=True)
    return ModelOutput("".join(tokens[: options.limit]), None, complete=False)


def called_with(tool: Tool, text: str) -> str:
    """Return what a tool is called with: the input, as it is or as the arguments of a function."""
    return text if tool.takes_text else json.dumps(example_of(tool.parameters, text))


def say(prompt: Prompt, response_format: Mapping[str, Any] | None) -> str:
    """Return the whole answer: the bare echo, JSON, or Markdown that repeats the input."""
    kind = (response_format or {}).get("type", "text")
    if prompt.is_echo:
        return prompt.text
    if kind == "json_schema" and response_format is not None:
        return json.dumps(example_of(schema_of(response_format), prompt.text), ensure_ascii=False)
    if kind == "json_object":
        return json.dumps({"sandbox": True, "input": prompt.text}, ensure_ascii=False)
    return f"{preface(prompt.attachments)}\n\n{prompt.text}"


def schema_of(response_format: Mapping[str, Any]) -> Any:
    """Return the schema: Responses has it in the format itself, Chat one level deeper."""
    inner = response_format.get("json_schema", response_format)
    return (inner.get("schema") or {}) if isinstance(inner, dict) else inner


def preface(attachments: Sequence[str]) -> str:
    """Return the paragraph that says who answers."""
    beside = f" Beside the text it had {', '.join(attachments)}." if attachments else ""
    return f"This is the **sandbox** of `oai`: no model was asked.{beside} Your input was:"


def until_stop(text: str, stops: Sequence[str]) -> str:
    """Return the text up to the first stop sequence."""
    ends = [text.find(stop) for stop in stops if stop and stop in text]
    return text[: min(ends)] if ends else text


def certainties(text: str, most: int) -> list[dict[str, Any]]:
    """Return the tokens' log probabilities: an echo is certain of every one."""
    found = []
    for token in split_tokens(text):
        certain = {"token": token, "logprob": 0.0, "bytes": list(token.encode())}
        found.append({**certain, "top_logprobs": [certain][:most]})
    return found


def stop_sequences(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the request's stop sequences."""
    stop = body.get("stop") or ()
    return (stop,) if isinstance(stop, str) else tuple(stop)
