"""A plan carried out: what is new is searchable before anything old goes."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...base.errors import OaiError
from ...cli.input.body import file_part
from ...cli.transfers.worker_pool import WorkerPool
from .attachments import Attachments
from .local_files import LocalFile
from .store import Document, VectorStore
from .sync_plan import Step, SyncPlan, attributes_of
from .unattached_files import UnattachedFiles
from .uploading import failure_of, groups, is_single, uploads

Row = dict[str, Any]


class Syncing:
    """Carries out the steps of a plan; `rows` tell what became of each so far."""

    def __init__(
        self,
        store: VectorStore,
        attachments: Attachments,
        unattached: UnattachedFiles,
        at_once: int,
    ) -> None:
        self.rows: list[Row] = []
        self._store = store
        self._attachments = attachments
        self._unattached = unattached
        self._at_once = at_once

    @property
    def failed(self) -> list[Row]:
        """What did not go well."""
        return [row for row in self.rows if row["error"] is not None]

    def run(self, plan: SyncPlan, uploaded: Mapping[str, str]) -> None:
        """Do all of it; `uploaded` are the ids of files that an earlier run has uploaded."""
        self._await(plan.of("wait"))
        for group in groups([step for step in plan.steps if step.file]):
            self._attach(self._uploaded(group, uploaded))
        self._remove(plan.of("remove"))
        self._remove([step for step in plan.of("change") if not step.file])

    def _await(self, steps: Sequence[Step]) -> None:
        if steps:
            found = self._store.await_files([str(step.waits_for) for step in steps])
            self._settle({str(step.waits_for): step for step in steps}, found)

    def _uploaded(self, steps: Sequence[Step], uploaded: Mapping[str, str]) -> dict[str, Step]:
        """Upload what is not there yet; return the steps by the id of their file."""
        found = {uploaded[step.name]: step for step in steps if step.name in uploaded}
        missing = [step for step in steps if step.name not in uploaded]
        parts = [file_part("file", _file(step).path) for step in missing]
        for outcome in uploads(self._store.session, parts, self._at_once):
            step = missing[outcome.item]
            if isinstance(outcome.error, OaiError):
                self._tell(step, None, outcome.error.message.rstrip("."))
                continue
            found[outcome.value()] = step
            self._unattached.note(_file(step), outcome.value())
        return found

    def _attach(self, uploaded: Mapping[str, Step]) -> None:
        if not uploaded:
            return
        files = {identifier: attributes_of(_file(step)) for identifier, step in uploaded.items()}
        found = self._store.attach(
            self._attachments,
            files,
            begun=lambda ids: self._unattached.attached(uploaded[each].name for each in ids),
        )
        self._settle(uploaded, found)
        self._unattached.attached(step.name for step in uploaded.values())

    def _settle(self, steps: Mapping[str, Step], found: Mapping[str, Document]) -> None:
        """Take away what is replaced, or else what failed."""
        gone: list[str] = []
        for identifier, step in steps.items():
            problem = failure_of(found.get(identifier))
            gone += [identifier] if problem else step.replaces
            self._tell(step, identifier, problem)
        self._remove_all(gone)

    def _remove(self, steps: Sequence[Step]) -> None:
        problems = self._remove_all([each for step in steps for each in step.replaces])
        for step in steps:
            found = [problems[each] for each in step.replaces if each in problems]
            self._tell(step, step.replaces[0], found[0] if found else None)

    def _remove_all(self, ids: Sequence[str]) -> dict[str, str]:
        """Remove files; return what went wrong with some of them."""
        problems = {}
        for outcome in WorkerPool(self._store.remove, ids, self._at_once):
            if not is_single(outcome.error):
                outcome.value()
            if isinstance(outcome.error, OaiError):
                problems[outcome.item] = outcome.error.message.rstrip(".")
        return problems

    def _tell(self, step: Step, identifier: str | None, problem: str | None) -> None:
        status = "removed" if step.action == "remove" else "completed"
        # What failed is gone again, and what it was to replace is still there.
        known = next(iter(step.replaces), None) if problem else identifier
        row = {**step.row(), "id": known, "status": "failed" if problem else status}
        self.rows.append({**row, "error": problem})
        if problem:
            self._store.session.notices.say(f"{step.name}: {problem}.")


def _file(step: Step) -> LocalFile:
    if step.file is None:
        raise LookupError(f"{step.name} has no file to upload")
    return step.file
