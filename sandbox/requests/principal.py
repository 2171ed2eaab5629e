"""Whose key a request shows, and to which project its use is counted."""

from __future__ import annotations

from dataclasses import dataclass

OWNER = "user-sandbox-owner"
DEFAULT_PROJECT = "proj_sandbox_default"
OWN_KEY = "key_sandbox"
OWN_ADMIN_KEY = "key_sandbox_admin"


@dataclass(frozen=True)
class Principal:
    """One key's owner and project; state files have it as `asker`."""

    api_key_id: str = OWN_KEY
    user_id: str = OWNER
    project_id: str = DEFAULT_PROJECT
