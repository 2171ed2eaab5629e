"""Certificates: kept by the organization, and active there and in projects, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import Refusal
from . import audit
from .admin_resources import AdminResource, usual
from .pem import read_validity
from .projects import PROJECTS

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document


class Certificates(AdminResource):
    """Certificates, whose content is shown only where it is asked for."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a certificate, inactive as yet."""
        valid_at, expires_at = read_validity(call.body["certificate"])
        details = {"valid_at": valid_at, "expires_at": expires_at}
        document = self.new(call.body, certificate_details=details)
        hidden = {"content": call.body["certificate"], "active_in": []}
        kept = self.keep(call, call.keeping_unknown(document), hidden)
        return self.shown(call, kept)

    async def get(self, call: ApiCall) -> Document:
        """Answer a certificate, with its content if that is asked for."""
        shown = await super().get(call)
        if "content" in call.query.get("include", []):
            details = {**shown["certificate_details"], "content": self.find(call).hidden["content"]}
            shown = {**shown, "certificate_details": details}
        return shown

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a certificate, and whether it is active in the organization."""
        return {**document, "active": self.is_active(call, document, audit.ORGANIZATION)}

    def listed(self, call: ApiCall, document: Document) -> Document:
        """Return a certificate as it is in the organization or the project of the path."""
        active = self.is_active(call, document, level(call))
        return {**document, "object": f"{level_name(call)}.certificate", "active": active}

    def is_active(self, call: ApiCall, document: Document, place: str) -> bool:
        """Say whether a certificate is active in the organization or a project."""
        return place in self.find(call, document["id"]).hidden["active_in"]

    async def delete(self, call: ApiCall) -> Document:
        """Delete a certificate that is active nowhere."""
        record = self.find(call)
        if record.hidden["active_in"]:
            where = ", ".join(record.hidden["active_in"])
            message = f"The certificate is active in {where}: deactivate it there first."
            raise Refusal(message, code="certificate_active")
        answer = await super().delete(call)
        return {"object": answer["object"], "id": answer["id"]}

    def tell(self, call: ApiCall, verb: str, document: Document, _details: Document) -> None:
        """Write down what was done, without a layer between."""
        audit.record(call, self.events[verb], {name: document[name] for name in ("id", "name")})


CERTIFICATES = Certificates(
    kind="certificate",
    noun="certificate",
    collection="/organization/certificates",
    parameter="certificate_id",
    prefix="cert_",
    defaults={"name": None},
    events=usual("certificate"),
)


def level(call: ApiCall) -> str:
    """Return the id of what the path is about: a project, or the organization."""
    return call.path.get("project_id", audit.ORGANIZATION)


def level_name(call: ApiCall) -> str:
    """Return how the names of objects begin there."""
    return "organization.project" if "project_id" in call.path else "organization"


async def list_in_project(call: ApiCall) -> Document:
    """List the certificates as they are in a project."""
    PROJECTS.find(call)
    return await CERTIFICATES.list(call)


async def activate(call: ApiCall) -> Document:
    """Make certificates active, all of them or none."""
    return switch(call, "activation", "certificates.activated", active=True)


async def deactivate(call: ApiCall) -> Document:
    """Make certificates inactive, all of them or none."""
    return switch(call, "deactivation", "certificates.deactivated", active=False)


def switch(call: ApiCall, name: str, event: str, *, active: bool) -> Document:
    """Put certificates into one state at the level of the path."""
    records = [CERTIFICATES.find(call, wanted) for wanted in call.body["certificate_ids"]]
    for record in records:
        places = [place for place in record.hidden["active_in"] if place != level(call)]
        hidden = {**record.hidden, "active_in": [*places, level(call)] if active else places}
        call.sandbox.store.replace(CERTIFICATES.kind, record.document, hidden)
    told = [{key: record.document[key] for key in ("id", "name")} for record in records]
    audit.record(call, event, {"certificates": told})
    data = [CERTIFICATES.listed(call, record.document) for record in records]
    return {"object": f"{level_name(call)}.certificate.{name}", "data": data}


IN_PROJECT = "/organization/projects/{project_id}/certificates"
HANDLERS: dict[str, Handler] = {
    **CERTIFICATES.serve("create", "list", "get", "update", "delete"),
    "POST /organization/certificates/activate": activate,
    "POST /organization/certificates/deactivate": deactivate,
    f"GET {IN_PROJECT}": list_in_project,
    f"POST {IN_PROJECT}/activate": activate,
    f"POST {IN_PROJECT}/deactivate": deactivate,
}
