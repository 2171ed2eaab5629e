"""Assistants: a model with instructions, tools and files, kept on the server."""

from typing import Annotated

from ..cli.declare.deprecation import Deprecation
from ..cli.declare.endpoint import Resource
from ..cli.declare.markers import Panel
from ..cli.http.paging_style import Paging
from ..cli.output.view import View
from .shared import generation
from .shared.assistant_fields import (
    AssistantId,
    AssistantName,
    Description,
    Instructions,
    OtherModel,
    ReasoningEffort,
    ResponseFormat,
    ToolResources,
    Tools,
)
from .shared.fields import OTHER, After, Before, Limit, Metadata, Order

assistants = Resource(
    "assistants",
    description="They speak in threads: see oai threads --help. New programs use oai responses.",
    view=View(columns=("id", "name", "model", "description", "created_at")),
    beta="assistants=v2",
    deprecated=Deprecation("responses"),
)


@assistants.post("/assistants")
def create(
    model: Annotated[generation.Model, Panel("Who it is")],
    name: AssistantName = None,
    description: Description = None,
    instructions: Instructions = None,
    tools: Annotated[Tools, Panel("What it can use")] = None,
    tool_resources: ToolResources = None,
    reasoning_effort: Annotated[ReasoningEffort, Panel("How it answers")] = None,
    temperature: generation.Temperature = None,
    top_p: generation.TopP = None,
    response_format: ResponseFormat = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Create an assistant.

    It takes up to 128 tools. Creating it costs nothing; its runs do.

    $ oai assistants create --model gpt-4.1 --name Poet --instructions "Rhyme."
    $ oai assistants create --model gpt-4.1 --tools '[{"type": "file_search"}]'
    """


@assistants.get("/assistants", paging=Paging())
def list_(
    limit: Limit = None, order: Order = None, after: After = None, before: Before = None
) -> None:
    """List assistants.

    $ oai assistants list
    $ oai assistants list --all --fields id,name,model --format csv
    """


@assistants.get("/assistants/{assistant_id}")
def get(assistant_id: AssistantId) -> None:
    """Show one assistant: its model, instructions and tools.

    $ oai assistants get asst_abc123
    $ oai assistants get asst_abc123 | jq -r .instructions
    """


@assistants.post("/assistants/{assistant_id}")
def update(
    assistant_id: AssistantId,
    model: Annotated[OtherModel, Panel("Who it is")] = None,
    name: AssistantName = None,
    description: Description = None,
    instructions: Instructions = None,
    tools: Annotated[Tools, Panel("What it can use")] = None,
    tool_resources: ToolResources = None,
    reasoning_effort: Annotated[ReasoningEffort, Panel("How it answers")] = None,
    temperature: generation.Temperature = None,
    top_p: generation.TopP = None,
    response_format: ResponseFormat = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Change an assistant; what is not named stays as it is.

    A list of tools replaces the whole list that was there before.

    $ oai assistants update asst_abc123 --model gpt-4.1-mini
    $ oai assistants update asst_abc123 --instructions - < instructions.txt
    """


@assistants.delete("/assistants/{assistant_id}")
def delete(assistant_id: AssistantId) -> None:
    """Delete an assistant; the threads that it spoke in stay.

    $ oai assistants delete asst_abc123 --yes
    """
