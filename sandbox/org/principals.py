"""Who asks: which key was shown, whose it is, and to which project the use is counted."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from ..requests.principal import DEFAULT_PROJECT, OWN_ADMIN_KEY, Principal
from ..requests.refusals import Refusal
from ..state import issued_keys
from ..state.identifiers import now
from . import kinds

if TYPE_CHECKING:
    from ..requests.call import Sandbox
    from ..state.store import Document, Record, Store

USE_NOTED_EVERY = 60


def identify(sandbox: Sandbox, shown: str, *, admin_only: bool) -> Principal | None:
    """Return whose key is shown, if it opens what is asked for.

    The two keys that the server was started with always do: nobody can lock himself out.
    """
    if same(shown, sandbox.admin_key):
        return use(sandbox.store, kinds.ADMIN_KEY, Principal(api_key_id=OWN_ADMIN_KEY))
    if not admin_only and same(shown, sandbox.key):
        return use(sandbox.store, f"{kinds.PROJECT_KEY}/{DEFAULT_PROJECT}/", Principal())
    return issued(sandbox.store, shown, admin_only=admin_only)


def issued(store: Store, shown: str, *, admin_only: bool) -> Principal | None:
    """Return whose key it is among those that were made here, deleted and expired ones left out."""
    kind, identifier = issued_keys.find(store, shown) or ("", "")
    record = store.get(kind, identifier)
    if record is None or (admin_only and kind != kinds.ADMIN_KEY) or has_expired(record):
        return None
    return use(store, kind, Principal(identifier, **record.hidden["asker"]))


def has_expired(record: Record) -> bool:
    """Say whether a key's time is over."""
    expires_at = record.document.get("expires_at")
    return expires_at is not None and expires_at <= now()


def use(store: Store, kind: str, principal: Principal) -> Principal:
    """Note that a key and its owner were seen; not at each request, for it costs a write."""
    note(store, kind, principal.api_key_id, "last_used_at")
    note(store, kinds.USER, principal.user_id, "api_key_last_used_at")
    return principal


def note(store: Store, kind: str, identifier: str, field: str) -> None:
    """Put the time into a field, if what it says is old."""
    record = store.get(kind, identifier)
    if record is not None and (record.document[field] or 0) + USE_NOTED_EVERY <= now():
        store.replace(kind, {**record.document, field: now()})


def in_project(store: Store, principal: Principal, wanted: str) -> Principal:
    """Return the principal in the project that the request names, or in that of the key.

    A project that the sandbox does not have is the user's real one, from the environment:
    what is meant for it is counted to the key's project.
    """
    chosen = store.get(kinds.PROJECT, wanted)
    if chosen and wanted != principal.project_id and principal.project_id != DEFAULT_PROJECT:
        message = f"The key belongs to {principal.project_id}, not to {wanted}."
        raise Refusal(message, status=401, code="mismatched_project")
    project = chosen or store.get(kinds.PROJECT, principal.project_id)
    if project is not None:
        refuse_archived(project.document)
    return Principal(principal.api_key_id, principal.user_id, wanted) if chosen else principal


def refuse_archived(project: Document) -> None:
    """Refuse a project that was archived."""
    if project["status"] == "archived":
        message = f"The project {project['id']} is archived: its keys are not accepted any more."
        raise Refusal(message, status=401, code="project_archived")


def masked(key: str) -> str:
    """Return a key by which its owner, and nobody else, knows it again."""
    return f"{key[:3]}{'*' * 8}{key[-4:]}" if len(key) > 12 else "*" * len(key)


def same(shown: str, key: str) -> bool:
    """Compare in a time that tells nothing of the key."""
    return secrets.compare_digest(shown.encode(), key.encode())
