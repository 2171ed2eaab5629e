"""Environments: the machines that agents work in."""

from typing import Annotated, Any, Literal

from ....cli.call import Call
from ....cli.declare.markers import Default, Fields
from ....cli.http.paging_style import Paging
from ....cli.output.view import View
from ....cli.perform import perform
from ....cli.waiting.wait_command import add_wait_command
from ...shared.fields import After, Limit, Order
from .. import agents
from ..agent_fields import IdempotencyKey, VaultIds, with_idempotency_key
from ..job_kinds import ENVIRONMENT

environments = agents.group(
    "environments",
    "Look after the machines that agents work in.",
    view=View(columns=("id", "status", "type")),
    package=__name__,
    modules={
        "files": "See and add the files in an environment.",
        "templates": "Keep what environments are made from.",
    },
)

EnvironmentId = Annotated[str, "The environment's id."]


@environments.post("/agents/environments", effect="paid", job_kind=ENVIRONMENT)
def create(
    call: Call,
    environment: Annotated[
        dict[str, Any],
        "What it is to have: type=openai_hosted, and a template, packages, files, ….",
        Fields(
            type=("openai_hosted",),
            environment_template_id=str,
            packages=dict,
            network=dict,
            files=list,
            env=dict,
            setup_commands=list,
            skills=list,
            plugins=list,
            capability_directories=list[str],
            desktop=dict,
        ),
    ],
    vault_ids: VaultIds = None,
    idempotency_key: IdempotencyKey = None,
) -> None:
    """Create an environment, for sessions to work in one after another.

    $ oai agents environments create --environment type=openai_hosted --wait
    $ oai agents environments create --environment @environment.json --vault-ids vault_1
    """
    perform(call, with_idempotency_key(call, idempotency_key))


@environments.get("/agents/environments", paging=Paging())
def list_(
    type: Annotated[
        Literal["openai_hosted"] | None, "Only environments of this type.", Default("openai_hosted")
    ] = None,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
) -> None:
    """List environments.

    $ oai agents environments list
    """


@environments.get("/agents/environments/{environment_id}", job_kind=ENVIRONMENT)
def get(environment_id: EnvironmentId) -> None:
    """Show one environment: whether it is ready, and what is in it.

    $ oai agents environments get env_abc123
    """


add_wait_command(environments, ENVIRONMENT)
