"""API keys of a service account."""

from typing import Annotated

from .....cli.output.view import View
from ...views import point
from ..fields import AccountId, ExpiresIn, ProjectId
from . import service_accounts

api_keys = service_accounts.group("api-keys", "", view=View(text=point("value", "id")))


@api_keys.post("/organization/projects/{project_id}/service_accounts/{service_account_id}/api_keys")
def create(
    project_id: ProjectId,
    service_account_id: AccountId,
    name: Annotated[str | None, "What to call the key."] = None,
    scopes: Annotated[
        list[str] | None, "A permission that the key gives; all of the account's by default."
    ] = None,
    expires_in_seconds: ExpiresIn = None,
) -> None:
    """Create one more API key for a service account; it is shown this once and never again.

    With -t just the key is printed, to be piped to where it is kept.

    $ oai org projects service-accounts api-keys create proj_a svc_b --name ci
    """
