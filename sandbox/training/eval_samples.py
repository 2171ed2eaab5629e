"""What a model says to an item of an eval, in the form in which graders see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..text.chat import complete
from .grader_template import VariableError, fill_messages, look_up
from .graders import sample_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..state.store import Document

NO_USAGE: Document = dict.fromkeys(
    ("total_tokens", "completion_tokens", "prompt_tokens", "cached_tokens"), 0
)
SETTINGS: Document = {
    "max_completion_tokens": None,
    "temperature": 1.0,
    "top_p": 1.0,
    "seed": None,
}


def sample_row(row: Document, source: Mapping[str, Any]) -> tuple[Document, Document]:
    """Return the sample of a row as it is shown, and what the graders look at."""
    values: Document = {"item": row["item"], "sample": row.get("sample") or {}}
    messages = source.get("input_messages")
    if source["type"] == "jsonl" or messages is None:
        return shown_sample(values["sample"]), values
    asked = read_messages(messages, values)
    chosen = {**SETTINGS, **(source.get("sampling_params") or {})}
    limit = chosen["max_completion_tokens"]
    body = {"model": source["model"], "messages": asked, "max_completion_tokens": limit}
    completion = complete({**body, **answer_form(chosen)})
    sample = model_sample(asked, completion, chosen)
    text = completion["choices"][0]["message"]["content"] or ""
    return sample, {**values, "sample": {**sample, **sample_of(text)}}


def answer_form(chosen: Mapping[str, Any]) -> Document:
    """Return what a run asks of the answer's form."""
    names = ("response_format", "tools")
    given = {name: chosen[name] for name in names if chosen.get(name)}
    if isinstance(chosen.get("text"), dict) and chosen["text"].get("format"):
        given["response_format"] = chosen["text"]["format"]
    return given


def read_messages(messages: Mapping[str, Any], values: Mapping[str, Any]) -> list[Document]:
    """Return what the model is asked about an item."""
    if "template" in messages:
        return fill_messages(messages["template"], values)
    found = look_up(messages.get("item_reference", ""), values)
    if not isinstance(found, list):
        raise VariableError(f"'{messages.get('item_reference')}' is no list of messages")
    return fill_messages(found, values)


def model_sample(asked: list[Document], completion: Document, chosen: Document) -> Document:
    """Return what a model has said, as it is shown."""
    choice, used = completion["choices"][0], completion["usage"]
    content = choice["message"]["content"]
    usage = {name: used.get(name, 0) for name in NO_USAGE}
    return {
        "input": asked,
        "output": [{"role": "assistant", "content": content}],
        "finish_reason": choice["finish_reason"],
        "model": completion["model"],
        "usage": usage,
        "error": None,
        **{name: chosen[name] for name in SETTINGS},
    }


def shown_sample(given: Mapping[str, Any]) -> Document:
    """Return a sample that came with its row, as it is shown."""
    text = given.get("output_text")
    said = text if isinstance(text, str) or text is None else json.dumps(text)
    output = [] if said is None else [{"role": "assistant", "content": said}]
    return {
        "input": [],
        "output": output,
        "finish_reason": "stop",
        "model": given.get("model", ""),
        "usage": NO_USAGE,
        "error": None,
        **SETTINGS,
    }


def empty_sample(problem: str) -> Document:
    """Return the sample of a row for which the model could not even be asked."""
    error = {"code": "invalid_variable", "message": problem}
    return {**shown_sample({}), "finish_reason": "error", "error": error}
