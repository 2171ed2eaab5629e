"""Counts what each answered request used. All requests pass here, those of batches too."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ..media.transcripts import TOKENS_A_SECOND
from ..requests.answers import CreatedAnswer, TextAnswer
from ..requests.stream import EventStream
from ..state import usage_records
from ..state.identifiers import now
from ..text.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Store

# Of which kind the use is, what tells it apart beside who asked, and how much it was:
# amounts by name, or the id of the object that will tell them when it ends.
Use = tuple[str, "Document", "Document | str"]

IMAGE_SIZE, MODERATION_MODEL = "1024x1024", "omni-moderation-latest"
TOOL_CALLS = {
    "web_search_call": ("web_search_calls", "num_requests"),
    "file_search_call": ("file_search_calls", "num_requests"),
    "code_interpreter_call": ("code_interpreter_sessions", "num_sessions"),
}


async def answered(call: ApiCall, handler: Handler) -> Document | Response:
    """Answer a request and keep what it used."""
    if call.operation.method == "DELETE":
        settle(call.sandbox.store)  # what is about to go can still tell its amounts
    answer = await handler(call)
    measure = METERS.get(f"{call.operation.method} {call.operation.path_template}")
    if measure is not None:
        for use in measure(call, told_by(answer)):
            keep(call, use)
    return answer


def told_by(answer: Document | Response) -> Document:
    """Return the object that an answer is, or that its events tell of."""
    if isinstance(answer, EventStream | TextAnswer | CreatedAnswer):
        return answer.document or {}
    return {} if isinstance(answer, Response) else answer


def keep(call: ApiCall, use: Use) -> None:
    """Keep one use, to be settled later if it is not over."""
    kind, particulars, told = use
    told_apart = {"batch": call.in_batch, "api_source": "unlabeled"}
    dimensions = {**asdict(call.principal), **told_apart, **particulars}
    store = call.sandbox.store
    if isinstance(told, str):
        usage_records.add(store, kind, now(), dimensions, source=told)
    else:
        usage_records.add(store, kind, now(), dimensions, amounts=told)


def settle(store: Store) -> None:
    """Fill in the amounts of what has ended by now."""
    for number, usage in usage_records.ended(store):
        usage_records.settle(store, number, token_amounts(usage))


def token_amounts(usage: Document) -> Document:
    """Return the tokens of an answer, which its API counts under one name or the other."""
    read = usage.get("input_tokens", usage.get("prompt_tokens", 0))
    written = usage.get("output_tokens", usage.get("completion_tokens", 0))
    heard = details(usage, "input", "prompt").get("audio_tokens", 0)
    spoken = details(usage, "output", "completion").get("audio_tokens", 0)
    cached = details(usage, "input", "prompt").get("cached_tokens", 0)
    return {
        "input_tokens": read,
        "input_cached_tokens": cached,
        "input_uncached_tokens": read - cached,
        "input_text_tokens": read - heard,
        "input_audio_tokens": heard,
        "output_tokens": written,
        "output_text_tokens": written - spoken,
        "output_audio_tokens": spoken,
        "num_model_requests": usage.get("invocation_count", 1),
    }


def details(usage: Document, *names: str) -> Document:
    """Return how one side of the tokens is made up."""
    found = (usage.get(f"{name}_tokens_details") for name in names)
    return next((part for part in found if part), {})


def text(call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of a text that a model wrote, and of the tools that it called."""
    usage = document.get("usage")
    model = document.get("model") or call.body.get("model")
    tier = document.get("service_tier") or "default"
    told = token_amounts(usage) if usage else document["id"]
    yield "completions", {"model": model, "service_tier": tier}, told
    for item in document.get("output") or []:
        if item["type"] in TOOL_CALLS:
            kind, amount = TOOL_CALLS[item["type"]]
            yield kind, {"model": model}, {amount: 1, "num_model_requests": 1}


