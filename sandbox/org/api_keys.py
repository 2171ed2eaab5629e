"""Keys of the administrator and of projects, and the service accounts that have keys made.

A key's value is in the answer that makes it and nowhere else: the store has its digest.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ..state import issued_keys
from ..state.identifiers import now
from . import audit, kinds
from .admin_resources import AdminResource, usual
from .principals import masked
from .projects import PROJECTS
from .users import USERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

ACCOUNT_KEY = "organization.project.service_account.api_key"


class ApiKeys(AdminResource):
    """Keys, each of which is let in from the moment that it is kept."""

    def issue(
        self, call: ApiCall, secret: str, document: Document, principal: Document
    ) -> Document:
        """Keep a new key for somebody."""
        key = {**document, "redacted_value": masked(secret)}
        self.keep(call, key, {"asker": principal})
        issued_keys.add(call.sandbox.store, secret, self.place(call), key["id"])
        return key


class AdminKeys(ApiKeys):
    """The administrator's keys."""

    async def create(self, call: ApiCall) -> Document:
        """Make a key, and show its value this once."""
        user = USERS.find(call, call.principal.user_id).document
        owner = {"type": "user", "object": kinds.USER, **owner_of(user, user["created"])}
        ends = {"expires_at": expiry(call.body), "owner": owner}
        document = call.keeping_unknown(self.new(call.body, **ends))
        secret = f"sk-admin-{secrets.token_urlsafe(36)}"
        key = self.issue(call, secret, document, {"user_id": user["id"]})
        return {**key, "value": secret}


class ProjectKeys(ApiKeys):
    """The keys of a project."""

    def equal(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Choose keys by whether their owner is still in the project."""
        access = query.get("owner_project_access", "any")
        return {} if access == "any" else {"owner_project_access": access}

    def shown(self, call: ApiCall, document: Document) -> Document:
        """Return a key; one that an earlier version made says nothing of an end."""
        return {"expires_at": None, **super().shown(call, document)}

    async def update(self, call: ApiCall) -> Document:
        """Change when a key ends, and what it may do, which no answer shows."""
        record = self.find(call)
        document, hidden = record.document, record.hidden
        if "expires_in_seconds" in call.body:
            document = {**document, "expires_at": expiry(call.body)}
        requested = {"scopes": call.body["scopes"]} if "scopes" in call.body else {}
        call.sandbox.store.replace(self.place(call), document, {**hidden, **requested})
        self.tell(call, "updated", document, {"changes_requested": requested})
        return self.shown(call, document)


ADMIN_KEYS = AdminKeys(
    kind=kinds.ADMIN_KEY,
    noun="admin API key",
    collection="/organization/admin_api_keys",
    parameter="key_id",
    order="asc",
    prefix="key_",
    defaults={"name": None, "last_used_at": None},
    events=usual("api_key"),
)
PROJECT_KEYS = ProjectKeys(
    kind=kinds.PROJECT_KEY,
    noun="API key",
    collection="/organization/projects/{project_id}/api_keys",
    parameter="api_key_id",
    parent=PROJECTS,
    prefix="key_",
    defaults={
        "name": "Secret Key",
        "last_used_at": None,
        "expires_at": None,
        "owner_project_access": "active",
    },
    events=usual("api_key"),
)


def expiry(given: Mapping[str, Any]) -> int | None:
    """Return when a key ends that lasts as long as is said; one that is not told to does not."""
    lasts = given.get("expires_in_seconds")
    return now() + lasts if lasts else None


def owner_of(person: Document, created_at: int) -> Document:
    """Return a user or a service account as keys show whose they are."""
    return {**{name: person[name] for name in ("id", "name", "role")}, "created_at": created_at}


class ServiceAccounts(AdminResource):
    """Users of a project who are programs, and have a key made for them."""

    async def create(self, call: ApiCall) -> Document:
        """Make an account and, unless it is not wanted, its first key."""
        account = await super().create(call)
        wants_none = call.body.get("create_service_account_only")
        given = {"expires_in_seconds": call.body.get("expires_in_seconds")}
        key = None if wants_none else make_account_key(call, account, given)
        return {**account, "api_key": key}

    async def delete(self, call: ApiCall) -> Document:
        """Delete an account and its keys."""
        answer = await super().delete(call)
        place = PROJECT_KEYS.place(call)
        for record in call.sandbox.store.all(place):
            if record.hidden["asker"]["user_id"] == answer["id"]:
                call.sandbox.store.delete(place, record.document["id"])
                audit.record(call, "api_key.deleted", {"id": record.document["id"]})
        return answer


SERVICE_ACCOUNTS = ServiceAccounts(
    kind=kinds.SERVICE_ACCOUNT,
    noun="service account",
    collection="/organization/projects/{project_id}/service_accounts",
    parameter="service_account_id",
    parent=PROJECTS,
    prefix="svc_acct_",
    defaults={"name": None, "role": "member"},
    events=usual("service_account"),
    told={"role": "role"},
)


def make_account_key(call: ApiCall, account: Document, given: Mapping[str, Any]) -> Document:
    """Make a key for a service account, and show its value this once."""
    owner = owner_of(account, account["created_at"])
    holder = {"type": "service_account", "service_account": owner}
    document = PROJECT_KEYS.new(given, owner=holder, expires_at=expiry(given))
    secret = f"sk-svcacct-{secrets.token_urlsafe(36)}"
    principal = {"user_id": account["id"], "project_id": call.path["project_id"]}
    key = PROJECT_KEYS.issue(call, secret, document, principal)
    shown = {name: key[name] for name in ("name", "created_at", "id", "expires_at")}
    return {"object": ACCOUNT_KEY, "value": secret, **shown}


async def create_account_key(call: ApiCall) -> Document:
    """Make another key for a service account."""
    account = SERVICE_ACCOUNTS.find(call).document
    return call.keeping_unknown(make_account_key(call, account, call.body))


HANDLERS: dict[str, Handler] = {
    **ADMIN_KEYS.serve("create", "list", "get", "delete"),
    **PROJECT_KEYS.serve("list", "get", "update", "delete"),
    **SERVICE_ACCOUNTS.serve("create", "list", "get", "update", "delete"),
    f"POST {SERVICE_ACCOUNTS.collection}/{{service_account_id}}/api_keys": create_account_key,
}
