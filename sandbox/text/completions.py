"""Completions of plain prompts, as they were before chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal
from ..requests.stream import DONE, data_event, event_stream
from ..state.identifiers import new_id, now
from .chat import FINGERPRINT, usage
from .generation import GenerationOptions, generate, pieces, stop_sequences
from .prompts import Prompt
from .tokens import count_tokens, split_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

DEFAULT_LIMIT = 16
SHARED = ("id", "object", "created", "model", "system_fingerprint")


async def create(call: ApiCall) -> Document | Response:
    """Go on with one or more prompts."""
    body = call.body
    if (body.get("best_of") or 1) < (body.get("n") or 1) and "best_of" in body:
        raise Refusal("'best_of' must be at least as great as 'n'.", param="best_of")
    completion = call.keeping_unknown(complete(body))
    if not body.get("stream"):
        return completion
    return event_stream(call.paced(chunks(completion, body)), completion)


def complete(body: Mapping[str, Any]) -> Document:
    """Return the whole completion: `n` choices for every prompt."""
    prompts = read_prompts(body["prompt"])
    choices: list[Document] = []
    for prompt in prompts:
        choices += [
            choice(prompt, body, len(choices) + extra) for extra in range(body.get("n") or 1)
        ]
    said = sum(count_tokens(choice["text"]) for choice in choices)
    return {
        "id": new_id("cmpl-"),
        "object": "text_completion",
        "created": now(),
        "model": body["model"],
        "system_fingerprint": FINGERPRINT,
        "choices": choices,
        "usage": usage(sum(count_tokens(prompt) for prompt in prompts), said),
    }


def read_prompts(prompt: Any) -> list[str]:
    """Return the prompts as texts; tokens are given back by their numbers."""
    if isinstance(prompt, str):
        return [prompt]
    if prompt and isinstance(prompt[0], int):
        return [numbers(prompt)]
    return [item if isinstance(item, str) else numbers(item) for item in prompt]


def numbers(tokens: list[int]) -> str:
    """Return tokens as the text of their numbers."""
    return " ".join(map(str, tokens))


def choice(prompt: str, body: Mapping[str, Any], index: int) -> Document:
    """Return one continuation of one prompt."""
    limit = body.get("max_tokens", DEFAULT_LIMIT)
    read = Prompt(prompt, is_echo=False, tokens=count_tokens(prompt))
    answer = generate(read, GenerationOptions(limit=limit, stop=stop_sequences(body)))
    text = (prompt if body.get("echo") else "") + answer.text
    return {
        "text": text,
        "index": index,
        "logprobs": certainties(text) if body.get("logprobs") is not None else None,
        "finish_reason": "stop" if answer.complete else "length",
    }


def certainties(text: str) -> Document:
    """Return the tokens' log probabilities: an echo is certain of every one."""
    tokens = split_tokens(text)
    offsets = [0]
    for token in tokens[:-1]:
        offsets.append(offsets[-1] + len(token))
    return {
        "tokens": tokens,
        "token_logprobs": [0.0] * len(tokens),
        "top_logprobs": [{token: 0.0} for token in tokens],
        "text_offset": offsets[: len(tokens)],
    }


def chunks(completion: Document, body: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a completion's chunks as events, up to the last word of every stream."""
    head = {name: completion[name] for name in SHARED}
    with_usage = bool((body.get("stream_options") or {}).get("include_usage"))
    blank = {"usage": None} if with_usage else {}
    for whole in completion["choices"]:
        for piece in pieces(whole["text"]):
            part = {**whole, "text": piece, "logprobs": None, "finish_reason": None}
            yield data_event({**head, "choices": [part], **blank})
        yield data_event({**head, "choices": [{**whole, "text": "", "logprobs": None}], **blank})
    if with_usage:
        yield data_event({**head, "choices": [], "usage": completion["usage"]})
    yield DONE


HANDLERS: dict[str, Handler] = {"POST /completions": create}
