"""Chat completions: answered, streamed, and kept when they are to be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.paging import page_of
from ..requests.refusals import Refusal, absent
from ..requests.resources import StoredResource
from ..requests.stream import event_stream, finish_with
from ..state.identifiers import new_id, now
from .answer_formats import check_format
from .chat_chunks import chunks
from .chat_sound import speak, wants_sound
from .generation import GenerationOptions, certainties, generate, stop_sequences
from .moderations import judged
from .own_tools import check_tool_messages, chosen_tool
from .prompts import OF_CHAT, OF_RESPONSES, check_message, check_parts, files_in, read_prompt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document
    from .generation import ModelOutput
    from .own_tools import Tool

PARTS = (*OF_CHAT, "input_audio", "refusal")
FINGERPRINT = "fp_sandbox"
CHATS = StoredResource(
    kind="chat.completion",
    noun="chat completion",
    collection="/chat/completions",
    parameter="completion_id",
    deleted_object="chat.completion.deleted",
)


async def create(call: ApiCall) -> Document | Response:
    """Answer a conversation."""
    body = call.body
    check(call)
    completion = call.keeping_unknown(complete(body))
    if wants_sound(body):
        speak(call, completion)

    def keep() -> None:
        if body.get("store"):
            hidden = {"messages": kept_messages(completion["id"], body["messages"])}
            call.sandbox.store.add("chat.completion", completion, hidden)

    if not body.get("stream"):
        keep()
        return completion
    events = chunks(completion, body.get("stream_options") or {})
    return event_stream(call.paced(finish_with(events, keep)), completion)


def check(call: ApiCall) -> None:
    """Refuse messages that cannot be read, or an answer that cannot be given."""
    body = call.body
    for place, message in enumerate(body["messages"]):
        check_message(message, f"messages[{place}]")
        check_parts(message, PARTS, OF_RESPONSES, f"messages[{place}]")
    check_tool_messages(body["messages"])
    check_format(body.get("response_format"), "response_format")
    for identifier in files_in(body["messages"]):
        FILES.find(call, identifier)
    if body.get("top_logprobs") and not body.get("logprobs"):
        raise Refusal("'top_logprobs' needs 'logprobs' to be true.", param="top_logprobs")
    if wants_sound(body) and not body.get("audio"):
        raise absent("audio")


def complete(body: Mapping[str, Any]) -> Document:
    """Return the whole completion."""
    prompt = read_prompt(body["messages"], None)
    answer = generate(prompt, generation_options(body))
    count = body.get("n") or 1
    return {
        "id": new_id("chatcmpl-"),
        "object": "chat.completion",
        "created": now(),
        "model": body["model"],
        "choices": [choice(index, answer, body) for index in range(count)],
        "usage": usage(prompt.tokens, answer.tokens * count),
        "service_tier": "default",
        "system_fingerprint": FINGERPRINT,
        "metadata": body.get("metadata") or {},
        "moderation": moderation(body, prompt.text, answer.text),
    }


def moderation(body: Mapping[str, Any], asked: str, said: str) -> Document | None:
    """Return the judgements of the input and of each answer, where they are wanted."""
    wanted = body.get("moderation")
    if not wanted:
        return None
    model, count = wanted["model"], body.get("n") or 1
    head = {"type": "moderation_results", "model": model}
    return {
        "input": {**head, "results": [judged(model, asked)]},
        "output": {**head, "results": [judged(model, said)] * count},
    }


def generation_options(body: Mapping[str, Any]) -> GenerationOptions:
    """Return the form that the answer is to have."""
    return GenerationOptions(
        limit=body.get("max_completion_tokens") or body.get("max_tokens"),
        stop=stop_sequences(body),
        response_format=body.get("response_format"),
        tool=chosen_tool(body),
    )


def choice(index: int, answer: ModelOutput, body: Mapping[str, Any]) -> Document:
    """Return one of the answers."""
    message: Document = {"role": "assistant", "content": answer.text, "refusal": None}
    finish_reason = "stop" if answer.complete else "length"
    if answer.tool is not None:
        message = {**message, "content": None, "tool_calls": [tool_call(answer.tool, answer.text)]}
        finish_reason = "tool_calls"
    logprobs = None
    if body.get("logprobs"):
        content = certainties(answer.text, body.get("top_logprobs") or 0)
        logprobs = {"content": content, "refusal": None}
    return {
        "index": index,
        "message": {**message, "annotations": []},
        "logprobs": logprobs,
        "finish_reason": finish_reason,
    }


def tool_call(tool: Tool, text: str) -> Document:
    """Return the call of a tool."""
    kind, given = ("custom", "input") if tool.takes_text else ("function", "arguments")
    return {"id": new_id("call_"), "type": kind, kind: {"name": tool.name, given: text}}


def usage(prompt_tokens: int, completion_tokens: int) -> Document:
    """Return the usage as Chat and Completions count it."""
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def kept_messages(completion_id: str, messages: list[Document]) -> list[Document]:
    """Return a conversation as it is listed later, its parts beside its text."""
    kept = []
    for place, message in enumerate(messages):
        content = message.get("content")
        parts = content if isinstance(content, list) else None
        shown = {"content": None if parts else content, "content_parts": parts}
        kept.append({"id": f"{completion_id}-{place}", **message, **shown})
    return kept


async def messages(call: ApiCall) -> Document:
    """List the messages that a stored completion answered."""
    return page_of(CHATS.find(call).hidden["messages"], call.query, order="asc")


HANDLERS: dict[str, Handler] = {
    "POST /chat/completions": create,
    "GET /chat/completions/{completion_id}/messages": messages,
    **CHATS.serve("get", "update", "delete"),
}
