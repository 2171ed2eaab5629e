"""Federation rules: which tokens of a provider act as which service account."""

from typing import Annotated, Any

from ....cli.declare.markers import Fields
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from ..fields import ListOrder
from . import ProviderId, workload_identity_providers

federation_rules = workload_identity_providers.group(
    "federation-rules",
    "",
    view=View(
        columns=("id", "name", "project_id", "service_account_id", "enabled", "created_at"),
    ),
)

RULES = "/organization/workload_identity_providers/{workload_identity_provider_id}/federation_rules"
RULE = f"{RULES}/{{workload_identity_federation_rule_id}}"
RuleId = Annotated[str, "The rule's id."]
Enabled = Annotated[bool | None, "Whether the rule counts at present."]
Permissions = Annotated[
    dict[str, Any] | None,
    "What it may do: type=service_account_default, or type=restricted scopes=A,B.",
    Fields(type=("service_account_default", "restricted"), scopes=list[str]),
]


@federation_rules.post(RULES)
def create(
    workload_identity_provider_id: ProviderId,
    project_id: Annotated[str, "The project of the service account."],
    service_account_id: Annotated[str, "The service account that such a token acts as."],
    attribute_matchers: Annotated[
        dict[str, Any], "What a token's claims must be, such as repository=acme/site."
    ],
    name: Annotated[str | None, "What to call the rule."] = None,
    description: Annotated[str | None, "What it is for."] = None,
    enabled: Enabled = None,
    permissions: Permissions = None,
) -> None:
    """Let tokens with certain claims act as a service account.

    $ oai org workload-identity-providers federation-rules create wip_1 --body @rule.json
    """


@federation_rules.get(RULES, paging=Paging())
def list_(
    workload_identity_provider_id: ProviderId,
    service_account_id: Annotated[str | None, "Only rules for this service account."] = None,
    limit: Limit = None,
    order: ListOrder = None,
    after: After = None,
) -> None:
    """List a provider's rules.

    $ oai org workload-identity-providers federation-rules list wip_abc123
    """


@federation_rules.get(RULE)
def get(
    workload_identity_provider_id: ProviderId, workload_identity_federation_rule_id: RuleId
) -> None:
    """Show one rule.

    $ oai org workload-identity-providers federation-rules get wip_1 rule_1
    """


@federation_rules.post(RULE)
def update(
    workload_identity_provider_id: ProviderId,
    workload_identity_federation_rule_id: RuleId,
    attribute_matchers: Annotated[
        dict[str, Any] | None, "What a token's claims must be from now on."
    ] = None,
    name: Annotated[str | None, "The new name."] = None,
    description: Annotated[str | None, "What it is for."] = None,
    enabled: Enabled = None,
    permissions: Permissions = None,
) -> None:
    """Change a rule, or switch it off.

    $ oai org workload-identity-providers federation-rules update wip_1 rule_1 --no-enabled
    """


@federation_rules.delete(RULE, confirm_by_id=True)
def delete(
    workload_identity_provider_id: ProviderId, workload_identity_federation_rule_id: RuleId
) -> None:
    """Delete a rule: tokens that it let in are turned away.

    $ oai org workload-identity-providers federation-rules delete wip_1 r_1 --confirm r_1
    """
