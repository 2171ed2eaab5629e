"""Templates: what environments are made from."""

from typing import Annotated, Any

from ....cli.declare.markers import Fields
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ...shared.fields import After, Limit, Order
from . import environments

templates = environments.group(
    "templates",
    "Keep what environments are made from.",
    view=View(
        columns=("name", "id", "network.access", "created_at", "updated_at"),
        spare=("updated_at",),
    ),
)

TemplateId = Annotated[str, "The template's id."]
TemplateName = Annotated[str | None, "What to call it."]
Packages = Annotated[
    dict[str, Any] | None,
    "What is installed, such as python=numpy,pandas system=ffmpeg.",
    Fields(npm=list[str], python=list[str], system=list[str]),
]
SetupCommands = Annotated[
    list[dict[str, Any]] | None,
    'What is run in a new environment, in order: [{"command": "make setup"}].',
]
Network = Annotated[
    dict[str, Any] | None,
    "Which hosts may be reached, such as access=restricted allowed_domains=pypi.org.",
    Fields(
        access=("enabled", "disabled", "restricted"),
        allowed_domains=list[str],
        blocked_domains=list[str],
    ),
]
Environ = Annotated[
    dict[str, str] | None, "An environment variable; secrets belong into a vault (oai vaults)."
]
Files = Annotated[
    list[dict[str, Any]] | None,
    'The files in it: [{"type": "file_id", "file_id": …, "path": "/workspace/…"}], or inline, with'
    " Base64 as data.",
]
Skills = Annotated[
    list[dict[str, Any]] | None,
    'The skills in it, by reference or inline: [{"type": "skill_reference", "skill_id": …}].',
]
Plugins = Annotated[list[dict[str, Any]] | None, "The plugins in it, each with its archive."]
CapabilityDirectories = Annotated[
    list[str] | None, "A folder in it to look for skills and plugins in."
]
Desktop = Annotated[
    dict[str, Any] | None,
    "Whether it has a desktop with a browser: enabled=true.",
    Fields(enabled=bool),
]


@templates.post("/agents/environments/templates")
def create(
    name: TemplateName = None,
    packages: Packages = None,
    setup_commands: SetupCommands = None,
    network: Network = None,
    env: Environ = None,
    files: Files = None,
    skills: Skills = None,
    plugins: Plugins = None,
    capability_directories: CapabilityDirectories = None,
    desktop: Desktop = None,
) -> None:
    """Create a template for environments.

    $ oai agents environments templates create --name analysis --packages python=pandas
    $ oai agents environments templates create --body @template.json
    """


@templates.get("/agents/environments/templates", paging=Paging())
def list_(limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List templates.

    $ oai agents environments templates list
    """


@templates.get("/agents/environments/templates/{environment_template_id}")
def get(environment_template_id: TemplateId) -> None:
    """Show one template.

    $ oai agents environments templates get envtmpl_abc123
    """


@templates.post("/agents/environments/templates/{environment_template_id}")
def update(
    environment_template_id: TemplateId,
    name: TemplateName = None,
    packages: Packages = None,
    setup_commands: SetupCommands = None,
    network: Network = None,
    env: Environ = None,
    files: Files = None,
    skills: Skills = None,
    plugins: Plugins = None,
    capability_directories: CapabilityDirectories = None,
    desktop: Desktop = None,
) -> None:
    """Change a template; environments that were made from it stay as they are.

    $ oai agents environments templates update envtmpl_abc123 --network access=disabled
    """


@templates.delete("/agents/environments/templates/{environment_template_id}")
def delete(environment_template_id: TemplateId) -> None:
    """Delete a template; environments that were made from it stay.

    $ oai agents environments templates delete envtmpl_abc123 --yes
    """
