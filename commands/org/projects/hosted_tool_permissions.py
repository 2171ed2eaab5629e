"""Hosted tools: which of OpenAI's own a project may use."""

from typing import Annotated, Any

from ....cli.declare.markers import Fields
from ....cli.output.view import View
from . import projects
from .fields import ProjectId

hosted_tool_permissions = projects.group("hosted-tool-permissions", "", view=View())

ENABLED = Fields(enabled=bool)


@hosted_tool_permissions.get("/organization/projects/{project_id}/hosted_tool_permissions")
def get(project_id: ProjectId) -> None:
    """Show which hosted tools a project may use.

    $ oai org projects hosted-tool-permissions get proj_abc123
    """


@hosted_tool_permissions.post("/organization/projects/{project_id}/hosted_tool_permissions")
def update(
    project_id: ProjectId,
    file_search: Annotated[dict[str, Any] | None, "Search in uploaded files.", ENABLED] = None,
    web_search: Annotated[dict[str, Any] | None, "Search on the web.", ENABLED] = None,
    image_generation: Annotated[dict[str, Any] | None, "Make pictures.", ENABLED] = None,
    mcp: Annotated[dict[str, Any] | None, "Remote MCP servers.", ENABLED] = None,
    code_interpreter: Annotated[dict[str, Any] | None, "Run Python code.", ENABLED] = None,
) -> None:
    """Allow a project's requests to use hosted tools, or forbid it.

    Tools that are not named stay as they are.

    $ oai org projects hosted-tool-permissions update proj_a --mcp enabled=false
    """
