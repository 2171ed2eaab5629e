"""Webhook endpoints: addresses with a secret that is shown when it is made, and never again."""

from __future__ import annotations

import secrets
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..requests.refusals import Refusal
from ..requests.resources import StoredResource
from ..state.identifiers import now

if TYPE_CHECKING:
    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

DAY = 24 * 3600
SECRET_BYTES = 24


class Endpoints(StoredResource):
    """Webhook endpoints; what signs is hidden beside each."""

    async def create(self, call: ApiCall) -> Document:
        """Keep a new endpoint, and show its secret this once."""
        check_url(call.body["url"])
        made, secret = self.new(call.body), new_secret()
        made = {**made, "updated_at": made["created_at"], "signing_secret_hint": hint_of(secret)}
        document = call.keeping_unknown(made)
        call.sandbox.store.add(self.place(call), document, {"secret": secret})
        return {**document, "signing_secret": secret}

    async def update(self, call: ApiCall) -> Document:
        """Change an endpoint; one that stays as it was has not been changed."""
        if "url" in call.body:
            check_url(call.body["url"])
        known = self.find(call).document
        document = {**known, **call.body}
        if document != known:
            document["updated_at"] = now()
            call.sandbox.store.replace(self.place(call), document)
        return document


def check_url(url: str) -> None:
    """Refuse what is no address on the web."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = f"Invalid 'url': '{url}' is not an http or https URL."
        raise Refusal(message, param="url", code="invalid_url")


def new_secret() -> str:
    """Return a secret in the form of the Standard Webhooks specification."""
    return f"whsec_{b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def hint_of(secret: str) -> str:
    """Return by what a secret's owner knows it again."""
    return f"whsec_...{secret[-4:]}"


async def rotate_secret(call: ApiCall) -> Document:
    """Give an endpoint another secret; the old one signs for a day more if that is asked for."""
    record, secret = ENDPOINTS.find(call), new_secret()
    hint = {"signing_secret_hint": hint_of(secret), "updated_at": now()}
    document = {**record.document, **hint}
    hidden: Document = {"secret": secret}
    if call.body.get("keep_old_secret_active_for_24_hours"):
        hidden |= {"old_secret": record.hidden["secret"], "old_secret_until": now() + DAY}
    call.sandbox.store.replace(ENDPOINTS.place(call), document, hidden)
    return {**document, "signing_secret": secret}


async def test(call: ApiCall) -> Document:
    """Answer as if an endpoint had taken a sample of an event: the sandbox sends nothing."""
    endpoint = ENDPOINTS.find(call).document
    return {
        "object": "webhook_endpoint.test",
        "webhook_endpoint_id": endpoint["id"],
        "event_type": call.body["event_type"],
        "status_code": 200,
        "success": True,
    }


async def list_event_types(call: ApiCall) -> Document:
    """List the events that an endpoint can be told of: those that one may be made with."""
    operation, _ = call.sandbox.handlers[f"POST {ENDPOINTS.collection}"]
    taken: Any = (operation.body or {})["event_types"]
    return {"object": "list", "data": list(taken.enum)}


ENDPOINTS = Endpoints(
    kind="webhook_endpoint",
    noun="webhook endpoint",
    collection="/webhook_endpoints",
    parameter="webhook_endpoint_id",
    deleted_object="webhook_endpoint.deleted",
    prefix="whe_",
    defaults={"name": None, "url": None, "event_types": []},
)
HANDLERS: dict[str, Handler] = {
    **ENDPOINTS.serve("create", "list", "get", "update", "delete"),
    f"POST {ENDPOINTS.collection}/{{webhook_endpoint_id}}/rotate_secret": rotate_secret,
    f"POST {ENDPOINTS.collection}/{{webhook_endpoint_id}}/test": test,
    "GET /webhook_event_types": list_event_types,
}
