"""Objects with a file of their own, which comes and goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..requests.resources import StoredResource

if TYPE_CHECKING:
    from ..requests.call import ApiCall
    from ..state.store import Document


@dataclass(frozen=True)
class FileBacked(StoredResource):
    """Objects that are made with a file in the form's field `file_field`."""

    file_field: str = "file"

    async def create(self, call: ApiCall) -> Document:
        """Keep a new object and its file."""
        with call.sandbox.store.transaction():
            document = await super().create(call)
            if self.file_field in call.body:
                call.sandbox.blobs.move(call.body[self.file_field].owner, document["id"])
        return document

    async def delete(self, call: ApiCall) -> Document:
        """Delete an object and its file."""
        with call.sandbox.store.transaction():
            deleted = await super().delete(call)
            call.sandbox.blobs.delete(deleted["id"])
        return deleted
