"""Projects: made, renamed, and archived rather than deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.principal import DEFAULT_PROJECT
from ..requests.refusals import Refusal
from ..state.identifiers import now
from . import audit, kinds
from .admin_resources import AdminResource, usual
from .seeds import seed_project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document


class Projects(AdminResource):
    """Projects, which come with an owner, roles and rate limits."""

    def equal(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Leave archived projects out, unless they are asked for."""
        return {} if query.get("include_archived") else {"status": "active"}

    def keep(self, call: ApiCall, document: Document, hidden: Document | None = None) -> Document:
        """Keep a new project and what it comes with."""
        kept = super().keep(call, document, hidden)
        seed_project(call.sandbox.store, document["id"])
        return kept

    def told_of(self, document: Mapping[str, Any]) -> Document:
        """Return a project's name, which events call its title as well."""
        told = super().told_of(document)
        return {**told, "title": told["name"]} if "name" in told else told

    def tell(self, call: ApiCall, verb: str, document: Document, details: Document) -> None:
        """Write down what was done, as of this project."""
        payload = {"id": document["id"], **details}
        audit.record(call, self.events[verb], payload, project_id=document["id"])


PROJECTS = Projects(
    kind=kinds.PROJECT,
    noun="project",
    collection="/organization/projects",
    parameter="project_id",
    prefix="proj_",
    defaults={
        "name": None,
        "archived_at": None,
        "status": "active",
        "external_key_id": None,
        "residency": "GLOBAL",
    },
    unshown=("geography",),
    events={**usual("project"), "archived": "project.archived"},
    told={"name": "name"},
)


async def archive(call: ApiCall) -> Document:
    """Close a project for good; what was done in it can still be read."""
    project = PROJECTS.find(call).document
    if project["id"] == DEFAULT_PROJECT:
        raise Refusal("The default project cannot be archived.", code="default_project")
    archived = {**project, "status": "archived", "archived_at": now()}
    call.sandbox.store.replace(PROJECTS.kind, archived)
    PROJECTS.tell(call, "archived", archived, {})
    return archived


def refuse_archived(call: ApiCall) -> None:
    """Refuse a change in a project that was archived."""
    if PROJECTS.find(call).document["status"] == "archived":
        message = f"The project {call.path['project_id']} is archived: it cannot be changed."
        raise Refusal(message, code="project_archived")


HANDLERS: dict[str, Handler] = {
    **PROJECTS.serve("create", "list", "get", "update"),
    "POST /organization/projects/{project_id}/archive": archive,
}
