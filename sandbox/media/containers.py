"""Containers, and the files in them; both end when nobody has touched the container for long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..files.files import FILES, send
from ..requests.refusals import Refusal, absent
from ..requests.resources import StoredResource
from ..state.identifiers import now
from ..state.store import Record
from .file_backed import FileBacked
from .skills import check_references

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

FOLDER = "/mnt/data/"


@dataclass(frozen=True)
class Containers(StoredResource):
    """Containers, which expire."""

    def find(self, call: ApiCall, identifier: str | None = None) -> Record:
        """Return a container as it is now."""
        record = super().find(call, identifier)
        return Record(aged(record.document), record.hidden)

    async def list(self, call: ApiCall) -> Document:
        """Answer a page of containers as they are now."""
        page = await super().list(call)
        return {**page, "data": [aged(document) for document in page["data"]]}

    async def get(self, call: ApiCall) -> Document:
        """Answer one container, which counts as touching it."""
        return touch(call, self.find(call).document)

    async def create(self, call: ApiCall) -> Document:
        """Keep a new container with copies of the files that it is to have."""
        check_references(call, call.body.get("skills") or [])
        container = call.keeping_unknown(self.new(call.body, last_active_at=now()))
        with call.sandbox.store.transaction():
            call.sandbox.store.add(self.kind, container)
            for file_id in call.body.get("file_ids") or []:
                copy_file(call, container["id"], file_id)
        return container

    async def delete(self, call: ApiCall) -> Document:
        """Delete a container with its files."""
        files = call.sandbox.store.all(CONTAINER_FILES.within(self.find(call).document["id"]))
        with call.sandbox.store.transaction():
            for file in files:
                call.sandbox.blobs.delete(file.document["id"])
            return await super().delete(call)


def aged(container: Document) -> Document:
    """Return a container as it is by now."""
    minutes = container["expires_after"]["minutes"]
    over = container["last_active_at"] + 60 * minutes <= now()
    return {**container, "status": "expired"} if over else container


def touch(call: ApiCall, container: Document) -> Document:
    """Let a container's time begin anew, if it is not over."""
    if container["status"] == "expired":
        return container
    touched = {**container, "last_active_at": now()}
    call.sandbox.store.replace(CONTAINERS.kind, touched)
    return touched


@dataclass(frozen=True)
class ContainerFiles(FileBacked):
    """The files of a container."""

    def lineage(self, call: ApiCall) -> tuple[str, ...]:
        """Return the container, which is touched by this, and must not have expired."""
        container = touch(call, CONTAINERS.find(call).document)
        if container["status"] == "expired":
            message = f"Container {container['id']} is expired."
            raise Refusal(message, param="container_id", code="container_expired")
        return (container["id"],)

    async def create(self, call: ApiCall) -> Document:
        """Keep a file that is uploaded, or a copy of one that was uploaded before."""
        (container_id,) = self.lineage(call)
        part, file_id = call.body.get("file"), call.body.get("file_id")
        with call.sandbox.store.transaction():
            if part is not None:
                file = add_file(call, container_id, part.filename, part.size)
                call.sandbox.blobs.move(part.owner, file["id"])
                return file
            if file_id is not None:
                return copy_file(call, container_id, file_id)
        raise absent("file")


def copy_file(call: ApiCall, container_id: str, file_id: str) -> Document:
    """Keep a copy of an uploaded file in a container."""
    source = FILES.find(call, file_id).document
    file = add_file(call, container_id, source["filename"], source["bytes"])
    call.sandbox.blobs.share(source["id"], file["id"])
    return file


def add_file(call: ApiCall, container_id: str, name: str, size: int) -> Document:
    """Keep a new file of a container, without its bytes."""
    told = {"container_id": container_id, "bytes": size, "path": FOLDER + name}
    file = CONTAINER_FILES.new({}, **told, source="user")
    call.sandbox.store.add(CONTAINER_FILES.within(container_id), file)
    return file


async def download(call: ApiCall) -> Response:
    """Send the bytes of a container's file."""
    file = CONTAINER_FILES.find(call).document
    return send(call, {**file, "filename": file["path"].removeprefix(FOLDER)})


CONTAINERS = Containers(
    kind="container",
    noun="container",
    collection="/containers",
    parameter="container_id",
    filters=("name",),
    deleted_object="container.deleted",
    prefix="cntr_",
    defaults={
        "name": None,
        "status": "running",
        "last_active_at": None,
        "expires_after": {"anchor": "last_active_at", "minutes": 20},
        "memory_limit": "1g",
        "network_policy": {"type": "disabled"},
    },
)
CONTAINER_FILES = ContainerFiles(
    kind="container.file",
    noun="container file",
    collection="/containers/{container_id}/files",
    parameter="file_id",
    deleted_object="container.file.deleted",
    parent=CONTAINERS,
    prefix="cfile_",
)
HANDLERS: dict[str, Handler] = {
    "GET /containers/{container_id}/files/{file_id}/content": download,
    **CONTAINERS.serve("create", "list", "get", "delete"),
    **CONTAINER_FILES.serve("create", "list", "get", "delete"),
}