def evaluation(_call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of the model that answers the rows of an eval, if one does."""
    model = document["data_source"].get("model")
    if model is not None:
        yield "completions", {"model": model, "service_tier": "default"}, document["id"]


def decisions(call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of a text that questions were answered about."""
    particulars = {"model": call.body["model"], "service_tier": "default"}
    yield "decisions", particulars, token_amounts(document["usage"])


def embeddings(call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of embedded texts."""
    amounts = {"input_tokens": document["usage"]["prompt_tokens"], "num_model_requests": 1}
    yield "embeddings", {"model": call.body["model"]}, amounts


def moderations(call: ApiCall, _document: Document) -> Iterable[Use]:
    """Tell of judged texts, whose tokens no answer counts."""
    model = call.body.get("model") or MODERATION_MODEL
    tokens = sum(count_tokens(text) for text in texts_in(call.body["input"]))
    yield "moderations", {"model": model}, {"input_tokens": tokens, "num_model_requests": 1}


def texts_in(value: Any) -> Iterable[str]:
    """Yield the texts of an input: one, several, or those among its parts."""
    if isinstance(value, str):
        yield value
        return
    for item in value:
        yield item if isinstance(item, str) else str(item.get("text", ""))


def images(source: str) -> Callable[[ApiCall, Document], Iterable[Use]]:
    """Return what tells of pictures that came about in one of the three ways."""

    def measure(call: ApiCall, document: Document) -> Iterable[Use]:
        count = len(document.get("data") or range(call.body.get("n") or 1))
        particulars = {
            "model": call.body.get("model"),
            "source": source,
            "size": document.get("size") or call.body.get("size") or IMAGE_SIZE,
        }
        yield "images", particulars, {"images": count, "num_model_requests": 1}

    return measure


def speech(call: ApiCall, _document: Document) -> Iterable[Use]:
    """Tell of a text that was spoken."""
    amounts = {"characters": len(call.body["input"]), "num_model_requests": 1}
    yield "audio_speeches", {"model": call.body["model"]}, amounts


def transcription(call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of a recording that was written down."""
    amounts = {"seconds": heard_seconds(document["usage"]), "num_model_requests": 1}
    yield "audio_transcriptions", {"model": call.body["model"]}, amounts


def heard_seconds(usage: Document) -> int:
    """Return how long a recording is, which newer models tell in tokens."""
    if "seconds" in usage:
        return int(usage["seconds"])
    tokens: int = usage["input_token_details"]["audio_tokens"]
    return math.ceil(tokens / TOKENS_A_SECOND)


def store_search(call: ApiCall, _document: Document) -> Iterable[Use]:
    """Tell of a search in a vector store."""
    store = call.path["vector_store_id"]
    yield "file_search_calls", {"vector_store_id": store}, {"num_requests": 1}


def store_made(_call: ApiCall, document: Document) -> Iterable[Use]:
    """Tell of a vector store, whose size is looked up when it is asked for."""
    yield "vector_stores", {"vector_store_id": document["id"]}, {}


def session(_call: ApiCall, _document: Document) -> Iterable[Use]:
    """Tell of a container in which code may run."""
    yield "code_interpreter_sessions", {}, {"num_sessions": 1}


METERS: dict[str, Callable[[ApiCall, Document], Iterable[Use]]] = {
    "POST /responses": text,
    "POST /responses/compact": text,
    "POST /chat/completions": text,
    "POST /completions": text,
    "POST /threads/runs": text,
    "POST /threads/{thread_id}/runs": text,
    "POST /evals/{eval_id}/runs": evaluation,
    "POST /decisions": decisions,
    "POST /embeddings": embeddings,
    "POST /moderations": moderations,
    "POST /images/generations": images("image.generation"),
    "POST /images/edits": images("image.edit"),
    "POST /images/variations": images("image.variation"),
    "POST /audio/speech": speech,
    "POST /audio/transcriptions": transcription,
    "POST /audio/translations": transcription,
    "POST /vector_stores": store_made,
    "POST /vector_stores/{vector_store_id}/search": store_search,
    "POST /containers": session,
}
