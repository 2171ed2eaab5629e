"""Conversations: items kept in order, which responses go on with and add to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.paging import envelope
from ..requests.refusals import Refusal, absent
from ..requests.resources import StoredResource
from ..state.identifiers import new_id
from ..text.prompts import read_item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

CONVERSATIONS = StoredResource(
    kind="conversation",
    noun="conversation",
    collection="/conversations",
    parameter="conversation_id",
    prefix="conv_",
    defaults={"metadata": {}},
)
ITEMS = StoredResource(
    kind="conversation.item",
    noun="item",
    collection="/conversations/{conversation_id}/items",
    parameter="item_id",
    parent=CONVERSATIONS,
)


async def create(call: ApiCall) -> Document:
    """Begin a conversation, with its first items."""
    conversation = call.keeping_unknown(CONVERSATIONS.new(call.body))
    items = read_items(call.body.get("items") or [])
    with call.sandbox.store.transaction():
        call.sandbox.store.add("conversation", conversation)
        append(call.sandbox, conversation["id"], items)
    return conversation


async def create_items(call: ApiCall) -> Document:
    """Add items to a conversation."""
    conversation_id = CONVERSATIONS.find(call).document["id"]
    items = append(call.sandbox, conversation_id, read_items(call.body["items"]))
    return envelope(items, has_more=False)


async def delete_item(call: ApiCall) -> Document:
    """Delete an item and show the conversation, which is what remains."""
    await ITEMS.delete(call)
    return CONVERSATIONS.find(call).document


def read_items(given: Iterable[Any]) -> list[Document]:
    """Return items in full."""
    return [read_item(item, f"items[{place}]") for place, item in enumerate(given)]


def append(sandbox: Sandbox, conversation_id: str, items: Iterable[Document]) -> list[Document]:
    """Keep items at the end of a conversation; one that is there already gets an id of its own."""
    place = ITEMS.within(conversation_id)
    kept: list[Document] = []
    with sandbox.store.transaction():
        if sandbox.store.get("conversation", conversation_id) is None:
            return kept  # it was deleted while a response went on with it
        for item in items:
            if sandbox.store.get(place, item["id"]) is not None:
                item = {**item, "id": new_id(item["id"].partition("_")[0] + "_")}
            sandbox.store.add(place, item)
            kept.append(item)
    return kept


def conversation_id_of(call: ApiCall) -> str | None:
    """Return which conversation a request goes on with, if it does; it must be there."""
    named = call.body.get("conversation")
    if named is None:
        return None
    if call.body.get("previous_response_id") is not None:
        raise Refusal(
            "'previous_response_id' and 'conversation' cannot be used together.",
            param="previous_response_id",
            code="mutually_exclusive_parameters",
        )
    if isinstance(named, dict) and "id" not in named:
        raise absent("conversation.id")
    identifier = str(named["id"] if isinstance(named, dict) else named)
    if call.sandbox.store.get("conversation", identifier) is None:
        raise Refusal(f"Conversation with id '{identifier}' not found.", status=404)
    return identifier


def earlier_items(call: ApiCall) -> list[Document]:
    """Return what was said in the conversation that a request goes on with."""
    identifier = conversation_id_of(call)
    if identifier is None:
        return []
    return [record.document for record in call.sandbox.store.all(ITEMS.within(identifier))]


HANDLERS: dict[str, Handler] = {
    "POST /conversations": create,
    "POST /conversations/{conversation_id}/items": create_items,
    "DELETE /conversations/{conversation_id}/items/{item_id}": delete_item,
}
