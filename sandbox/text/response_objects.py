"""Makes the response object of the Responses API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.identifiers import new_id, now
from .generation import GenerationOptions, certainties, generate
from .hosted_tools import citations, shown
from .moderations import judged
from .own_tools import chosen_tool
from .prompts import read_prompt
from .tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..state.store import Document
    from .generation import ModelOutput
    from .own_tools import Tool
    from .prompts import Prompt

DEFAULTS: Document = {
    "access_programs": None,
    "background": False,
    "conversation": None,
    "error": None,
    "image": None,
    "input_transformations": None,
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "model": None,
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "prompt": None,
    "prompt_cache_diagnostics": None,
    "prompt_cache_key": None,
    "prompt_cache_options": None,
    "prompt_cache_retention": None,
    "reasoning": {"effort": None, "summary": None},
    "safety_identifier": None,
    "service_tier": "default",
    "store": True,
    "temperature": 1.0,
    "text": {"format": {"type": "text"}, "verbosity": "medium"},
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
    "metadata": {},
}
LOGPROBS = "message.output_text.logprobs"
MERGED = ("reasoning", "text")


def finished_response(
    body: Mapping[str, Any], prompt: Prompt, tokens_before: int, calls: Sequence[Document]
) -> Document:
    """Return the response as it is when all has been done and said."""
    answer = generate(prompt, generation_options(body))
    done: Document = {"status": "completed", "incomplete_details": None}
    if not answer.complete:
        reason = {"reason": "max_output_tokens"}
        done = {"status": "incomplete", "incomplete_details": reason}
    created = now()
    return {
        "id": new_id("resp_"),
        "object": "response",
        "created_at": created,
        **done,
        "completed_at": created if answer.complete else None,
        **settings(body),
        "moderation": moderation(body, prompt.text, answer.text),
        "output": [
            *shown(calls, body.get("include") or ()),
            output_item(answer, citations(calls, len(answer.text)), body),
        ],
        "usage": usage(prompt.tokens + tokens_before, answer.tokens),
        "tool_usage": tool_usage(calls),
    }


def generation_options(body: Mapping[str, Any]) -> GenerationOptions:
    """Return the form that the answer is to have."""
    text = body.get("text") or {}
    return GenerationOptions(
        limit=body.get("max_output_tokens"),
        response_format=text.get("format"),
        tool=chosen_tool(body),
    )


def settings(body: Mapping[str, Any]) -> Document:
    """Return the request's settings as the response repeats them."""
    given = {name: body[name] for name in DEFAULTS if body.get(name) is not None}
    for name in MERGED:
        given[name] = {**DEFAULTS[name], **given.get(name, {})}
    if body.get("service_tier") == "auto":
        given["service_tier"] = DEFAULTS["service_tier"]
    conversation = body.get("conversation")
    if conversation is not None:
        named = {"id": conversation} if isinstance(conversation, str) else conversation
        given["conversation"] = named
    return {**DEFAULTS, **given, "image": image_context(body)}


def image_context(body: Mapping[str, Any]) -> Document | None:
    """Return whether pictures are made smaller, where that was said: here they are only if told."""
    asked = (body.get("image") or {}).get("context_compression")
    return asked and {"context_compression": "enabled" if asked == "enabled" else "disabled"}


def moderation(body: Mapping[str, Any], asked: str, said: str) -> Document | None:
    """Return the judgement of the input and the output, where that is wanted."""
    wanted = body.get("moderation")
    if not wanted:
        return None
    return {"input": judged(wanted["model"], asked), "output": judged(wanted["model"], said)}


def output_item(
    answer: ModelOutput, annotations: list[Document], body: Mapping[str, Any]
) -> Document:
    """Return what was said, or called, as an item."""
    status = "completed" if answer.complete else "incomplete"
    if answer.tool is not None:
        return tool_call(answer.tool, answer.text, status)
    return {
        "id": new_id("msg_"),
        "type": "message",
        "status": status,
        "content": [
            {
                "type": "output_text",
                "annotations": annotations,
                "logprobs": logprobs(answer.text, body),
                "text": answer.text,
            }
        ],
        "role": "assistant",
    }


def logprobs(text: str, body: Mapping[str, Any]) -> list[Document]:
    """Return the log probabilities of a text, if the request includes them."""
    if LOGPROBS not in (body.get("include") or ()) and not body.get("top_logprobs"):
        return []
    return certainties(text, body.get("top_logprobs") or 0)


def tool_call(tool: Tool, text: str, status: str) -> Document:
    """Return the call of one of the asker's own tools."""
    prefix, kind, given = (
        ("ctc_", "custom_tool_call", "input")
        if tool.takes_text
        else ("fc_", "function_call", "arguments")
    )
    called = {"id": new_id(prefix), "type": kind, "status": status, given: text}
    return {**called, "call_id": new_id("call_"), "name": tool.name}


def usage(input_tokens: int, output_tokens: int) -> Document:
    """Return the usage as the Responses API counts it."""
    return {
        "input_tokens": input_tokens,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": input_tokens + output_tokens,
    }


def tool_usage(calls: Sequence[Document]) -> Document:
    """Return what the hosted tools used, which draw nothing here."""
    searches = sum(call["type"] == "web_search_call" for call in calls)
    details = {"image_tokens": 0, "text_tokens": 0}
    drawn = {"input_tokens": 0, "input_tokens_details": details, "output_tokens": 0}
    return {
        "image_gen": {**drawn, "total_tokens": 0},
        "web_search": {"num_requests": searches},
    }


def input_tokens(body: Mapping[str, Any], items: Sequence[Document]) -> int:
    """Return how many tokens an input has, its tools included."""
    tools = sum(count_tokens(str(tool)) for tool in body.get("tools") or [])
    return read_prompt(items, body.get("instructions")).tokens + tools
