"""Agents: a model with its instructions and tools, kept to be put to work in sessions."""

from typing import Annotated

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import SETTING, Panel
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import OTHER, After, Limit, Metadata, Order
from ..shared.generation import TextFormat
from ..shared.suggestions import MODELS
from .agent_fields import (
    AgentName,
    Compaction,
    Experimental,
    Instructions,
    MultiAgent,
    Reasoning,
    ServiceTier,
    Tools,
)

agents = Resource(
    "agents",
    view=View(
        columns=("name", "id", "model", "reasoning.effort", "created_at", "updated_at"),
        spare=("updated_at", "reasoning.effort"),
    ),
    beta="agents=v1",
    package=__name__,
    modules={
        "sessions": "Put agents to work, and follow what they do.",
        "environments": "Look after the machines that agents work in.",
        "automations": "Let agents work at set times.",
    },
)

AgentId = Annotated[str, "The agent's id."]


@agents.post("/agents")
def create(
    model: Annotated[str, "The model that it thinks with.", MODELS, SETTING],
    name: AgentName = None,
    instructions: Instructions = None,
    tools: Tools = None,
    reasoning: Annotated[Reasoning, Panel("How it works")] = None,
    text: TextFormat = None,
    service_tier: ServiceTier = None,
    multi_agent: MultiAgent = None,
    compaction: Compaction = None,
    experimental: Experimental = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Create an agent, to be used in any number of sessions.

    $ oai agents create --model gpt-5.5 --name reviewer --instructions "Be brief."
    $ oai agents create --model gpt-5.5 --tools '[{"type": "web_search"}]'
    """


@agents.get("/agents", paging=Paging())
def list_(limit: Limit = None, order: Order = None, after: After = None) -> None:
    """List agents.

    $ oai agents list
    """


@agents.get("/agents/{agent_id}")
def get(agent_id: AgentId) -> None:
    """Show one agent.

    $ oai agents get agent_abc123
    """


@agents.post("/agents/{agent_id}")
def update(
    agent_id: AgentId,
    model: Annotated[str | None, "The model that it thinks with from now on.", MODELS] = None,
    name: AgentName = None,
    instructions: Instructions = None,
    tools: Tools = None,
    reasoning: Annotated[Reasoning, Panel("How it works")] = None,
    text: TextFormat = None,
    service_tier: ServiceTier = None,
    multi_agent: MultiAgent = None,
    compaction: Compaction = None,
    experimental: Experimental = None,
    metadata: Annotated[Metadata, OTHER] = None,
) -> None:
    """Change an agent; sessions that are there already keep what they began with.

    $ oai agents update agent_abc123 --instructions "Answer in one sentence."
    $ oai agents update agent_abc123 --reasoning effort=high
    """


@agents.delete("/agents/{agent_id}")
def delete(agent_id: AgentId) -> None:
    """Delete an agent.

    $ oai agents delete agent_abc123 --yes
    """
