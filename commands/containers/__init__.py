"""Containers: the machines in which models run code."""

from typing import Annotated, Any

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import Choices, Fields, FileReference
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit, Order

containers = Resource(
    "containers",
    view=View(
        columns=("id", "name", "status", "memory_limit", "created_at", "last_active_at"),
    ),
    package=__name__,
    modules={"files": "See, add and fetch the files in a container."},
)

ContainerId = Annotated[str, "The container's id."]


@containers.post("/containers", effect="paid")
def create(
    name: Annotated[str, "What to call it."],
    file_ids: Annotated[
        list[str] | None, "The id of an uploaded file to copy into it.", FileReference("user_data")
    ] = None,
    expires_after: Annotated[
        dict[str, Any] | None,
        "When it is deleted by itself, such as anchor=last_active_at minutes=20.",
        Fields(anchor=("last_active_at",), minutes=int),
    ] = None,
    memory_limit: Annotated[
        str | None, "How much memory it has.", Choices("1g", "4g", "16g", "64g")
    ] = None,
    network_policy: Annotated[
        dict[str, Any] | None,
        "Which hosts it may reach.",
        Fields(type=("allowlist", "disabled"), allowed_domains=list),
    ] = None,
    skills: Annotated[
        list[dict[str, Any]] | None,
        "The skills to put into it, by reference or inline:"
        ' [{"type": "skill_reference", "skill_id": …}].',
    ] = None,
) -> None:
    """Create a container, which is paid for while it lives.

    $ oai containers create --name analysis --memory-limit 4g
    $ oai containers create --name analysis --file-ids file-abc123
    """


@containers.get("/containers", paging=Paging())
def list_(
    name: Annotated[str | None, "Only containers with this name."] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List containers.

    $ oai containers list
    """


@containers.get("/containers/{container_id}")
def get(container_id: ContainerId) -> None:
    """Show one container.

    $ oai containers get cntr_abc123
    """


@containers.delete("/containers/{container_id}")
def delete(container_id: ContainerId) -> None:
    """Delete a container with all the files in it.

    $ oai containers delete cntr_abc123 --yes
    """
