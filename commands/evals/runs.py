"""The runs of an eval: one model, tested item by item."""

from typing import Annotated, Any

from ...cli.declare.markers import Choices, Fields
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import After, Limit, Metadata
from ..shared.job_kinds import EVAL_RUN
from . import EvalId, OldestFirst, evals

runs = evals.group(
    "runs",
    "Test a model with an eval, and see how it did.",
    view=View(
        columns=(
            "id",
            "name",
            "status",
            "model",
            "result_counts.passed",
            "result_counts.failed",
            "created_at",
        ),
        spare=("model", "name"),
    ),
    package=__package__,
    modules={"output-items": "See how each item of a run came out."},
)

RunId = Annotated[str, "The run's id."]


@runs.post("/evals/{eval_id}/runs", effect="paid", job_kind=EVAL_RUN)
def create(
    eval_id: EvalId,
    data_source: Annotated[
        dict[str, Any],
        "Where the items come from, and which model answers them with which prompt; those of"
        " type jsonl bring their answers along.",
        Fields(
            type=("jsonl", "completions", "responses"),
            source=dict,
            model=str,
            input_messages=dict,
            sampling_params=dict,
        ),
    ],
    name: Annotated[str | None, "Its name."] = None,
    metadata: Metadata = None,
) -> None:
    """Begin a run of an eval.

    What the model and the grading models answer is paid for as usual. Items are kept in the run
    itself (file_content), in an uploaded file (file_id), or are stored answers.

    $ oai evals runs create eval_abc123 --name first --data-source @source.json
    $ oai evals runs create eval_abc123 --body @run.json --wait
    """


@runs.get("/evals/{eval_id}/runs", paging=Paging())
def list_(
    eval_id: EvalId,
    status: Annotated[
        str | None,
        "Only runs that are so far.",
        Choices("queued", "in_progress", "completed", "canceled", "failed"),
    ] = None,
    limit: Limit = None,
    order: OldestFirst = None,
    after: After = None,
) -> None:
    """List the runs of an eval.

    $ oai evals runs list eval_abc123 --status completed
    """


@runs.get("/evals/{eval_id}/runs/{run_id}", job_kind=EVAL_RUN)
def get(eval_id: EvalId, run_id: RunId) -> None:
    """Show one run: how far it is, its counts, and the address of its report.

    $ oai evals runs get eval_abc123 evalrun_abc123 | jq .result_counts
    """


add_wait_command(runs, EVAL_RUN)


@runs.post("/evals/{eval_id}/runs/{run_id}/cancel", effect="destroy")
def cancel(eval_id: EvalId, run_id: RunId) -> None:
    """Cancel a run that is in progress.

    $ oai evals runs cancel eval_abc123 evalrun_abc123 --yes
    """


@runs.delete("/evals/{eval_id}/runs/{run_id}")
def delete(eval_id: EvalId, run_id: RunId) -> None:
    """Delete a run with its results.

    $ oai evals runs delete eval_abc123 evalrun_abc123 --yes
    """
