"""The models that the sandbox says it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Store

OWNER = "org-sandbox"
FINE_TUNED = "ft:gpt-4.1-mini-2025-04-14:sandbox:support:Abc123"
SEEDED = {
    "gpt-5.4": (1772668800, "system"),
    "gpt-5.4-mini": (1773705600, "system"),
    "gpt-5": (1754425777, "system"),
    "gpt-5-mini": (1754425928, "system"),
    "gpt-4.1": (1744316542, "system"),
    "gpt-4.1-mini": (1744318173, "system"),
    "gpt-4o-mini": (1721172741, "system"),
    "o4-mini": (1744225351, "system"),
    "gpt-3.5-turbo-instruct": (1692901427, "system"),
    "gpt-image-1": (1745517030, "system"),
    "whisper-1": (1677532384, "openai-internal"),
    "tts-1": (1681940951, "openai-internal"),
    "text-embedding-3-small": (1705948997, "system"),
    "text-embedding-3-large": (1705953180, "system"),
    "omni-moderation-latest": (1731689265, "system"),
    FINE_TUNED: (1748736000, OWNER),
}


class Models(StoredResource):
    """Models: listed whole, and deleted only by the organization that tuned them."""

    async def list(self, call: ApiCall) -> Document:
        """Answer every model: this list has no pages."""
        page = await super().list(call)
        return {"object": "list", "data": page["data"]}

    async def delete(self, call: ApiCall) -> Document:
        """Delete a fine-tuned model."""
        model = self.find(call).document
        if not model["id"].startswith("ft:") or model["owned_by"] != OWNER:
            message = "You do not have permission to delete this model: it is not your own."
            raise Refusal(message, status=403, code="model_not_owned")
        return await super().delete(call)


MODELS = Models(
    kind="model",
    noun="model",
    collection="/models",
    parameter="model",
    limit=1000,
    order="asc",
)
HANDLERS: dict[str, Handler] = MODELS.serve("list", "get", "delete")


def seed_models(store: Store) -> None:
    """Put the models into a new state file; one that was deleted stays so."""
    if not store.is_new("model"):
        return
    with store.transaction():
        for identifier, (created, owner) in SEEDED.items():
            document = {"id": identifier, "object": "model", "created": created}
            store.add("model", {**document, "owned_by": owner})
