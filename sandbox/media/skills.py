"""Skills and their versions, each of which is a zip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ..files.files import send
from ..requests.refusals import Refusal, absent, missing
from ..requests.resources import StoredResource
from .skill_bundles import Bundle, read_bundle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document, Record

LATEST, FIRST = "latest", "1"


@dataclass(frozen=True)
class Skills(StoredResource):
    """Skills, which are made with their first version."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new skill."""
        bundle = read_bundle(call)
        skill = self.new({}, **described(bundle), default_version=FIRST, latest_version=FIRST)
        with call.sandbox.store.transaction():
            call.sandbox.store.add(self.kind, skill)
            add_version(call, skill["id"], FIRST, bundle)
        return skill

    async def update(self, call: ApiCall) -> Document:
        """Choose the version that a skill is used in."""
        wanted = VERSIONS.find(call, call.body["default_version"]).document
        return lead(call, self.find(call).document, wanted)

    async def delete(self, call: ApiCall) -> Document:
        """Delete a skill with its versions."""
        versions = call.sandbox.store.all(VERSIONS.place(call))
        with call.sandbox.store.transaction():
            for version in versions:
                call.sandbox.blobs.delete(version.document["id"])
            return await super().delete(call)


@dataclass(frozen=True)
class Versions(StoredResource):
    """The versions of a skill, which are asked for by number."""

    def find(self, call: ApiCall, identifier: str | None = None) -> Record:
        """Return the version with a number, or the latest."""
        wanted = call.path[self.parameter] if identifier is None else identifier
        versions = call.sandbox.store.all(self.place(call))
        if wanted == LATEST:
            return versions[-1]
        for version in versions:
            if version.document["version"] == wanted:
                return version
        raise missing(self.noun, wanted)

    async def create(self, call: ApiCall) -> Document:
        """Add a version to a skill, which is used from now on if that is asked for."""
        skill, bundle = SKILLS.find(call).document, read_bundle(call)
        number = str(int(skill["latest_version"]) + 1)
        with call.sandbox.store.transaction():
            version = add_version(call, skill["id"], number, bundle)
            skill = {**skill, "latest_version": number}
            call.sandbox.store.replace(SKILLS.kind, skill)
            if call.body.get("default"):
                lead(call, skill, version)
        return version

    async def delete(self, call: ApiCall) -> Document:
        """Delete a version, unless the skill is used in it."""
        skill, version = SKILLS.find(call).document, self.find(call).document
        if version["version"] == skill["default_version"]:
            message = "The default version cannot be deleted: choose another, or delete the skill."
            raise Refusal(message, param="version", code="default_version")
        with call.sandbox.store.transaction():
            call.sandbox.store.delete(self.place(call), version["id"])
            call.sandbox.blobs.delete(version["id"])
            latest = self.find(call, LATEST).document["version"]
            call.sandbox.store.replace(SKILLS.kind, {**skill, "latest_version": latest})
        told = {"id": version["id"], "version": version["version"]}
        return {"object": self.deleted_object, "deleted": True, **told}


def described(bundle: Bundle) -> dict[str, Any]:
    """Return what a bundle says of itself."""
    return {"name": bundle.name, "description": bundle.description}


def add_version(call: ApiCall, skill_id: str, number: str, bundle: Bundle) -> Document:
    """Keep a version and its zip."""
    version = VERSIONS.new({}, skill_id=skill_id, version=number, **described(bundle))
    call.sandbox.store.add(VERSIONS.within(skill_id), version)
    with call.sandbox.blobs.writer(version["id"]) as writer:
        writer.write(bundle.content)
    return version


def lead(call: ApiCall, skill: Document, version: Document) -> Document:
    """Let a skill be used in a version, from which it has its name and its description."""
    told = {name: version[name] for name in ("name", "description")}
    changed = {**skill, **told, "default_version": version["version"]}
    call.sandbox.store.replace(SKILLS.kind, changed)
    return changed


def check_references(call: ApiCall, references: Iterable[Document]) -> None:
    """Refuse references to skills that are not there."""
    for place, reference in enumerate(references):
        if reference.get("type") != "skill_reference":
            continue
        if "skill_id" not in reference:
            raise absent(f"skills[{place}].skill_id")
        SKILLS.find(call, str(reference["skill_id"]))


async def download(call: ApiCall) -> Response:
    """Send the zip of a skill's default version."""
    return send_zip(call, VERSIONS.find(call, SKILLS.find(call).document["default_version"]))


async def download_version(call: ApiCall) -> Response:
    """Send the zip of one version."""
    return send_zip(call, VERSIONS.find(call))


def send_zip(call: ApiCall, record: Record) -> Response:
    """Send a version's zip."""
    version = record.document
    size = call.sandbox.blobs.size(version["id"])
    name = f"{version['name']}.zip"
    response = send(call, {"id": version["id"], "bytes": size, "filename": name})
    response.headers["content-type"] = "application/zip"
    return response


SKILLS = Skills(
    kind="skill",
    noun="skill",
    collection="/skills",
    parameter="skill_id",
    deleted_object="skill.deleted",
    prefix="skill_",
)
VERSIONS = Versions(
    kind="skill.version",
    noun="skill version",
    collection="/skills/{skill_id}/versions",
    parameter="version",
    deleted_object="skill.version.deleted",
    parent=SKILLS,
    prefix="skillver_",
)
HANDLERS: dict[str, Handler] = {
    "GET /skills/{skill_id}/content": download,
    "GET /skills/{skill_id}/versions/{version}/content": download_version,
    **SKILLS.serve("create", "list", "get", "update", "delete"),
    **VERSIONS.serve("create", "list", "get", "delete"),
}
