"""Vaults: credentials that agents may use, and nobody sees again."""

from typing import Annotated

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import Choices
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit, Metadata, Order

vaults = Resource(
    "vaults",
    view=View(columns=("name", "id", "created_at", "metadata")),
    beta="agents=v1",
    package=__name__,
    modules={"credentials": "Look after the credentials in a vault."},
)

VaultId = Annotated[str, "The vault's id."]
Status = Annotated[
    list[str] | None, "Only those that are so; otherwise all.", Choices("active", "archived")
]
WithMetadata = Annotated[
    dict[str, str] | None, "Only those with these pairs; a change may take a while to count."
]


@vaults.post("/vaults")
def create(
    name: Annotated[str | None, "What to call it."] = None, metadata: Metadata = None
) -> None:
    """Create a vault, to put credentials into.

    $ oai vaults create --name tools --metadata team=search
    """


@vaults.get("/vaults", paging=Paging())
def list_(
    status: Status = None,
    metadata: WithMetadata = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List vaults.

    $ oai vaults list --status active
    """


@vaults.get("/vaults/{vault_id}")
def get(vault_id: VaultId) -> None:
    """Show one vault.

    $ oai vaults get vault_abc123
    """


@vaults.post("/vaults/{vault_id}")
def update(
    vault_id: VaultId,
    name: Annotated[str | None, "What to call it."] = None,
    metadata: Metadata = None,
) -> None:
    """Change the name or the metadata of a vault.

    $ oai vaults update vault_abc123 --name tools
    """


@vaults.delete("/vaults/{vault_id}")
def delete(vault_id: VaultId) -> None:
    """Delete a vault with all the credentials in it.

    $ oai vaults delete vault_abc123 --yes
    """
