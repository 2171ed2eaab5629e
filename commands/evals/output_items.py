"""The output items of a run: what was asked and answered, and how it was graded."""

from typing import Annotated

from ...cli.declare.markers import Choices
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import EvalId, OldestFirst
from .runs import RunId, runs

output_items = runs.group(
    "output-items",
    "See how each item of a run came out.",
    view=View(columns=("id", "status", "datasource_item_id", "results.0.name", "results.0.score")),
)


@output_items.get("/evals/{eval_id}/runs/{run_id}/output_items", paging=Paging())
def list_(
    eval_id: EvalId,
    run_id: RunId,
    status: Annotated[str | None, "Only items that came out so.", Choices("fail", "pass")] = None,
    limit: Limit = None,
    order: OldestFirst = None,
    after: After = None,
) -> None:
    """List the items of a run; the table has the first grader's name and score.

    $ oai evals runs output-items list eval_abc123 evalrun_abc123 --status fail
    $ oai evals runs output-items list eval_1 evalrun_1 --all --format jsonl
    """


@output_items.get("/evals/{eval_id}/runs/{run_id}/output_items/{output_item_id}")
def get(
    eval_id: EvalId,
    run_id: RunId,
    output_item_id: Annotated[str, "The item's id."],
) -> None:
    """Show one item: the question, the answer, and every grader's verdict.

    $ oai evals runs output-items get eval_1 evalrun_1 outputitem_1
    """
