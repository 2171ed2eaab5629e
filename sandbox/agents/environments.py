"""Environments: made for a session or before it, and ready a moment later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..media.skills import SKILLS
from ..requests.refusals import absent, unsupported
from ..requests.resources import StoredResource
from ..state.identifiers import now
from .environment_files import add_file, described_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

HOSTED = "openai_hosted"
VISIBLE = ("files", "plugins", "skills")
# What it is made by. Environment variables and set-up commands may be secret, and are dropped.
SETTINGS: Document = {
    "capability_directories": [],
    "desktop": None,
    "files": [],
    "network": {"access": "enabled", "allowed_domains": []},
    "packages": {"npm": [], "python": [], "system": []},
    "plugins": [],
    "skills": [],
}


@dataclass(frozen=True)
class HostedEnvironments(StoredResource):
    """Environments that live on the server."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new environment, which gets ready by itself."""
        given = call.body["environment"]
        if given.get("type") != HOSTED:
            raise unsupported(given.get("type"), (HOSTED,), "environment.type")
        return make_environment(call.sandbox, given)


@dataclass(frozen=True)
class Templates(StoredResource):
    """What environments are made from."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new template, and what its answers do not show of its files."""
        hidden = with_changes(SETTINGS, call.body)
        shown = shown_settings(call.sandbox, hidden)
        template = self.new(call.body, **shown, updated_at=now())
        call.sandbox.store.add(self.kind, template, hidden)
        return template

    async def update(self, call: ApiCall) -> Document:
        """Change what was sent."""
        record = self.find(call)
        hidden = with_changes(record.hidden, call.body)
        changed = {**record.document, **shown_settings(call.sandbox, hidden), "updated_at": now()}
        if "name" in call.body:
            changed["name"] = call.body["name"]
        call.sandbox.store.replace(self.kind, changed, hidden)
        return changed


def make_environment(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Keep a new environment with its files, and let it get ready."""
    template = given.get("environment_template_id")
    usual = SETTINGS if template is None else TEMPLATES.named(sandbox, template).hidden
    settings = with_changes(usual, given)
    shown = shown_settings(sandbox, settings)
    told = {name: shown[name] for name in VISIBLE}
    environment = ENVIRONMENTS.new({}, **told, status="pending", type=HOSTED)
    del environment["created_at"]
    with sandbox.store.transaction():
        sandbox.store.add(ENVIRONMENTS.kind, environment, shown)
        for place, file in enumerate(settings["files"]):
            add_file(sandbox, environment["id"], file, f"environment.files[{place}].")
    sandbox.jobs.start(environment["id"], get_ready(sandbox, environment["id"]))
    return environment


async def get_ready(sandbox: Sandbox, identifier: str) -> None:
    """Take a step's time until an environment is ready."""
    await sandbox.jobs.step()
    record = sandbox.store.get(ENVIRONMENTS.kind, identifier)
    if record is not None:
        sandbox.store.replace(ENVIRONMENTS.kind, {**record.document, "status": "ready"})


def resume(sandbox: Sandbox) -> None:
    """Go on with the environments that were not ready when the server stopped."""
    for record in sandbox.store.unfinished(ENVIRONMENTS.kind, ("pending",)):
        identifier = record.document["id"]
        sandbox.jobs.start(identifier, get_ready(sandbox, identifier))


def environment_of_session(sandbox: Sandbox, given: Mapping[str, Any]) -> Document:
    """Return what a session says of the environment that it has; one may be made for it."""
    kind = given.get("type")
    if kind == "none":
        return {"type": kind}
    if kind != HOSTED:
        # Nobody could connect a machine of their own to this server.
        raise unsupported(kind, ("none", HOSTED), "environment.type")
    identifier = given.get("environment_id")
    if identifier is None:
        identifier = make_environment(sandbox, given)["id"]
    record = ENVIRONMENTS.named(sandbox, identifier)
    size = given.get("container_size", "medium")
    return {"id": identifier, "type": kind, **record.hidden, "container_size": size}


def with_changes(settings: Mapping[str, Any], given: Mapping[str, Any]) -> Document:
    """Return what an environment is made by, with what a request changes of it."""
    changed = {name: settings[name] for name in SETTINGS}
    for name in SETTINGS.keys() & given.keys():
        value = SETTINGS[name] if given[name] is None else given[name]
        usual = SETTINGS[name]
        changed[name] = {**usual, **without_nulls(value)} if isinstance(usual, dict) else value
    return changed


def without_nulls(given: Mapping[str, Any]) -> Document:
    """Return what is given of a structure."""
    return {name: value for name, value in given.items() if value is not None}


def shown_settings(sandbox: Sandbox, settings: Mapping[str, Any]) -> Document:
    """Return what answers show of the settings: no contents of files and archives."""
    return {
        **settings,
        "files": described_files(sandbox, settings["files"]),
        "plugins": [named_part(plugin) for plugin in settings["plugins"]],
        "skills": described_skills(sandbox, settings["skills"]),
    }


def named_part(inline: Mapping[str, Any]) -> Document:
    """Return a plugin or a skill without its archive."""
    return {name: inline.get(name) for name in ("type", "name", "description")}


def described_skills(sandbox: Sandbox, given: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Return skills as answers show them; those that are named must be there."""
    return [described_skill(sandbox, skill, place) for place, skill in enumerate(given)]


def described_skill(sandbox: Sandbox, given: Mapping[str, Any], place: int) -> Document:
    """Return one skill as answers show it."""
    if given.get("type") != "skill_reference":
        return named_part(given)
    if "skill_id" not in given:
        raise absent(f"skills[{place}].skill_id")
    skill = SKILLS.named(sandbox, str(given["skill_id"])).document
    version = given.get("version") or skill["default_version"]
    told = {name: skill[name] for name in ("name", "description")}
    return {"type": "skill_reference", "skill_id": skill["id"], "version": version, **told}


ENVIRONMENTS = HostedEnvironments(
    kind="agent.environment",
    noun="environment",
    collection="/agents/environments",
    parameter="environment_id",
    prefix="env_",
    filters=("type",),
)
TEMPLATES = Templates(
    kind="agent.environment.template",
    noun="environment template",
    collection="/agents/environments/templates",
    parameter="environment_template_id",
    deleted_object="agent.environment.template.deleted",
    prefix="envtmpl_",
    defaults={"name": None},
)
HANDLERS: dict[str, Handler] = {
    **ENVIRONMENTS.serve("create", "list", "get"),
    **TEMPLATES.serve("create", "list", "get", "update", "delete"),
}
