"""Responses: created at once, as a stream, or in the background."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from ..agents.conversations import append, conversation_id_of, earlier_items
from ..files.files import FILES
from ..requests.paging import page_of
from ..requests.refusals import Refusal, absent
from ..requests.resources import StoredResource
from ..requests.stream import event_stream, finish_with
from ..state.identifiers import new_id, now
from . import runs
from .answer_formats import check_format
from .hosted_tools import hosted_calls
from .own_tools import check_outputs
from .prompts import files_in, read_input, read_prompt
from .response_events import encode, response_events
from .response_objects import finished_response, image_context, input_tokens, usage

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Record

RESPONSES = StoredResource(
    kind="response", noun="response", collection="/responses", parameter="response_id"
)
CONTEXT = ("input", "prompt", "previous_response_id", "conversation")


async def create(call: ApiCall) -> Document | Response:
    """Answer a prompt."""
    body = call.body
    check(body)
    items = read_input(body.get("input"))
    for identifier in files_in(items):
        FILES.find(call, identifier)
    earlier = earlier_items(call)
    context = [*earlier, *items]
    check_outputs([*previous_items(call), *earlier], items)
    prompt = read_prompt(context, body.get("instructions"))
    calls = hosted_calls(call, prompt.text)
    final = call.keeping_unknown(finished_response(body, prompt, tokens_before(call), calls))
    conversation = conversation_id_of(call)
    hidden: Document = {
        "input_items": items,
        "token_delay": call.token_delay,
        "conversation": conversation,
    }
    if body.get("background"):
        return begin_in_background(call, final, hidden)

    def keep() -> None:
        with call.sandbox.store.transaction():
            if final["store"]:
                call.sandbox.store.add("response", final, hidden)
            if conversation is not None:
                append(call.sandbox, conversation, [*items, *final["output"]])

    if not body.get("stream"):
        keep()
        return final
    obfuscate = wants_obfuscation(body.get("stream_options") or {})
    events = (encode(event, obfuscate=obfuscate) for event in response_events(final))
    return event_stream(call.paced(finish_with(events, keep)), final)


def check(body: Any) -> None:
    """Refuse what only several fields together show to be wrong."""
    if not body.get("model") and not body.get("prompt"):
        raise absent("model")
    if all(body.get(name) is None for name in CONTEXT):
        names = ", ".join(f"'{name}'" for name in CONTEXT)
        raise Refusal(f"One of {names} must be provided.", param="input")
    check_format((body.get("text") or {}).get("format"), "text.format")
    if body.get("background") and body.get("store") is False:
        raise Refusal("Background mode requires 'store' to be true.", param="background")


def tokens_before(call: ApiCall) -> int:
    """Return the tokens of the conversation that a response goes on with."""
    previous = previous_response(call)
    return int((previous.document["usage"] or {}).get("total_tokens", 0)) if previous else 0


def previous_response(call: ApiCall) -> Record | None:
    """Return the response that this request goes on with, if it names one."""
    previous = call.body.get("previous_response_id")
    if previous is None:
        return None
    record = call.sandbox.store.get("response", previous)
    if record is None:
        raise Refusal(
            f"Previous response with id '{previous}' not found.",
            param="previous_response_id",
            code="previous_response_not_found",
        )
    return record


def begin_in_background(call: ApiCall, final: Document, hidden: Document) -> Document | Response:
    """Queue a response and, where that is asked for, follow it."""
    queued = runs.begin(call.sandbox, final, hidden)
    if not call.body.get("stream"):
        return queued
    obfuscate = wants_obfuscation(call.body.get("stream_options") or {})
    events = runs.follow(call.sandbox, final["id"], -1, obfuscate=obfuscate)
    return event_stream(events, queued)


def wants_obfuscation(options: Any) -> bool:
    """Say whether deltas carry filler, which they do unless it is refused."""
    return options.get("include_obfuscation") is not False


async def get(call: ApiCall) -> Document | Response:
    """Show a response, or stream it again from a place on."""
    record = RESPONSES.find(call)
    if not call.query.get("stream"):
        return record.document
    after = call.query.get("starting_after", -1)
    obfuscate = wants_obfuscation(call.query)
    events = runs.follow(call.sandbox, record.document["id"], after, obfuscate=obfuscate)
    return event_stream(events)


async def delete(call: ApiCall) -> Document:
    """Delete a response, and end it first if it still runs."""
    record = RESPONSES.find(call)
    if record.document["background"]:
        runs.cancel(call.sandbox, record)
    return await RESPONSES.delete(call)


async def cancel(call: ApiCall) -> Document:
    """Cancel a background response."""
    record = RESPONSES.find(call)
    if not record.document["background"]:
        raise Refusal("Cannot cancel a synchronous response.")
    return runs.cancel(call.sandbox, record)


async def input_items(call: ApiCall) -> Document:
    """List what a response was made from."""
    record = RESPONSES.find(call)
    return page_of(record.hidden["input_items"], call.query, order="desc")


async def count_input_tokens(call: ApiCall) -> Document:
    """Count the tokens of an input."""
    items = [*earlier_items(call), *read_input(call.body.get("input"))]
    count = input_tokens(call.body, items) + tokens_before(call)
    return {"object": "response.input_tokens", "input_tokens": count}


async def compact(call: ApiCall) -> Document:
    """Fold a conversation into what stands for it in the next request."""
    items = previous_items(call) + read_input(call.body.get("input"))
    if not items:
        raise absent("input")
    folded = base64.b64encode(json.dumps(items).encode()).decode()
    compaction = {"id": new_id("cmp_"), "type": "compaction", "encrypted_content": folded}
    asked = [item for item in items if item.get("role") == "user"]
    before = input_tokens(call.body, items)
    return {
        "id": new_id("resp_"),
        "object": "response.compaction",
        "created_at": now(),
        "output": [*asked, compaction],
        "usage": usage(before, len(asked)),
        "image": image_context(call.body),
    }


def previous_items(call: ApiCall) -> list[Document]:
    """Return what was said in the responses that a request goes on with, the oldest first."""
    record, turns = previous_response(call), []
    while record is not None:
        turns.append([*record.hidden["input_items"], *record.document["output"]])
        identifier = record.document["previous_response_id"]
        record = call.sandbox.store.get("response", identifier) if identifier else None
    return [item for turn in reversed(turns) for item in turn]


SETTLED: dict[str, Handler] = {
    "POST /responses": create,
    "GET /responses/{response_id}": get,
    "DELETE /responses/{response_id}": delete,
    "POST /responses/{response_id}/cancel": cancel,
    "GET /responses/{response_id}/input_items": input_items,
    "POST /responses/input_tokens": count_input_tokens,
    "POST /responses/compact": compact,
}
# The beta gives the same answers: its agents are the model's own affair.
BETA = {f"{name}?beta=true": handler for name, handler in SETTLED.items()}
HANDLERS = SETTLED | BETA
