"""Evals: what a model is tested on, and how its answers are graded."""

from typing import Annotated, Any, Literal

from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import Default, Fields
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit, Metadata

evals = Resource(
    "evals",
    description="An eval says what is tested and how it is graded; a run tests one model with it.",
    view=View(columns=("id", "name", "data_source_config.type", "created_at")),
    package=__name__,
    modules={"runs": "Test a model with an eval, and see how it did."},
)

EvalId = Annotated[str, "The eval's id."]
OldestFirst = Annotated[Literal["asc", "desc"] | None, "Oldest or newest first.", Default("asc")]


@evals.post("/evals")
def create(
    data_source_config: Annotated[
        dict[str, Any],
        "What an item looks like: your own (custom, with the JSON schema of an item), or stored"
        " answers (logs, with the metadata that they have).",
        Fields(
            type=("custom", "logs"), item_schema=dict, include_sample_schema=bool, metadata=dict
        ),
    ],
    testing_criteria: Annotated[
        list[dict[str, Any]],
        "The graders: string_check, text_similarity, label_model, score_model or python. They"
        " name parts of an item {{item.field}}, and the answer {{sample.output_text}}.",
    ],
    name: Annotated[str | None, "Its name."] = None,
    metadata: Metadata = None,
) -> None:
    """Create an eval: what a model is tested on, and how its answers are graded.

    Creating it runs nothing: `oai evals runs create` does.

    $ oai evals create --name tone --body @eval.json
    """


@evals.get("/evals", paging=Paging())
def list_(
    order_by: Annotated[
        Literal["created_at", "updated_at"] | None,
        "The time that they are ordered by.",
        Default("created_at"),
    ] = None,
    limit: Limit = None,
    order: OldestFirst = None,
    after: After = None,
) -> None:
    """List evals.

    $ oai evals list --order desc --order-by updated_at
    """


@evals.get("/evals/{eval_id}")
def get(eval_id: EvalId) -> None:
    """Show one eval.

    $ oai evals get eval_abc123 | jq .testing_criteria
    """


@evals.post("/evals/{eval_id}")
def update(
    eval_id: EvalId,
    name: Annotated[str | None, "Its new name."] = None,
    metadata: Metadata = None,
) -> None:
    """Rename an eval, or change its metadata; its graders cannot be changed.

    $ oai evals update eval_abc123 --name "Tone, second try"
    """


@evals.delete("/evals/{eval_id}")
def delete(eval_id: EvalId) -> None:
    """Delete an eval.

    $ oai evals delete eval_abc123 --yes
    """
