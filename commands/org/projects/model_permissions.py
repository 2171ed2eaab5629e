"""Model permissions: which models a project may use."""

from typing import Annotated

from ....cli.declare.markers import POSITIONAL, Choices
from ....cli.output.view import View
from ...shared.suggestions import MODELS
from . import projects
from .fields import ProjectId

model_permissions = projects.group("model-permissions", "", view=View())


@model_permissions.get("/organization/projects/{project_id}/model_permissions")
def get(project_id: ProjectId) -> None:
    """Show which models a project may use, or may not.

    $ oai org projects model-permissions get proj_abc123
    """


@model_permissions.post("/organization/projects/{project_id}/model_permissions")
def update(
    project_id: ProjectId,
    model_ids: Annotated[list[str], "A model to put on the list.", MODELS, POSITIONAL],
    mode: Annotated[
        str, "Allow only these models, or all others.", Choices("allow_list", "deny_list")
    ],
) -> None:
    """Set the list of models that a project may use, or may not; the old list is replaced.

    $ oai org projects model-permissions update proj_a gpt-5.1 --mode allow_list
    """


@model_permissions.delete("/organization/projects/{project_id}/model_permissions")
def delete(project_id: ProjectId) -> None:
    """Delete the list: the project may use every model again.

    $ oai org projects model-permissions delete proj_abc123 --yes
    """
