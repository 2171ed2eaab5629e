"""Graders: what rates an answer while a model is trained by reinforcement."""

from typing import Annotated, Any

from ...cli.declare.markers import POSITIONAL, TEXT, Fields
from ...cli.output.view import View
from . import fine_tuning

graders = fine_tuning.group("graders", "Try out graders before they train a model.")

Grader = Annotated[
    dict[str, Any],
    "The grader. It names parts of the item {{item.field}}, and the answer {{sample.output_text}}.",
    Fields(
        type=("string_check", "text_similarity", "python", "score_model", "multi"),
        name=str,
        input=str,
        reference=str,
        operation=("eq", "ne", "like", "ilike"),
    ),
]


@graders.post(
    "/fine_tuning/alpha/graders/run",
    effect="paid",
    view=View(text=lambda grade: str(grade["reward"])),
)
def run(
    grader: Grader,
    model_sample: Annotated[str, "The answer to rate; - is standard input.", POSITIONAL, TEXT],
    item: Annotated[
        dict[str, Any] | None, "The item that was asked about, such as answer=Paris."
    ] = None,
) -> None:
    """Rate one answer; -t prints the reward. A grader that asks a model is paid for.

    $ oai fine-tuning graders run "Paris" --grader @grader.json --item city=Paris
    """


@graders.post("/fine_tuning/alpha/graders/validate", effect="read")
def validate(grader: Grader) -> None:
    """See whether a grader is well formed, before a job is begun with it.

    $ oai fine-tuning graders validate --grader @grader.json
    """
