"""Runs a fine-tuning job: checks its files, trains in steps, and leaves a model behind.

How far it has come is kept with every step, so that a restart goes on from there.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..files.files import add_file
from ..state.identifiers import new_id, now
from ..text.models import OWNER
from ..text.tokens import count_tokens
from .learner import Learner, metrics
from .training_files import FEWEST_EXAMPLES, InvalidFileError, read_examples
from .tuning_objects import CHECKPOINTS, JOBS, forget_inputs, input_owner, note

if TYPE_CHECKING:
    from ..requests.call import Sandbox
    from ..state.store import Document, Record
    from .training_files import Examples

WORKING = ("validating_files", "queued", "running")
REPORTS, KEPT_CHECKPOINTS = 10, 3
USUAL_EPOCHS, USUAL_RATE, EXAMPLES_PER_BATCH = 3, 1.8, 256
COLUMNS = ("step", "train_loss", "train_accuracy", "valid_loss", "valid_mean_token_accuracy")
MEASURES = (
    "step",
    "train_loss",
    "train_mean_token_accuracy",
    "valid_loss",
    "valid_mean_token_accuracy",
)


def launch(sandbox: Sandbox, identifier: str) -> None:
    """Start, or take up, the work on a job."""
    sandbox.jobs.start(identifier, TuningWork(sandbox, identifier).run())


def resume(sandbox: Sandbox) -> None:
    """Take up the jobs that an earlier server left unfinished."""
    for record in sandbox.store.unfinished(JOBS.kind, WORKING):
        launch(sandbox, record.document["id"])


@dataclass(frozen=True)
class TrainingPlan:
    """How many steps a training has."""

    epochs: int
    steps_per_epoch: int

    @property
    def steps(self) -> int:
        """How many steps there are in all."""
        return self.epochs * self.steps_per_epoch

    def reports(self) -> list[int]:
        """Return the steps that are told of: some, and the last of every epoch."""
        told = {math.ceil(self.steps * part / REPORTS) for part in range(1, REPORTS + 1)}
        return sorted(told | set(self.checkpoints()))

    def checkpoints(self) -> list[int]:
        """Return the steps after which the model is kept: the ends of the last epochs."""
        last = range(max(self.epochs - KEPT_CHECKPOINTS, 0) + 1, self.epochs + 1)
        return [epoch * self.steps_per_epoch for epoch in last]


class TuningWork:
    """The work on one job."""

    def __init__(self, sandbox: Sandbox, identifier: str) -> None:
        self.sandbox = sandbox
        self.store = sandbox.store
        self.identifier = identifier

    def record(self) -> Record:
        """Return the job as it is now, with what is kept beside it."""
        record = self.store.get(JOBS.kind, self.identifier)
        if record is None:
            raise LookupError(f"there is no fine-tuning job {self.identifier}")
        return record

    def change(self, message: str, hidden: Document | None = None, **changes: Any) -> None:
        """Keep a change of the job, and an event that tells of it."""
        with self.store.transaction():
            record = self.record()
            kept = {**record.hidden, **(hidden or {})}
            self.store.replace(JOBS.kind, {**record.document, **changes}, kept)
            note(self.sandbox, self.identifier, message)

    async def run(self) -> None:
        """Do what is left to do, from wherever it stands."""
        if self.record().document["status"] == "validating_files":
            note(self.sandbox, self.identifier, f"Validating training file: {self.training_file}")
            await self.sandbox.jobs.step()
        try:
            training, validation = self.read("training_file"), self.read("validation_file")
        except InvalidFileError as error:
            self.fail(error)
            return
        if training is None:
            raise LookupError(f"{self.identifier} has no training file")
        if self.record().document["status"] == "validating_files":
            self.queue(training)
        await self.train(training, validation)

    @property
    def training_file(self) -> str:
        """The id of what is trained on."""
        return str(self.record().document["training_file"])

    def read(self, name: str) -> Examples | None:
        """Return what is in one of the job's files, if it has that file."""
        job = self.record().document
        if job[name] is None:
            return None
        lines = self.sandbox.blobs.lines(input_owner(self.identifier, name))
        fewest = FEWEST_EXAMPLES if name == "training_file" else 1
        try:
            return read_examples(lines, job["method"]["type"], job["model"], fewest=fewest)
        except InvalidFileError as error:
            raise InvalidFileError(str(error), name) from error

    def fail(self, problem: InvalidFileError) -> None:
        """End the job, and say why."""
        error = {"code": f"invalid_{problem.param}", "message": str(problem)}
        with self.store.transaction():
            failed: Document = {**self.record().document, "status": "failed", "finished_at": now()}
            failed["error"] = {**error, "param": problem.param}
            self.store.replace(JOBS.kind, failed)
            note(self.sandbox, self.identifier, str(problem), level="error")
            forget_inputs(self.sandbox, self.identifier)

    def queue(self, training: Examples) -> None:
        """Settle what was left to be chosen, and queue the job."""
        job = self.record().document
        chosen = settled(job["hyperparameters"], training.count)
        method = job["method"]
        settings = {**method[method["type"]], "hyperparameters": chosen}
        self.change(
            "Files validated, moving job to queued state",
            status="queued",
            hyperparameters=chosen,
            method={**method, method["type"]: settings},
        )

    async def train(self, training: Examples, validation: Examples | None) -> None:
        """Train from the step that was last told of."""
        if self.record().document["status"] == "queued":
            await self.sandbox.jobs.step()
            self.change("Fine-tuning job started", status="running")
        chosen = self.record().document["hyperparameters"]
        plan = TrainingPlan(
            int(chosen["n_epochs"]), math.ceil(training.count / int(chosen["batch_size"]))
        )
        learner = Learner(training.texts)
        checked = validation.texts if validation else None
        for step in plan.reports():
            if step > self.record().hidden["said"]:
                await self.sandbox.jobs.step()
                self.report(plan, metrics(learner, checked, step, step / plan.steps_per_epoch))
        self.finish(plan.epochs * sum(map(count_tokens, training.texts)))

    def report(self, plan: TrainingPlan, measured: Document) -> None:
        """Tell of a step, and keep the model at the end of an epoch."""
        step = measured["step"]
        message = f"Step {step}/{plan.steps}: training loss={measured['train_loss']:.2f}"
        if "valid_loss" in measured:
            message += f", validation loss={measured['valid_loss']:.2f}"
        with self.store.transaction():
            record = self.record()
            rows = [*record.hidden.get("rows", []), measured]
            hidden = {**record.hidden, "said": step, "rows": rows}
            name = record.hidden.get("model_name") or self.new_name(record)
            self.store.replace(JOBS.kind, record.document, {**hidden, "model_name": name})
            data = {"total_steps": plan.steps, **measured}
            note(self.sandbox, self.identifier, message, kind="metrics", data=data)
            if step in plan.checkpoints() and step != plan.steps:
                self.keep_checkpoint(f"{name}:ckpt-step-{step}", measured)
            elif step == plan.steps:
                self.keep_checkpoint(name, measured)

    def new_name(self, record: Record) -> str:
        """Return the name of the model that comes of the job."""
        organization = OWNER.removeprefix("org-")
        suffix = record.hidden["suffix"]
        base = record.document["model"]
        base = ":".join(base.split(":")[1:2]) if base.startswith("ft:") else base
        return f"ft:{base}:{organization}:{suffix}:{secrets.token_hex(4)}"

    def keep_checkpoint(self, name: str, measured: Document) -> None:
        """Keep the model as it is after a step; it can be used at once."""
        step = measured["step"]
        checkpoint = {
            "id": new_id("ftckpt_"),
            "created_at": now(),
            "fine_tuned_model_checkpoint": name,
            "step_number": step,
            "metrics": measured,
            "fine_tuning_job_id": self.identifier,
            "object": "fine_tuning.job.checkpoint",
        }
        model = {"id": name, "object": "model", "created": now(), "owned_by": OWNER}
        self.store.add(CHECKPOINTS.within(self.identifier), checkpoint)
        self.store.add("model", model)
        note(self.sandbox, self.identifier, f"Checkpoint created at step {step}")

    def finish(self, tokens: int) -> None:
        """Write the results and end the job, all or nothing."""
        with self.store.transaction():
            name = self.record().hidden["model_name"]
            note(self.sandbox, self.identifier, f"New fine-tuned model created: {name}")
            self.change(
                "The job has successfully completed",
                status="succeeded",
                fine_tuned_model=name,
                finished_at=now(),
                trained_tokens=tokens,
                result_files=[self.write_results()],
            )
            forget_inputs(self.sandbox, self.identifier)

    def write_results(self) -> str:
        """Write what was measured as CSV, and return the file's id."""
        rows = self.record().hidden["rows"]
        lines = [",".join(COLUMNS)]
        lines += [",".join(str(row.get(name, "")) for name in MEASURES) for row in rows]
        owner = new_id("incoming-")
        with self.sandbox.blobs.writer(owner) as writer:
            writer.write("\n".join([*lines, ""]).encode())
        file = add_file(
            self.sandbox,
            filename="step_metrics.csv",
            purpose="fine-tune-results",
            sources=(owner,),
        )
        return str(file["id"])


def settled(chosen: Document, examples: int) -> Document:
    """Return the hyperparameters with a number for each that was left to be chosen."""
    usual: Document = {
        "n_epochs": USUAL_EPOCHS,
        "batch_size": max(1, examples // EXAMPLES_PER_BATCH),
        "learning_rate_multiplier": USUAL_RATE,
    }
    return {
        name: usual[name] if value == "auto" and name in usual else value
        for name, value in chosen.items()
    }
