"""Responses by several agents: those of `responses`, with what the beta adds."""

from dataclasses import replace
from functools import partial
from inspect import Parameter
from typing import Annotated, Any

from ...cli.declare.endpoint import Endpoint
from ...cli.declare.markers import Fields, Panel
from ...cli.declare.variant import add_variant
from ...cli.waiting.wait_command import add_wait_command
from ..responses import ANSWER
from ..responses import responses as settled
from ..responses.stream import ResponseReader, response_remarks
from ..shared.job_kinds import RESPONSE
from . import beta

MultiAgent = Annotated[
    dict[str, Any] | None,
    "Whether the model may share the work out, and among how many agents at once (3 unless told).",
    Fields(enabled=bool, max_concurrent_subagents=int),
    Panel("Agents"),
]
SHOWN_BY = ("beta", "responses", "get")
JOB_KIND = replace(RESPONSE, shown_by=SHOWN_BY)

responses = beta.group(
    "responses",
    beta.modules["responses"],
    description="The commands and options are those of `oai responses`. These calls go with"
    " ?beta=true and a beta header, and what they give may change.",
    beta="responses_multi_agent=v1",
)


def _declare(original: Endpoint) -> None:
    """Declare a command of `responses` again; only creating has a parameter of its own."""
    changes: dict[str, Any] = {}
    if original.view is ANSWER:
        remarks = partial(response_remarks, shown_by=SHOWN_BY)
        changes["view"] = replace(ANSWER, remarks=remarks)
    if original.reader is not None:
        changes["reader"] = partial(ResponseReader, shown_by=SHOWN_BY)
    if original.job_kind is not None:
        changes["job_kind"] = JOB_KIND
    more = (
        [Parameter("multi_agent", Parameter.KEYWORD_ONLY, default=None, annotation=MultiAgent)]
        if original.creates_job
        else []
    )
    add_variant(responses, original, "beta=true", *more, **changes)


for command in settled.commands.values():
    if isinstance(command, Endpoint):
        _declare(command)
add_wait_command(responses, JOB_KIND)
