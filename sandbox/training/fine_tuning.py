"""Fine-tuning jobs: created, listed, paused, cancelled; `tuning_work` runs them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ..files.files import FILES
from ..requests.refusals import Refusal, absent
from ..state.identifiers import new_id, now
from ..text.models import OWNER
from .grader_forms import check_grader
from .tuning_objects import (
    INPUTS,
    JOBS,
    forget_inputs,
    keep_input,
    note,
)
from .tuning_work import launch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import ApiCall, Handler
    from ..state.store import Document

PURPOSE = "fine-tune"
AUTOMATIC: Document = dict.fromkeys(("batch_size", "learning_rate_multiplier", "n_epochs"), "auto")
ENDED = ("succeeded", "failed", "cancelled")
PAUSABLE = ("queued", "running")


async def create(call: ApiCall) -> Document:
    """Begin a job."""
    body = call.body
    files = {name: body[name] for name in INPUTS if body.get(name)}
    for name, identifier in files.items():
        check_file(call, name, identifier)
    job = call.keeping_unknown(new_job(body))
    hidden: Document = {"suffix": body.get("suffix") or "", "said": 0}
    with call.sandbox.store.transaction():
        call.sandbox.store.add(JOBS.kind, job, hidden)
        for name, identifier in files.items():
            keep_input(call.sandbox, job["id"], name, identifier)
        note(call.sandbox, job["id"], f"Created fine-tuning job: {job['id']}")
    launch(call.sandbox, job["id"])
    return job


def check_file(call: ApiCall, name: str, identifier: str) -> None:
    """Refuse a file that is not there, or not for training."""
    file = FILES.find(call, identifier).document
    if file["purpose"] != PURPOSE:
        text = f"The file {identifier} has the purpose '{file['purpose']}', not '{PURPOSE}'."
        raise Refusal(text, param=name, code="invalid_purpose")


def new_job(body: Mapping[str, Any]) -> Document:
    """Return a job of which nothing is done yet."""
    method = read_method(body)
    return {
        "id": new_id("ftjob-"),
        "object": "fine_tuning.job",
        "created_at": now(),
        "error": None,
        "fine_tuned_model": None,
        "finished_at": None,
        "hyperparameters": method[method["type"]]["hyperparameters"],
        "model": body["model"],
        "organization_id": OWNER,
        "result_files": [],
        "status": "validating_files",
        "trained_tokens": None,
        "training_file": body["training_file"],
        "validation_file": body.get("validation_file"),
        "integrations": body.get("integrations") or [],
        "seed": body.get("seed") if body.get("seed") is not None else secrets.randbits(31),
        "estimated_finish": None,
        "method": method,
        "metadata": body.get("metadata"),
    }


def read_method(body: Mapping[str, Any]) -> Document:
    """Return the method in full; hyperparameters may also stand beside it."""
    given = body.get("method") or {"type": "supervised"}
    kind = given["type"]
    settings = given.get(kind) or {}
    if kind == "reinforcement":
        if "grader" not in settings:
            raise absent("method.reinforcement.grader")
        check_grader(settings["grader"], "method.reinforcement.grader")
    chosen = {**(body.get("hyperparameters") or {}), **(settings.get("hyperparameters") or {})}
    check_hyperparameters(chosen)
    return {"type": kind, kind: {**settings, "hyperparameters": {**AUTOMATIC, **chosen}}}


def check_hyperparameters(chosen: Mapping[str, Any]) -> None:
    """Refuse what nothing can be trained by."""
    for name in AUTOMATIC:
        value = chosen.get(name, "auto")
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value != "auto" and not (is_number and value > 0):
            text = f"Invalid '{name}': expected 'auto' or a number above 0, but got {value!r}."
            raise Refusal(text, param=f"hyperparameters.{name}", code="invalid_value")


async def cancel(call: ApiCall) -> Document:
    """End a job where it stands."""
    job = JOBS.find(call).document
    if job["status"] in ENDED:
        raise refused(job, "cancel")
    call.sandbox.jobs.cancel(job["id"])
    forget_inputs(call.sandbox, job["id"])
    return change(call, job, "The job has been cancelled", status="cancelled", finished_at=now())


async def pause(call: ApiCall) -> Document:
    """Let a job rest."""
    job = JOBS.find(call).document
    if job["status"] not in PAUSABLE:
        raise refused(job, "pause")
    call.sandbox.jobs.cancel(job["id"])
    return change(call, job, "The job has been paused", status="paused")


async def resume_job(call: ApiCall) -> Document:
    """Let a job go on from where it was paused."""
    job = JOBS.find(call).document
    if job["status"] != "paused":
        raise refused(job, "resume")
    changed = change(call, job, "The job has been resumed", status="queued")
    launch(call.sandbox, job["id"])
    return changed


def change(call: ApiCall, job: Document, message: str, **changes: Any) -> Document:
    """Keep a change of a job, and an event that tells of it."""
    changed = {**job, **changes, "estimated_finish": None}
    with call.sandbox.store.transaction():
        call.sandbox.store.replace(JOBS.kind, changed)
        note(call.sandbox, job["id"], message)
    return changed


def refused(job: Document, verb: str) -> Refusal:
    """Return the refusal of what a job's status does not allow."""
    text = f"Cannot {verb} the job {job['id']}: its status is '{job['status']}'."
    return Refusal(text, code=f"invalid_status_for_{verb}")


JOB = "/fine_tuning/jobs/{fine_tuning_job_id}"
HANDLERS: dict[str, Handler] = {
    "POST /fine_tuning/jobs": create,
    f"POST {JOB}/cancel": cancel,
    f"POST {JOB}/pause": pause,
    f"POST {JOB}/resume": resume_job,
    **JOBS.serve("get"),
}
