"""The files in environments: each is known by its path, below the workspace."""

from __future__ import annotations

import base64
import binascii
import posixpath
from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.refusals import Refusal
from ..requests.validation import check_fields, parse_fields
from ..state.identifiers import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..requests.call import Sandbox
    from ..state.store import Document

WORKSPACE = "/workspace"
KIND = "agent.environment.file"
FORM = parse_fields(
    {
        "type!": "string =file_id|inline",
        "path!": "string",
        "file_id": "string",
        "data": "string",
    }
)
SOURCES = {
    "file_id": parse_fields({"file_id!": "string"}),
    "inline": parse_fields({"data!": "string"}),
}


def place_of(environment_id: str) -> str:
    """Return where the store has the files of an environment."""
    return f"{KIND}/{environment_id}/"


def add_file(
    sandbox: Sandbox, environment_id: str, given: Mapping[str, Any], where: str = ""
) -> Document:
    """Put a file into an environment, in the place of one that has its path."""
    check_file(given, where)
    file = new_file(environment_id, workspace_path(given["path"], f"{where}path"))
    with sandbox.store.transaction():
        forget(sandbox, environment_id, file["path"])
        if given["type"] == "file_id":
            sandbox.blobs.share(source_file(sandbox, given)["id"], file["id"])
        else:
            write(sandbox, file["id"], decoded(given["data"], f"{where}data"))
        return keep(sandbox, file)


def leave_file(sandbox: Sandbox, environment_id: str, path: str, source: str) -> Document:
    """Put the bytes of another owner into an environment."""
    file = new_file(environment_id, path)
    with sandbox.store.transaction():
        forget(sandbox, environment_id, path)
        sandbox.blobs.share(source, file["id"])
        return keep(sandbox, file)


def new_file(environment_id: str, path: str) -> Document:
    """Return a file whose bytes are still to come; its id is the store's alone."""
    told = {"object": KIND, "environment_id": environment_id}
    return {"id": new_id("envfile_"), **told, "path": path}


def keep(sandbox: Sandbox, file: Document) -> Document:
    """Keep a file whose bytes are there."""
    whole = {**file, "size_bytes": sandbox.blobs.size(file["id"])}
    sandbox.store.add(place_of(file["environment_id"]), whole)
    return whole


def write(sandbox: Sandbox, owner: str, content: bytes) -> None:
    """Keep a few bytes."""
    with sandbox.blobs.writer(owner) as writer:
        writer.write(content)


def forget(sandbox: Sandbox, environment_id: str, path: str) -> None:
    """Remove the file with a path, if there is one."""
    for record in sandbox.store.all(place_of(environment_id)):
        if record.document["path"] == path:
            sandbox.blobs.delete(record.document["id"])
            sandbox.store.delete(place_of(environment_id), record.document["id"])


def check_file(given: Mapping[str, Any], where: str) -> None:
    """Refuse a file that says too little of itself."""
    path = where.removesuffix(".")
    check_fields(given, FORM, path)
    check_fields(given, SOURCES[given["type"]], path)


def workspace_path(path: str, where: str) -> str:
    """Return a path in its plain form, which must be below the workspace."""
    plain = posixpath.normpath(path)
    if not plain.startswith(f"{WORKSPACE}/"):
        text = f"Invalid path '{path}': it must be absolute, and below {WORKSPACE}."
        raise Refusal(text, param=where, code="invalid_value")
    return plain


def decoded(data: str, where: str) -> bytes:
    """Return what was sent as Base64."""
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        text = f"Invalid Base64 in '{where}': {error}."
        raise Refusal(text, param=where, code="invalid_base64") from error


def source_file(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return the uploaded file that is named."""
    return FILES.named(sandbox, given["file_id"]).document


def described_files(sandbox: Sandbox, given: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Return the files that something is made with, as answers show them."""
    return [described(sandbox, file, f"files[{place}].") for place, file in enumerate(given)]


def described(sandbox: Sandbox, given: Mapping[str, Any], where: str) -> Document:
    """Return one file as answers show it: by its size, not by what is in it."""
    check_file(given, where)
    told = {"type": given["type"], "path": workspace_path(given["path"], f"{where}path")}
    if given["type"] == "file_id":
        return {**told, "file_id": source_file(sandbox, given)["id"]}
    size = len(decoded(given["data"], f"{where}data"))
    return {"id": new_id("envfile_"), **told, "size_bytes": size}
