"""Credentials: what agents show to other servers. Their secrets are never shown again."""

from typing import Annotated, Any

from ...cli.declare.markers import Fields
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit, Metadata, Order
from . import Status, VaultId, WithMetadata, vaults

credentials = vaults.group(
    "credentials",
    "Look after the credentials in a vault.",
    view=View(
        columns=("name", "id", "auth.type", "auth.mcp_server_url|auth.secret_name", "updated_at"),
        spare=("updated_at",),
    ),
)

CredentialId = Annotated[str, "The credential's id."]


@credentials.post("/vaults/{vault_id}/credentials")
def create(
    vault_id: VaultId,
    name: Annotated[str, "What to call it."],
    auth: Annotated[
        dict[str, Any],
        "The secret, and what it is for; from a file, or - for standard input, it is in no list of"
        " processes.",
        Fields(
            type=("static_bearer", "mcp_oauth", "environment_variable"),
            mcp_server_url=str,
            token=str,
            access_token=str,
            expires_at=str,
            refresh=dict,
            secret_name=str,
            secret_value=str,
            networking=dict,
        ),
    ],
    metadata: Metadata = None,
) -> None:
    """Put a credential into a vault.

    It is a bearer token or an OAuth grant for an MCP server, or an environment variable for what
    runs in an environment. Its secrets are not shown again.

    $ oai vaults credentials create vault_abc123 --name github --auth @github.json
    """


@credentials.get("/vaults/{vault_id}/credentials", paging=Paging())
def list_(
    vault_id: VaultId,
    status: Status = None,
    metadata: WithMetadata = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List the credentials in a vault, without their secrets.

    $ oai vaults credentials list vault_abc123
    """


@credentials.get("/vaults/{vault_id}/credentials/{credential_id}")
def get(vault_id: VaultId, credential_id: CredentialId) -> None:
    """Show one credential, without its secrets.

    $ oai vaults credentials get vault_abc123 cred_abc123
    """


@credentials.post("/vaults/{vault_id}/credentials/{credential_id}")
def update(
    vault_id: VaultId,
    credential_id: CredentialId,
    auth: Annotated[
        dict[str, Any] | None,
        "The new secret, of the same type; from a file, or - for standard input.",
        Fields(
            type=("static_bearer", "mcp_oauth", "environment_variable"),
            token=str,
            access_token=str,
            expires_at=str,
            refresh=dict,
            secret_value=str,
        ),
    ] = None,
    metadata: Metadata = None,
) -> None:
    """Renew the secret of a credential, or change its metadata.

    $ oai vaults credentials update vault_abc123 cred_abc123 --auth @github.json
    """


@credentials.delete("/vaults/{vault_id}/credentials/{credential_id}")
def delete(vault_id: VaultId, credential_id: CredentialId) -> None:
    """Delete a credential: agents cannot use it any more.

    $ oai vaults credentials delete vault_abc123 cred_abc123 --yes
    """
