"""Admin API keys: the keys that may manage the organization."""

from typing import Annotated

from ...cli.declare.markers import Limits
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import org
from .fields import OldestFirst
from .views import point

admin_api_keys = org.group(
    "admin-api-keys",
    "",
    view=View(columns=("id", "name", "redacted_value", "created_at", "last_used_at", "expires_at")),
)

KeyId = Annotated[str, "The admin key's id."]


@admin_api_keys.post("/organization/admin_api_keys", view=View(text=point("value", "id")))
def create(
    name: Annotated[str, "What to call the key."],
    expires_in_seconds: Annotated[
        int | None,
        "How long it works, up to a year; for ever by default.",
        Limits(minimum=1, maximum=31_536_000),
    ] = None,
) -> None:
    """Create an admin key; its value is shown this once and never again.

    $ oai org admin-api-keys create --name billing-report
    $ oai org admin-api-keys create --name ci --expires-in-seconds 86400 -t
    """


@admin_api_keys.get("/organization/admin_api_keys", paging=Paging())
def list_(limit: Limit = None, order: OldestFirst = None, after: After = None) -> None:
    """List the admin keys, their values blotted out.

    $ oai org admin-api-keys list
    $ oai org admin-api-keys list --all --fields id,name,last_used_at --format csv
    """


@admin_api_keys.get("/organization/admin_api_keys/{key_id}")
def get(key_id: KeyId) -> None:
    """Show one admin key: its owner, and when it was used last.

    $ oai org admin-api-keys get key_abc123
    """


@admin_api_keys.delete("/organization/admin_api_keys/{key_id}", confirm_by_id=True)
def delete(key_id: KeyId) -> None:
    """Delete an admin key: whatever uses it stops working at once.

    $ oai org admin-api-keys delete key_abc123 --confirm key_abc123
    """
