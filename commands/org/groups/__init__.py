"""Groups of people, made here or by the organization's identity provider."""

from typing import Annotated

from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit
from .. import org
from ..fields import GroupId, OldestFirst

groups = org.group(
    "groups",
    "",
    view=View(columns=("id", "name", "group_type", "is_scim_managed", "created_at")),
    package=__name__,
    modules={
        "users": "See and change who is in a group.",
        "roles": "See and change the roles that a group has.",
    },
)

GroupName = Annotated[str, "The group's name, up to 255 characters."]


@groups.post("/organization/groups")
def create(name: GroupName) -> None:
    """Create an empty group.

    $ oai org groups create --name "Search team"
    """


@groups.get("/organization/groups", paging=Paging(largest=1000))
def list_(limit: Limit = None, order: OldestFirst = None, after: After = None) -> None:
    """List the organization's groups.

    $ oai org groups list
    """


@groups.get("/organization/groups/{group_id}")
def get(group_id: GroupId) -> None:
    """Show one group.

    $ oai org groups get group_abc123
    """


@groups.post("/organization/groups/{group_id}")
def update(group_id: GroupId, name: GroupName) -> None:
    """Rename a group.

    $ oai org groups update group_abc123 --name "Search and ranking"
    """


@groups.delete("/organization/groups/{group_id}")
def delete(group_id: GroupId) -> None:
    """Delete a group: its people stay, and lose what it gave them.

    $ oai org groups delete group_abc123 --yes
    """
