"""Service accounts: members of a project that are programs."""

from typing import Annotated

from .....cli.http.paging_style import Paging
from .....cli.output.view import View
from ....shared.fields import After, Limit
from ...views import point
from .. import projects
from ..fields import ROLES, AccountId, ExpiresIn, NewName, ProjectId

service_accounts = projects.group(
    "service-accounts",
    "",
    view=View(columns=("id", "name", "role", "created_at")),
    package=__name__,
    modules={"api-keys": "Make more keys for an account."},
)


@service_accounts.post(
    "/organization/projects/{project_id}/service_accounts",
    view=View(text=point("api_key.value", "id")),
)
def create(
    project_id: ProjectId,
    name: Annotated[str, "What to call the account."],
    create_service_account_only: Annotated[
        bool | None, "Make the account alone, without a key for it."
    ] = None,
    expires_in_seconds: ExpiresIn = None,
) -> None:
    """Create a service account with an API key, which is shown this once and never again.

    With -t just the key is printed, to be piped to where it is kept.

    $ oai org projects service-accounts create proj_abc123 --name deploy
    $ oai org projects service-accounts create proj_abc123 --name ci -t >ci.key
    """


@service_accounts.get("/organization/projects/{project_id}/service_accounts", paging=Paging())
def list_(project_id: ProjectId, limit: Limit = None, after: After = None) -> None:
    """List a project's service accounts.

    $ oai org projects service-accounts list proj_abc123
    """


@service_accounts.get("/organization/projects/{project_id}/service_accounts/{service_account_id}")
def get(project_id: ProjectId, service_account_id: AccountId) -> None:
    """Show one service account, without its keys.

    $ oai org projects service-accounts get proj_abc123 svc_acct_abc123
    """


@service_accounts.post("/organization/projects/{project_id}/service_accounts/{service_account_id}")
def update(
    project_id: ProjectId,
    service_account_id: AccountId,
    name: NewName = None,
    role: Annotated[str | None, "What the account is from now on.", ROLES] = None,
) -> None:
    """Change a service account's name or role.

    $ oai org projects service-accounts update proj_a svc_acct_b --role owner
    """


@service_accounts.delete(
    "/organization/projects/{project_id}/service_accounts/{service_account_id}", confirm_by_id=True
)
def delete(project_id: ProjectId, service_account_id: AccountId) -> None:
    """Delete a service account and its keys: whatever uses them is refused from then on.

    $ oai org projects service-accounts delete proj_abc123 svc_acct_abc123
    $ oai org projects service-accounts delete proj_a svc_b --confirm svc_b
    """
