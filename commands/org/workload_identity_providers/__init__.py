"""Workload identity providers: who vouches for machines that come without a key."""

from typing import Annotated, Any

from ....cli.declare.markers import Choices, Fields
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from .. import org
from ..fields import ListOrder

workload_identity_providers = org.group(
    "workload-identity-providers",
    "",
    description="A machine shows a token that its own platform issued, and gets a short-lived key"
    " of this API. The provider says whose tokens count; its rules say what each may do.",
    package=__name__,
    modules={"federation-rules": "Say which tokens act as which service account."},
    view=View(columns=("id", "name", "issuer", "audience", "enabled", "created_at")),
)

ProviderId = Annotated[str, "The workload identity provider's id."]
Enabled = Annotated[bool | None, "Whether it counts at present."]
Transformations = Annotated[
    list[dict[str, Any]] | None,
    "What to make of a token's claims: objects with attribute and expression.",
]
Verification = Annotated[
    dict[str, Any] | None,
    "Where its public keys are: type=discovery discovery_url=URL, or type=uploaded_jwks jwks=JSON.",
    Fields(type=("discovery", "uploaded_jwks"), discovery_url=str, jwks=dict),
]


@workload_identity_providers.post("/organization/workload_identity_providers")
def create(
    name: Annotated[str, "What to call it."],
    type: Annotated[str, "How it vouches.", Choices("oidc")],
    issuer: Annotated[str, "The issuer in its tokens: a URL."],
    audience: Annotated[str, "The audience that its tokens must be for."],
    description: Annotated[str | None, "What it is for."] = None,
    enabled: Enabled = None,
    verification: Verification = None,
    attribute_transformations: Transformations = None,
) -> None:
    """Trust the tokens of a platform: of a CI service, a cluster, a cloud.

    $ oai org workload-identity-providers create --body @ci.json --set name=ci
    """


@workload_identity_providers.get("/organization/workload_identity_providers", paging=Paging())
def list_(limit: Limit = None, order: ListOrder = None, after: After = None) -> None:
    """List the organization's workload identity providers.

    $ oai org workload-identity-providers list
    """


@workload_identity_providers.get(
    "/organization/workload_identity_providers/{workload_identity_provider_id}"
)
def get(workload_identity_provider_id: ProviderId) -> None:
    """Show one workload identity provider.

    $ oai org workload-identity-providers get wip_abc123
    """


@workload_identity_providers.post(
    "/organization/workload_identity_providers/{workload_identity_provider_id}"
)
def update(
    workload_identity_provider_id: ProviderId,
    name: Annotated[str | None, "The new name."] = None,
    issuer: Annotated[str | None, "The new issuer."] = None,
    audience: Annotated[str | None, "The new audience."] = None,
    description: Annotated[str | None, "What it is for."] = None,
    enabled: Enabled = None,
    verification: Verification = None,
    attribute_transformations: Transformations = None,
) -> None:
    """Change a workload identity provider, or switch it off.

    $ oai org workload-identity-providers update wip_abc123 --no-enabled
    """


@workload_identity_providers.delete(
    "/organization/workload_identity_providers/{workload_identity_provider_id}", confirm_by_id=True
)
def delete(workload_identity_provider_id: ProviderId) -> None:
    """Delete a workload identity provider: its machines are turned away.

    $ oai org workload-identity-providers delete wip_1 --confirm wip_1
    """
