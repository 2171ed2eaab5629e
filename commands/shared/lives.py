"""How the things that have a life go on and end, each kind said once."""

from typing import Any

from ...cli.declare.life import QUICK, Life, ServerAccess, status_of
from ...cli.output.advice import Advice
from ...cli.waiting.how_far import counted, expected_end, percent

DONE = frozenset({"completed"})
# Both spellings are the API's own, each somewhere.
LOST = frozenset({"failed", "cancelled", "canceled", "expired"})


def _why_lines_failed(server: ServerAccess, batch: Any) -> str | None:
    """Return the commonest reason that a batch's lines failed for."""
    from ..batches.runner.error_file import commonest_failure

    return commonest_failure(server, batch)


BATCH = Life(
    what="batch",
    shown_by=("batches", "get"),
    good=DONE,
    bad=LOST,
    how_far=counted("request_counts", "completed", "failed"),
    broken=("request_counts.failed",),
    why=_why_lines_failed,
    look_at=("batches", "results"),
)


def _resumption(job: Any) -> Advice | None:
    """A paused job goes on when somebody says so."""
    if status_of(job) != "paused":
        return None
    return Advice("The job is paused. Go on with:", ("fine-tuning", "jobs", "resume", job["id"]))


FINE_TUNING_JOB = Life(
    what="fine-tuning job",
    shown_by=("fine-tuning", "jobs", "get"),
    good=frozenset({"succeeded"}),
    bad=LOST,
    how_far=expected_end,
    wants=_resumption,
    look_at=("fine-tuning", "jobs", "events"),
)
VECTOR_STORE = Life(
    what="vector store",
    shown_by=("vector-stores", "get"),
    good=DONE,
    bad=LOST,
    how_far=counted("file_counts", "completed", "failed", "cancelled"),
    broken=("file_counts.failed",),
    look_at=("vector-stores", "files", "list", "--filter", "failed"),
    pace=QUICK,
)
STORED_FILE = Life(
    what="file of a vector store",
    shown_by=("vector-stores", "files", "get"),
    good=DONE,
    bad=LOST,
    pace=QUICK,
)
FILE_BATCH = Life(
    what="file batch",
    shown_by=("vector-stores", "file-batches", "get"),
    good=DONE,
    bad=LOST,
    how_far=counted("file_counts", "completed", "failed", "cancelled"),
    broken=("file_counts.failed",),
    look_at=("vector-stores", "file-batches", "files", "--filter", "failed"),
    pace=QUICK,
)
# An answer that was cut short at the length that was allowed is an answer.
RESPONSE = Life(
    what="response",
    shown_by=("responses", "get"),
    good=DONE | {"incomplete"},
    bad=LOST,
    pace=QUICK,
)
EVAL_RUN = Life(
    what="run of an eval",
    shown_by=("evals", "runs", "get"),
    good=DONE,
    bad=LOST,
    how_far=counted("result_counts", "passed", "failed", "errored"),
    broken=("result_counts.errored",),
    look_at=("evals", "runs", "output-items", "list"),
)
VIDEO = Life(
    what="video",
    shown_by=("videos", "get"),
    saved_by=("videos", "download"),
    good=DONE,
    bad=LOST,
    how_far=percent,
)
