"""What a new organization has: three users, a project, the keys in use, and the usual roles."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..requests.principal import DEFAULT_PROJECT, OWN_ADMIN_KEY, OWN_KEY, OWNER, Principal
from ..state.identifiers import now
from ..text.models import SEEDED as MODELS
from . import kinds

if TYPE_CHECKING:
    from ..state.store import Document, Store

PEOPLE = {
    OWNER: ("Olivia Owner", "owner@example.com", "owner"),
    "user-sandbox-ada": ("Ada Member", "ada@example.com", "reader"),
    "user-sandbox-ben": ("Ben Member", "ben@example.com", "reader"),
}
ORGANIZATION_ROLES = {
    "owner": ["api.organization.read", "api.organization.write", "api.projects.write"],
    "reader": ["api.organization.read"],
}
PROJECT_ROLES = {
    "owner": ["api.project.read", "api.project.write", "api.model.request"],
    "member": ["api.project.read", "api.model.request"],
    "viewer": ["api.project.read"],
}
LIMITS = {"max_requests_per_1_minute": 10_000, "max_tokens_per_1_minute": 2_000_000}
OTHER_LIMITS = {
    "max_images_per_1_minute": ("image",),
    "max_audio_megabytes_per_1_minute": ("whisper", "tts"),
    "max_requests_per_1_day": ("moderation",),
    "batch_1_day_max_input_tokens": ("gpt-4", "gpt-5", "o4", "embedding"),
}
OTHER_LIMIT = 100_000


def seed_organization(store: Store) -> None:
    """Put the organization into a new state file, once."""
    if not store.is_new(kinds.USER):
        return
    with store.transaction():
        for identifier, (name, email, role) in PEOPLE.items():
            store.add(kinds.USER, user(identifier, name, email, role), {"emails": [email]})
        for name, permissions in ORGANIZATION_ROLES.items():
            store.add(kinds.ROLE, predefined_role("organization", name, permissions))
        store.add(kinds.PROJECT, default_project())
        seed_project(store, DEFAULT_PROJECT)
        seed_keys(store)


def user(identifier: str, name: str, email: str, role: str) -> Document:
    """Return a user who has been there since the sandbox was new."""
    added = now()
    account = {"id": identifier, "object": "user", "email": email, "name": name}
    return {
        "object": kinds.USER,
        "id": identifier,
        "name": name,
        "email": email,
        "role": role,
        "added_at": added,
        "is_default": identifier == OWNER,
        "created": added,
        "user": {**account, "picture": None, "enabled": True, "banned": False, "banned_at": None},
        "is_service_account": False,
        "is_scale_tier_authorized_purchaser": False,
        "is_scim_managed": False,
        "api_key_last_used_at": None,
        "technical_level": None,
        "developer_persona": None,
    }


def predefined_role(resource: str, name: str, permissions: list[str]) -> Document:
    """Return a role that every organization or project has."""
    return {
        "id": f"role-api-{resource}-{name}",
        "object": kinds.ROLE,
        "name": name,
        "description": f"What the {name} of a {resource} may do.".replace("a org", "an org"),
        "permissions": permissions,
        "resource_type": f"api.{resource}",
        "predefined_role": True,
    }


def default_project() -> Document:
    """Return the project that all is counted to unless another one is named."""
    return {
        "id": DEFAULT_PROJECT,
        "object": kinds.PROJECT,
        "name": "Default project",
        "created_at": now(),
        "archived_at": None,
        "status": "active",
        "external_key_id": None,
        "residency": "GLOBAL",
    }


def seed_project(store: Store, project_id: str) -> None:
    """Give a new project its first owner, its roles and its rate limits."""
    owner = {"id": OWNER, "object": kinds.PROJECT_USER, "role": "owner", "added_at": now()}
    store.add(f"{kinds.PROJECT_USER}/{project_id}/", owner)
    for name, permissions in PROJECT_ROLES.items():
        store.add(f"{kinds.ROLE}/{project_id}/", predefined_role("project", name, permissions))
    for model in MODELS:
        if not model.startswith("ft:"):
            store.add(f"{kinds.RATE_LIMIT}/{project_id}/", rate_limit(model))


def rate_limit(model: str) -> Document:
    """Return how much of a model a project may use at first."""
    others = {
        name: OTHER_LIMIT
        for name, families in OTHER_LIMITS.items()
        if any(family in model for family in families)
    }
    return {"object": kinds.RATE_LIMIT, "id": f"rl-{model}", "model": model, **LIMITS, **others}


def seed_keys(store: Store) -> None:
    """List the two keys that the server is started with; their values are not ours to keep."""
    made = {"name": "Sandbox key", "created_at": now(), "last_used_at": None}
    name, email, role = PEOPLE[OWNER]
    owner = {"id": OWNER, "name": name, "role": role, "created_at": now()}
    key = {
        "object": kinds.PROJECT_KEY,
        "id": OWN_KEY,
        "redacted_value": "sk-***",
        **made,
        "expires_at": None,
        "owner_project_access": "active",
        "owner": {"type": "user", "user": {**owner, "email": email}},
    }
    place = f"{kinds.PROJECT_KEY}/{DEFAULT_PROJECT}/"
    store.add(place, key, {"asker": asdict(Principal())})
    admin = {
        "object": kinds.ADMIN_KEY,
        "id": OWN_ADMIN_KEY,
        "redacted_value": "sk-***",
        **made,
        "expires_at": None,
        "owner": {"type": "user", "object": kinds.USER, **owner},
    }
    store.add(kinds.ADMIN_KEY, admin)
