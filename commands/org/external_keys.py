"""External keys: encryption keys that stay in your own cloud."""

from typing import Annotated

from ...cli.declare.markers import Choices, Panel
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import org
from .fields import ListOrder

external_keys = org.group(
    "external-keys", "", view=View(columns=("id", "name", "type", "purpose", "created_at"))
)

ExternalKeyId = Annotated[str, "The external key's id."]
PURPOSES = Choices("ekm", "psp_decryption")


@external_keys.post("/organization/external_keys")
def create(
    name: Annotated[str, "What to call the key."],
    type: Annotated[str, "The cloud that holds it.", Choices("aws", "gcp", "azure", "oci")],
    purpose: Annotated[str | None, "What it is for.", PURPOSES] = None,
    kms_arn: Annotated[str | None, "The ARN of the key in KMS.", Panel("With --type aws")] = None,
    role_arn: Annotated[str | None, "The ARN of the role to assume."] = None,
    external_id: Annotated[str | None, "The external id that the role wants."] = None,
    kms_project_id: Annotated[
        str | None, "The project that holds the key.", Panel("With --type gcp")
    ] = None,
    kms_key_location: Annotated[str | None, "The key ring's location."] = None,
    kms_key_ring_name: Annotated[str | None, "The key ring."] = None,
    kms_key_name: Annotated[str | None, "The key."] = None,
    kms_key_version: Annotated[str | None, "The version of the key."] = None,
    workload_identity_project_number: Annotated[
        str | None, "The number of the project with the identity pool."
    ] = None,
    workload_identity_pool_id: Annotated[str | None, "The workload identity pool."] = None,
    workload_identity_provider_id: Annotated[str | None, "The provider in the pool."] = None,
    audience: Annotated[str | None, "The audience that the provider expects."] = None,
    vault_uri: Annotated[
        str | None, "The address of the key vault.", Panel("With --type azure")
    ] = None,
    key_name: Annotated[str | None, "The key in the vault."] = None,
    key_version: Annotated[str | None, "The version of the key."] = None,
    tenant_id: Annotated[str | None, "The tenant."] = None,
    vault_ocid: Annotated[str | None, "The vault's OCID.", Panel("With --type oci")] = None,
    key_ocid: Annotated[str | None, "The key's OCID."] = None,
    key_version_ocid: Annotated[str | None, "The OCID of the key's version."] = None,
    region: Annotated[str | None, "The region of the vault."] = None,
) -> None:
    """Register a key that stays in your own cloud; the key itself is never sent.

    Each cloud wants the options of its own heading.

    $ oai org external-keys create --name main --type azure --body @key.json
    """


@external_keys.get("/organization/external_keys", paging=Paging())
def list_(
    purpose: Annotated[str | None, "Only keys for this.", PURPOSES] = None,
    limit: Limit = None,
    order: ListOrder = None,
    after: After = None,
) -> None:
    """List the organization's external keys.

    $ oai org external-keys list
    """


@external_keys.get("/organization/external_keys/{external_key_id}")
def get(external_key_id: ExternalKeyId) -> None:
    """Show one external key.

    $ oai org external-keys get ek_abc123
    """


@external_keys.post("/organization/external_keys/{external_key_id}/validate")
def validate(external_key_id: ExternalKeyId) -> None:
    """Check that the key can be reached and used.

    $ oai org external-keys validate ek_abc123
    """


@external_keys.delete("/organization/external_keys/{external_key_id}", confirm_by_id=True)
def delete(external_key_id: ExternalKeyId) -> None:
    """Remove an external key: what it encrypted can no longer be read.

    $ oai org external-keys delete ek_abc123 --confirm ek_abc123
    """
