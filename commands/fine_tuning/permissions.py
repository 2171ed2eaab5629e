"""Permissions of checkpoints: which other projects of the organization may use them."""

from typing import Annotated, Literal

from ...cli.declare.markers import Default
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ..shared.fields import After, Limit
from . import fine_tuning

permissions = fine_tuning.group(
    "permissions",
    "Let other projects use a checkpoint (with an admin key).",
    description="These calls take an admin key: OPENAI_ADMIN_KEY, which a project's key is not.",
    admin_key=True,
    view=View(columns=("id", "project_id", "created_at")),
)
SHARED = View(columns=permissions.view.columns, rows=lambda answer: list(answer["data"]))

Checkpoint = Annotated[
    str,
    "The checkpoint's name, such as ft:gpt-4o-mini:org::id:ckpt-step-90.",
]


@permissions.post("/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions", view=SHARED)
def create(
    fine_tuned_model_checkpoint: Checkpoint,
    project_ids: Annotated[list[str], "The id of a project that may use it."],
) -> None:
    """Let other projects of the organization use a checkpoint.

    $ oai fine-tuning permissions create ft:gpt-4o:acme::abc --project-ids proj_1
    """


@permissions.get(
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions", paging=Paging()
)
def list_(
    fine_tuned_model_checkpoint: Checkpoint,
    project_id: Annotated[str | None, "Only the permission of this project."] = None,
    limit: Limit = None,
    order: Annotated[
        Literal["ascending", "descending"] | None,
        "Oldest or newest first.",
        Default("descending"),
    ] = None,
    after: After = None,
) -> None:
    """List which projects may use a checkpoint.

    $ oai fine-tuning permissions list ft:gpt-4o-mini:acme::abc123
    """


@permissions.delete(
    "/fine_tuning/checkpoints/{fine_tuned_model_checkpoint}/permissions/{permission_id}"
)
def delete(
    fine_tuned_model_checkpoint: Checkpoint,
    permission_id: Annotated[str, "The permission's id."],
) -> None:
    """Take a project's permission to use a checkpoint away.

    $ oai fine-tuning permissions delete ft:gpt-4o-mini:acme::abc cp_abc123 --yes
    """
