"""The steps of a run: what it wrote, and the tools that it called."""

from typing import Annotated

from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Before, Limit, Order
from . import ThreadId
from .run_fields import StepInclude
from .runs import RunId, runs

steps = runs.group(
    "steps",
    "See what a run did, step by step.",
    view=View(columns=("id", "type", "status", "usage.total_tokens", "created_at")),
)


@steps.get("/threads/{thread_id}/runs/{run_id}/steps", paging=Paging())
def list_(
    thread_id: ThreadId,
    run_id: RunId,
    limit: Limit = None,
    order: Order = None,
    after: After = None,
    before: Before = None,
    include: StepInclude = None,
) -> None:
    """List the steps of a run: messages written and tools called.

    $ oai threads runs steps list thread_abc123 run_abc123 --order asc
    """


@steps.get("/threads/{thread_id}/runs/{run_id}/steps/{step_id}")
def get(
    thread_id: ThreadId,
    run_id: RunId,
    step_id: Annotated[str, "The step's id."],
    include: StepInclude = None,
) -> None:
    """Show one step: the message that it wrote, or the calls that it made.

    $ oai threads runs steps get thread_abc123 run_abc123 step_abc123
    """
