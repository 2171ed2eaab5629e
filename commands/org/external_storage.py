"""External storage: buckets of your own cloud in which a project's data is kept."""

from typing import Annotated, Any

from ...cli.declare.job_kind import QUICK, JobKind
from ...cli.declare.markers import Fields
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Limit
from . import org
from .fields import ListOrder

external_storage = org.group(
    "external-storage",
    "",
    view=View(
        columns=("id", "project_id", "provider.type", "provider.bucket", "status", "created_at"),
        spare=("created_at",),
    ),
)
# One that is degraded can still be used.
EXTERNAL_STORAGE = JobKind(
    what="external storage",
    shown_by=("org", "external-storage", "get"),
    good=frozenset({"validated"}),
    bad=frozenset({"degraded", "unhealthy"}),
    pace=QUICK,
)

StorageId = Annotated[str, "The external storage's id."]


@external_storage.post("/organization/external_storage", job_kind=EXTERNAL_STORAGE)
def create(
    project_id: Annotated[str, "The project whose data goes there."],
    provider: Annotated[
        dict[str, Any],
        "Where it is: type=aws bucket=NAME role_arn=ARN, or what azure, gcp or oci want.",
        Fields(
            type=("aws", "azure", "gcp", "oci"),
            bucket=str,
            role_arn=str,
            account_name=str,
            container=str,
            resource_group=str,
            subscription_id=str,
            tenant_id=str,
            workload_identity_pool_id=str,
            workload_identity_project_number=str,
            workload_identity_provider_id=str,
            region=str,
            tenancy_ocid=str,
        ),
    ],
) -> None:
    """Keep a project's data in a bucket of your own.

    $ oai org external-storage create --project-id p --provider @bucket.json --wait
    """


@external_storage.get("/organization/external_storage", paging=Paging())
def list_(
    project_id: Annotated[str | None, "Only that of this project."] = None,
    limit: Limit = None,
    order: ListOrder = None,
    after: After = None,
) -> None:
    """List the organization's external storage.

    $ oai org external-storage list
    """


@external_storage.get(
    "/organization/external_storage/{external_storage_id}", job_kind=EXTERNAL_STORAGE
)
def get(external_storage_id: StorageId) -> None:
    """Show one external storage.

    $ oai org external-storage get es_abc123
    """


add_wait_command(external_storage, EXTERNAL_STORAGE)


@external_storage.post(
    "/organization/external_storage/{external_storage_id}/validate", job_kind=EXTERNAL_STORAGE
)
def validate(external_storage_id: StorageId) -> None:
    """Check that the bucket can be reached, written and read.

    $ oai org external-storage validate es_abc123 --wait
    """


@external_storage.delete("/organization/external_storage/{external_storage_id}", confirm_by_id=True)
def delete(external_storage_id: StorageId) -> None:
    """Remove an external storage; what is in the bucket stays there.

    $ oai org external-storage delete es_abc123 --confirm es_abc123
    """
