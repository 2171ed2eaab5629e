"""The kinds of jobs: how they go on and end, each said once."""

from typing import Any

from ...cli.declare.job_kind import QUICK, JobKind, ServerAccess, status_of
from ...cli.output.advice import Advice
from ...cli.waiting.job_progress import expected_end, progress_by_counts, progress_in_percent

DONE = frozenset({"completed"})
# Both spellings are the API's own, each somewhere.
LOST = frozenset({"failed", "cancelled", "canceled", "expired"})


def _why_lines_failed(server: ServerAccess, batch: Any) -> str | None:
    """Return the commonest reason that a batch's lines failed for."""
    from ..batches.runner.error_file import commonest_failure

    return commonest_failure(server, batch)


BATCH = JobKind(
    what="batch",
    shown_by=("batches", "get"),
    good=DONE,
    bad=LOST,
    progress=progress_by_counts("request_counts", "completed", "failed"),
    broken=("request_counts.failed",),
    why=_why_lines_failed,
    look_at=("batches", "results"),
)


def _resumption(job: Any) -> Advice | None:
    """A paused job goes on when somebody says so."""
    if status_of(job) != "paused":
        return None
    return Advice("The job is paused. Go on with:", ("fine-tuning", "jobs", "resume", job["id"]))


FINE_TUNING_JOB = JobKind(
    what="fine-tuning job",
    shown_by=("fine-tuning", "jobs", "get"),
    good=frozenset({"succeeded"}),
    bad=LOST,
    progress=expected_end,
    wants=_resumption,
    look_at=("fine-tuning", "jobs", "events"),
)
VECTOR_STORE = JobKind(
    what="vector store",
    shown_by=("vector-stores", "get"),
    good=DONE,
    bad=LOST,
    progress=progress_by_counts("file_counts", "completed", "failed", "cancelled"),
    broken=("file_counts.failed",),
    look_at=("vector-stores", "files", "list", "--filter", "failed"),
    pace=QUICK,
)
STORED_FILE = JobKind(
    what="file of a vector store",
    shown_by=("vector-stores", "files", "get"),
    good=DONE,
    bad=LOST,
    pace=QUICK,
)
FILE_BATCH = JobKind(
    what="file batch",
    shown_by=("vector-stores", "file-batches", "get"),
    good=DONE,
    bad=LOST,
    progress=progress_by_counts("file_counts", "completed", "failed", "cancelled"),
    broken=("file_counts.failed",),
    look_at=("vector-stores", "file-batches", "files", "--filter", "failed"),
    pace=QUICK,
)
# An answer that was cut short at the length that was allowed is an answer.
RESPONSE = JobKind(
    what="response",
    shown_by=("responses", "get"),
    good=DONE | {"incomplete"},
    bad=LOST,
    pace=QUICK,
)
EVAL_RUN = JobKind(
    what="run of an eval",
    shown_by=("evals", "runs", "get"),
    good=DONE,
    bad=LOST,
    progress=progress_by_counts("result_counts", "passed", "failed", "errored"),
    broken=("result_counts.errored",),
    look_at=("evals", "runs", "output-items", "list"),
)
VIDEO = JobKind(
    what="video",
    shown_by=("videos", "get"),
    saved_by=("videos", "download"),
    good=DONE,
    bad=LOST,
    progress=progress_in_percent,
)
