"""A skill's files: uploaded one by one or as a zip, and kept as a zip."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..requests.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..requests.call import ApiCall
    from ..requests.forms import ReceivedFile

MANIFEST = "SKILL.md"
MOST_BYTES = 50 << 20
FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
PROPERTY = re.compile(r"^(\w+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """A skill's name and description, and all its files in a zip."""

    name: str
    description: str
    content: bytes


def read_bundle(call: ApiCall) -> Bundle:
    """Return the skill that a form brings."""
    given = call.body["files"]
    parts: Sequence[ReceivedFile] = given if isinstance(given, list) else [given]
    contents = {part.path: call.sandbox.blobs.content(part.owner) for part in parts}
    if len(contents) == 1 and zipfile.is_zipfile(io.BytesIO(*contents.values())):
        (content,) = contents.values()
        return described(unpacked(content), content)
    return described(contents, packed(contents))


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise broken(f"its files have more than {MOST_BYTES >> 20} MiB.")
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise broken(f"the zip cannot be read ({error}).") from error


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a zip that is always the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(contents):
            archive.writestr(zipfile.ZipInfo(path, LONG_AGO), contents[path])
    return buffer.getvalue()


def described(contents: Mapping[str, bytes], archive: bytes) -> Bundle:
    """Return a bundle with what its manifest says of it."""
    manifests = [path for path in contents if path.rsplit("/", 1)[-1] == MANIFEST]
    if len(manifests) != 1:
        raise broken(f"it must have one {MANIFEST}, and has {len(manifests)}.")
    head = FRONT_MATTER.match(contents[manifests[0]].decode(errors="replace").replace("\r\n", "\n"))
    told = dict(PROPERTY.findall(head[1])) if head else {}
    for name in ("name", "description"):
        if name not in told:
            raise broken(f"{manifests[0]} must begin with a header that has a '{name}'.")
    return Bundle(told["name"].strip("\"'"), told["description"].strip("\"'"), archive)


def broken(reason: str) -> Refusal:
    """Return the refusal of a bundle that is no skill."""
    return Refusal(f"Invalid skill: {reason}", param="files", code="invalid_skill")
