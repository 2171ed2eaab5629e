"""Roles: named sets of permissions, given to people and groups."""

from typing import Annotated

from ...cli.http.paging_style import Paging
from ..shared.fields import After, Limit
from . import org
from .fields import (
    NewPermissions,
    OldestFirst,
    Permissions,
    RoleDescription,
    RoleId,
    RoleName,
)
from .views import ROLE

roles = org.group("roles", "", view=ROLE)


@roles.post("/organization/roles")
def create(
    role_name: RoleName, permissions: Permissions, description: RoleDescription = None
) -> None:
    """Create a role from permissions.

    $ oai org roles create --role-name Auditor --permissions api.audit_logs.read
    """


@roles.get("/organization/roles", paging=Paging(largest=1000))
def list_(limit: Limit = None, order: OldestFirst = None, after: After = None) -> None:
    """List the organization's roles, those that come with it and your own.

    $ oai org roles list
    """


@roles.get("/organization/roles/{role_id}")
def get(role_id: RoleId) -> None:
    """Show one role and its permissions.

    $ oai org roles get role_abc123
    """


@roles.post("/organization/roles/{role_id}")
def update(
    role_id: RoleId,
    permissions: NewPermissions = None,
    description: RoleDescription = None,
    role_name: Annotated[str | None, "The new name."] = None,
) -> None:
    """Change a role; whoever has it is affected at once.

    $ oai org roles update role_abc123 --description "Reads the audit logs"
    """


@roles.delete("/organization/roles/{role_id}")
def delete(role_id: RoleId) -> None:
    """Delete one of your own roles; whoever had it loses its permissions.

    $ oai org roles delete role_abc123 --yes
    """
