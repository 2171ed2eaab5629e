"""Workload identity: whose tokens are trusted, and as which service account they act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..requests.refusals import missing
from ..state.identifiers import now
from .admin_resources import AdminResource, usual
from .api_keys import SERVICE_ACCOUNTS
from .projects import PROJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document


class Dated(AdminResource):
    """Objects that say when they were last changed, and whose texts can be taken away again."""

    def new(self, given: Mapping[str, Any], **computed: Any) -> Document:
        """Return a new object, last changed when it was made."""
        document = super().new(given, **computed)
        return {**document, "updated_at": document["created_at"]}

    def changes(self, call: ApiCall) -> Document:
        """Return what was sent, null too, and when."""
        return {**call.body, "updated_at": now()}


class FederationRules(Dated):
    """Rules, each for a service account that there is."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new rule."""
        project = PROJECTS.find(call, call.body["project_id"]).document["id"]
        account = call.body["service_account_id"]
        if call.sandbox.store.get(SERVICE_ACCOUNTS.within(project), account) is None:
            raise missing(SERVICE_ACCOUNTS.noun, account)
        provider = IDENTITY_PROVIDERS.find(call).document["id"]
        document = self.new(call.body, workload_identity_provider_id=provider)
        return self.keep(call, call.keeping_unknown(document))


IDENTITY_PROVIDERS = Dated(
    kind="organization.workload_identity_provider",
    noun="workload identity provider",
    collection="/organization/workload_identity_providers",
    parameter="workload_identity_provider_id",
    prefix="wip_",
    defaults={
        "name": None,
        "type": "oidc",
        "issuer": None,
        "audience": None,
        "description": None,
        "enabled": True,
        "attribute_transformations": [],
        "verification": {"type": "discovery", "discovery_url": None},
    },
    events=usual("workload_identity_provider"),
    told={"name": "name"},
)
FEDERATION_RULES = FederationRules(
    kind="organization.workload_identity_federation_rule",
    noun="federation rule",
    collection=f"{IDENTITY_PROVIDERS.collection}/{{workload_identity_provider_id}}/federation_rules",
    parameter="workload_identity_federation_rule_id",
    parent=IDENTITY_PROVIDERS,
    prefix="wifr_",
    filters=("service_account_id",),
    defaults={
        "name": None,
        "description": None,
        "enabled": True,
        "attribute_matchers": {},
        "permissions": {"type": "service_account_default"},
        "project_id": None,
        "service_account_id": None,
    },
    events=usual("workload_identity_provider_mapping"),
    told={"name": "name"},
)
HANDLERS: dict[str, Handler] = {
    **IDENTITY_PROVIDERS.serve("create", "list", "get", "update", "delete"),
    **FEDERATION_RULES.serve("create", "list", "get", "update", "delete"),
}
