"""External keys: encryption keys that stay in the organization's own cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import Refusal, require
from . import audit, kinds
from .admin_resources import AdminResource

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

# What each cloud has to know a key by, and what it may be told as well.
REQUIRED = {
    "aws": ("kms_arn", "role_arn", "external_id"),
    "gcp": (
        "kms_project_id",
        "kms_key_location",
        "kms_key_ring_name",
        "kms_key_name",
        "workload_identity_project_number",
        "workload_identity_pool_id",
        "workload_identity_provider_id",
        "audience",
    ),
    "azure": ("vault_uri", "key_name", "tenant_id"),
    "oci": ("vault_ocid", "key_ocid", "region"),
}
OPTIONAL = ("kms_key_version", "key_version", "key_version_ocid")


class ExternalKeys(AdminResource):
    """Keys of which only the address is known; no cloud is asked for anything."""

    async def create(self, call: ApiCall) -> Document:
        """Keep where a key is."""
        require(call.body, REQUIRED[call.body["type"]])
        return await super().create(call)

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a key with the projects whose data it encrypts."""
        return {**document, "api_project_ids": projects_with(call, document["id"])}

    async def delete(self, call: ApiCall) -> Document:
        """Remove a key that no project has, and answer what it was."""
        key = self.shown(call, self.find(call).document)
        if key["api_project_ids"]:
            where = ", ".join(key["api_project_ids"])
            message = f"The key encrypts the data of {where}: give them another key first."
            raise Refusal(message, code="external_key_in_use")
        await super().delete(call)
        return key


def projects_with(call: ApiCall, key_id: str) -> list[str]:
    """Return the ids of the projects that a key is set for."""
    projects = (record.document for record in call.sandbox.store.all(kinds.PROJECT))
    return [each["id"] for each in projects if each["external_key_id"] == key_id]


async def validate(call: ApiCall) -> Document:
    """Check a key, which is always there: the sandbox asks no cloud."""
    EXTERNAL_KEYS.find(call)
    return {"status": "valid"}


EXTERNAL_KEYS = ExternalKeys(
    kind="organization.external_key",
    noun="external key",
    collection="/organization/external_keys",
    parameter="external_key_id",
    prefix="ek_",
    filters=("purpose",),
    defaults={
        "name": None,
        "type": None,
        "purpose": "ekm",
        "workspace_id": audit.ORGANIZATION,
        **dict.fromkeys(sum(REQUIRED.values(), OPTIONAL)),
    },
    events={"created": "external_key.registered", "deleted": "external_key.removed"},
    told={"name": "name"},
)
HANDLERS: dict[str, Handler] = {
    **EXTERNAL_KEYS.serve("create", "list", "get", "delete"),
    f"POST {EXTERNAL_KEYS.collection}/{{external_key_id}}/validate": validate,
}
