"""External storage: buckets in the organization's own cloud, each checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..requests.refusals import require, unsupported
from .admin_resources import AdminResource
from .projects import PROJECTS

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler, Sandbox
    from ..state.store import Document

# What each cloud has to know a bucket by.
REQUIRED = {
    "aws": ("bucket", "role_arn"),
    "azure": ("account_name", "container", "resource_group", "subscription_id", "tenant_id"),
    "gcp": (
        "bucket",
        "workload_identity_pool_id",
        "workload_identity_project_number",
        "workload_identity_provider_id",
    ),
    "oci": ("bucket", "region", "tenancy_ocid"),
}
PENDING, VALIDATED = "pending", "validated"


class ExternalStorage(AdminResource):
    """Buckets, of which each belongs to a project."""

    async def create(self, call: ApiCall) -> Document:
        """Keep where a bucket is, and begin to check it."""
        check_provider(call.body["provider"])
        project = PROJECTS.find(call, call.body["project_id"]).document
        document = self.new(call.body, geography=project["residency"])
        kept = self.keep(call, call.keeping_unknown(document))
        launch(call.sandbox, kept["id"])
        return kept

    async def delete(self, call: ApiCall) -> Document:
        """Forget a bucket; what is in it stays."""
        call.sandbox.jobs.cancel(self.find(call).document["id"])
        return await super().delete(call)


def check_provider(provider: Document) -> None:
    """Refuse a provider that does not say all that its cloud has to know."""
    if provider.get("type") not in REQUIRED:
        raise unsupported(provider.get("type"), REQUIRED, "provider.type")
    require(provider, REQUIRED[provider["type"]], "provider.")


async def validate(call: ApiCall) -> Document:
    """Check a bucket again, which takes a while."""
    document = {**EXTERNAL_STORAGE.find(call).document, "status": PENDING}
    call.sandbox.store.replace(EXTERNAL_STORAGE.kind, document)
    launch(call.sandbox, document["id"])
    return document


def launch(sandbox: Sandbox, identifier: str) -> None:
    """Start, or take up, the check of a bucket."""
    sandbox.jobs.cancel(identifier)
    sandbox.jobs.start(identifier, check(sandbox, identifier))


def resume(sandbox: Sandbox) -> None:
    """Take up the checks that an earlier server left unfinished."""
    for record in sandbox.store.unfinished(EXTERNAL_STORAGE.kind, (PENDING,)):
        launch(sandbox, record.document["id"])


async def check(sandbox: Sandbox, identifier: str) -> None:
    """Find a bucket in order, if it is still listed: the sandbox asks no cloud."""
    await sandbox.jobs.step()
    record = sandbox.store.get(EXTERNAL_STORAGE.kind, identifier)
    if record is not None:
        checked = {**record.document, "status": VALIDATED}
        sandbox.store.replace(EXTERNAL_STORAGE.kind, checked)


EXTERNAL_STORAGE = ExternalStorage(
    kind="organization.external_storage",
    noun="external storage",
    collection="/organization/external_storage",
    parameter="external_storage_id",
    prefix="es_",
    filters=("project_id",),
    defaults={"project_id": None, "provider": None, "status": PENDING},
    events={"created": "external_storage.registered", "deleted": "external_storage.removed"},
    told={"project_id": "project_id"},
)
HANDLERS: dict[str, Handler] = {
    **EXTERNAL_STORAGE.serve("create", "list", "get", "delete"),
    f"POST {EXTERNAL_STORAGE.collection}/{{external_storage_id}}/validate": validate,
}
