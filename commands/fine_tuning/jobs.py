"""Fine-tuning jobs: a model is trained on examples, and reports how it goes."""

from typing import Annotated, Any

from ...cli.call import Call
from ...cli.declare.markers import DEPRECATED, LOCAL, Choices, Fields, FileReference, Limits, Panel
from ...cli.declare.waiting_options import PollInterval, WaitTimeout
from ...cli.http.paging_style import Paging
from ...cli.output.view import View
from ...cli.perform import perform
from ...cli.waiting.wait_command import add_wait_command
from ..shared.fields import OTHER, After, Limit, Metadata
from ..shared.job_kinds import FINE_TUNING_JOB
from . import fine_tuning
from .following import follow_events

jobs = fine_tuning.group(
    "jobs",
    "Train models, and follow how that goes.",
    view=View(
        columns=("id", "status", "model", "fine_tuned_model", "created_at", "finished_at"),
        spare=("finished_at", "model"),
    ),
)

JobId = Annotated[str, "The job's id."]


@jobs.post("/fine_tuning/jobs", effect="paid", job_kind=FINE_TUNING_JOB)
def create(
    model: Annotated[
        str,
        "The model to train.",
        Choices("gpt-4o-mini", "gpt-3.5-turbo", "babbage-002", "davinci-002"),
        Panel("What is trained"),
    ],
    training_file: Annotated[
        str,
        "The id of the uploaded JSONL file with the examples (purpose fine-tune).",
        FileReference("fine-tune"),
    ],
    validation_file: Annotated[
        str | None,
        "The id of a file with other examples, to measure the progress with.",
        FileReference("fine-tune"),
    ] = None,
    suffix: Annotated[
        str | None, "Up to 64 characters to know the new model by: ft:…:SUFFIX:id."
    ] = None,
    method: Annotated[
        dict[str, Any] | None,
        "How it is trained, and with which numbers: type=dpo dpo.hyperparameters.n_epochs:=2.",
        Fields(
            type=("supervised", "dpo", "reinforcement"),
            supervised=dict,
            dpo=dict,
            reinforcement=dict,
        ),
        Panel("How it is trained"),
    ] = None,
    hyperparameters: Annotated[
        dict[str, Any] | None,
        "The numbers of supervised training, such as n_epochs=3; auto leaves one to the server."
        " Now a part of --method.",
        Fields(n_epochs=int | str, batch_size=int | str, learning_rate_multiplier=float | str),
        DEPRECATED,
    ] = None,
    seed: Annotated[
        int | None, "The same seed and settings should give the same model.", Limits(0, 2147483647)
    ] = None,
    integrations: Annotated[
        list[dict[str, Any]] | None,
        'Where to report the progress: [{"type": "wandb", "wandb": {"project": "tunes"}}].',
        OTHER,
    ] = None,
    metadata: Metadata = None,
) -> None:
    """Begin to train a model on your own examples.

    Training is paid for by the token, once for every epoch. It takes minutes to hours:
    `oai fine-tuning jobs events` tells how far it is.

    $ oai fine-tuning jobs create --model gpt-4o-mini --training-file file-abc123
    $ oai fine-tuning jobs create --model gpt-4o-mini --training-file file-1 --wait
    $ oai fine-tuning jobs create --model gpt-4o-mini --training-file @train.jsonl
    $ oai fine-tuning jobs create --body @job.json --suffix support --seed 7
    """


@jobs.get("/fine_tuning/jobs", paging=Paging())
def list_(
    metadata: Annotated[dict[str, str] | None, "Only jobs with these pairs."] = None,
    limit: Limit = None,
    after: After = None,
) -> None:
    """List jobs, the newest first.

    $ oai fine-tuning jobs list --limit 5
    $ oai fine-tuning jobs list --metadata team=search
    """


@jobs.get("/fine_tuning/jobs/{fine_tuning_job_id}", job_kind=FINE_TUNING_JOB)
def get(fine_tuning_job_id: JobId) -> None:
    """Show one job: how far it is, and the model that came of it.

    $ oai fine-tuning jobs get ftjob-abc123 | jq -r .fine_tuned_model
    """


add_wait_command(jobs, FINE_TUNING_JOB)


@jobs.post("/fine_tuning/jobs/{fine_tuning_job_id}/cancel", effect="destroy")
def cancel(fine_tuning_job_id: JobId) -> None:
    """Cancel a job, for good; to interrupt it, pause it.

    $ oai fine-tuning jobs cancel ftjob-abc123 --yes
    """


@jobs.post("/fine_tuning/jobs/{fine_tuning_job_id}/pause")
def pause(fine_tuning_job_id: JobId) -> None:
    """Pause a job; it can be resumed.

    $ oai fine-tuning jobs pause ftjob-abc123
    """


@jobs.post("/fine_tuning/jobs/{fine_tuning_job_id}/resume", effect="paid")
def resume(fine_tuning_job_id: JobId) -> None:
    """Go on with a job that was paused.

    $ oai fine-tuning jobs resume ftjob-abc123
    """


@jobs.get(
    "/fine_tuning/jobs/{fine_tuning_job_id}/events",
    paging=Paging(),
    view=View(columns=("created_at", "level", "message")),
)
def events(
    call: Call,
    fine_tuning_job_id: JobId,
    limit: Limit = None,
    after: After = None,
    follow: Annotated[
        bool | None, "Write the oldest first, and go on until the job has ended.", LOCAL
    ] = None,
    wait_timeout: WaitTimeout = None,
    poll_interval: PollInterval = None,
) -> None:
    """List what happened in a job, the newest first; or follow it.

    To --follow a job is to wait for it: the exit codes are the same. With --limit it begins
    with the last so many events.

    $ oai fine-tuning jobs events ftjob-abc123 --limit 20
    $ oai fine-tuning jobs events ftjob-abc123 --all -t --fields message
    $ oai fine-tuning jobs events ftjob-abc123 --follow -t
    """
    limited = wait_timeout is not None or poll_interval is not None
    if (limited if follow is None else follow) and not call.shows_only:
        follow_events(call, fine_tuning_job_id)
    else:
        perform(call)


@jobs.get(
    "/fine_tuning/jobs/{fine_tuning_job_id}/checkpoints",
    paging=Paging(),
    view=View(
        columns=(
            "id",
            "step_number",
            "fine_tuned_model_checkpoint",
            "metrics.full_valid_loss",
            "created_at",
        )
    ),
)
def checkpoints(fine_tuning_job_id: JobId, limit: Limit = None, after: After = None) -> None:
    """List the models that a job kept on its way; each can be asked by its name.

    $ oai fine-tuning jobs checkpoints ftjob-abc123
    """
