"""Which projects may use a checkpoint of a fine-tuned model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.paging import envelope
from ..requests.resources import StoredResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Selection

CHECKPOINT_MODELS = StoredResource(
    kind="model",
    noun="checkpoint",
    collection="/fine_tuning/checkpoints",
    parameter="fine_tuned_model_checkpoint",
)


class Permissions(StoredResource):
    """Permissions, whose lists have words of their own for the order."""

    def selection(self, query: Mapping[str, Any]) -> Selection:
        """Return which of the permissions a query asks for."""
        ascending = query.get("order") == "ascending"
        return super().selection({**query, "order": "asc" if ascending else "desc"})


PERMISSIONS = Permissions(
    kind="checkpoint.permission",
    noun="permission",
    collection="/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions",
    parameter="permission_id",
    limit=10,
    filters=("project_id",),
    parent=CHECKPOINT_MODELS,
    prefix="cp_",
)


async def create(call: ApiCall) -> Document:
    """Let projects use a checkpoint."""
    place = PERMISSIONS.place(call)
    permissions = [PERMISSIONS.new({}, project_id=project) for project in call.body["project_ids"]]
    with call.sandbox.store.transaction():
        for permission in permissions:
            call.sandbox.store.add(place, permission)
    return envelope(permissions, has_more=False)


HANDLERS: dict[str, Handler] = {
    "POST /fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions": create,
    **PERMISSIONS.serve("list", "delete"),
}
