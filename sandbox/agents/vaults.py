"""Vaults, and the credentials in them, whose secrets are taken and never kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..requests.refusals import Refusal, unsupported
from ..requests.resources import StoredResource
from ..requests.validation import check_fields, parse_fields
from ..state.identifiers import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...api.operations import Fields
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

# No request archives anything yet, but lists can be asked for either.
ACTIVE: Document = {"status": ["active"]}
REFRESH = {
    "client_id!": "string",
    "refresh_token!": "string",
    "token_endpoint!": "string",
    "token_endpoint_auth!": [
        "object",
        {"type!": "string =none|client_secret_basic|client_secret_post", "client_secret": "string"},
    ],
    "resource": "string|null",
    "scope": "string|null",
}
NEW_SECRETS: Mapping[str, Fields] = {
    "static_bearer": parse_fields({"mcp_server_url!": "string", "token!": "string"}),
    "mcp_oauth": parse_fields(
        {
            "mcp_server_url!": "string",
            "access_token!": "string",
            "expires_at": "string|null",
            "refresh": ["object|null", REFRESH],
        }
    ),
    "environment_variable": parse_fields(
        {
            "secret_name!": "string",
            "secret_value!": "string",
            "networking!": [
                "object",
                {"type!": "string =unrestricted|limited", "allowed_hosts": "array<string>"},
            ],
        }
    ),
}
RENEWED_SECRETS: Mapping[str, Fields] = {
    "static_bearer": parse_fields({"token!": "string"}),
    "mcp_oauth": parse_fields(
        {
            "access_token": "string|null",
            "expires_at": "string|null",
            "refresh": [
                "object|null",
                {
                    "refresh_token": "string|null",
                    "scope": "string|null",
                    "token_endpoint_auth": "object|null",
                },
            ],
        }
    ),
    "environment_variable": parse_fields({"secret_value!": "string"}),
}
# What is shown of a credential. All else that comes with it may be a secret, and is dropped.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "static_bearer": ("mcp_server_url",),
    "mcp_oauth": ("mcp_server_url", "expires_at", "refresh"),
    "environment_variable": ("secret_name", "networking"),
}
SHOWN_OF_REFRESH = ("client_id", "resource", "scope", "token_endpoint")


@dataclass(frozen=True)
class Vaults(StoredResource):
    """Vaults, which are active as long as they are there."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new vault."""
        vault = call.keeping_unknown(self.new(call.body))
        call.sandbox.store.add(self.place(call), vault, ACTIVE)
        return vault


@dataclass(frozen=True)
class Credentials(StoredResource):
    """Credentials, without what is secret in them."""

    async def create(self, call: ApiCall) -> Document:
        """Keep what may be shown of a new credential."""
        auth = call.body["auth"]
        check_secret(auth, NEW_SECRETS)
        vault_id = VAULTS.find(call).document["id"]
        told: Document = {"auth": public_part(auth), "vault_id": vault_id, "updated_at": now()}
        credential = self.new(call.body, **told)
        call.sandbox.store.add(self.place(call), credential, ACTIVE)
        return credential

    async def update(self, call: ApiCall) -> Document:
        """Take a new secret of the same type, or change the metadata."""
        credential = self.find(call).document
        changed = {**credential, "updated_at": now()}
        if "metadata" in call.body:
            changed["metadata"] = call.body["metadata"]
        if "auth" in call.body:
            changed["auth"] = renewed(credential["auth"], call.body["auth"])
        call.sandbox.store.replace(self.place(call), changed)
        return changed


def check_secret(auth: Mapping[str, Any], forms: Mapping[str, Fields]) -> None:
    """Refuse a secret of a type that there is not, or without what its type needs."""
    if auth.get("type") not in forms:
        raise unsupported(auth.get("type"), forms, "auth.type")
    check_fields(auth, forms[auth["type"]], "auth")


def public_part(auth: Mapping[str, Any]) -> Document:
    """Return what of a secret may be shown."""
    shown = {"type": auth["type"], **{name: auth.get(name) for name in SHOWN[auth["type"]]}}
    refresh = shown.get("refresh")
    if refresh is not None:
        kept = {name: refresh.get(name) for name in SHOWN_OF_REFRESH}
        shown["refresh"] = {**kept, "token_endpoint_auth": way_of(refresh)}
    return shown


def way_of(refresh: Mapping[str, Any]) -> Document:
    """Return how a client shows who it is, without its secret."""
    return {"type": refresh["token_endpoint_auth"]["type"]}


def renewed(known: Document, auth: Mapping[str, Any]) -> Document:
    """Return what may be shown of a secret that takes the place of another."""
    check_secret(auth, RENEWED_SECRETS)
    if auth["type"] != known["type"]:
        text = f"The type of a credential cannot change: it is '{known['type']}'."
        raise Refusal(text, param="auth.type", code="invalid_value")
    changed = dict(known)
    if auth.get("expires_at") is not None:
        changed["expires_at"] = auth["expires_at"]
    if auth.get("refresh") and known.get("refresh"):
        changed["refresh"] = {**known["refresh"], **changes_of_refresh(auth["refresh"])}
    return changed


def changes_of_refresh(refresh: Mapping[str, Any]) -> Document:
    """Return what changes of a refresh and may be shown."""
    changes: Document = {"scope": refresh["scope"]} if refresh.get("scope") is not None else {}
    if (refresh.get("token_endpoint_auth") or {}).get("type") is not None:
        changes["token_endpoint_auth"] = way_of(refresh)
    return changes


VAULTS = Vaults(
    kind="vault",
    noun="vault",
    collection="/vaults",
    parameter="vault_id",
    deleted_object="vault.deleted",
    prefix="vault_",
    tags=("status",),
    defaults={"name": None, "metadata": {}},
)
CREDENTIALS = Credentials(
    kind="vault.credential",
    noun="credential",
    collection="/vaults/{vault_id}/credentials",
    parameter="credential_id",
    deleted_object="vault.credential.deleted",
    parent=VAULTS,
    prefix="cred_",
    tags=("status",),
    defaults={"name": None, "metadata": {}},
)
VERBS = ("create", "list", "get", "update", "delete")
HANDLERS: dict[str, Handler] = {**VAULTS.serve(*VERBS), **CREDENTIALS.serve(*VERBS)}
