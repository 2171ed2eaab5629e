"""Runs an eval: has a model answer each item where it should, and grades every answer.

Every item's grades are kept before the next is looked at, so a restart goes on behind them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from .eval_objects import OUTPUTS, RUNS
from .eval_samples import empty_sample, sample_row
from .eval_sources import RowError, rows
from .grader_template import VariableError
from .grading import grade, passes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..requests.call import Sandbox
    from ..state.store import Document

NO_RESULTS: Document = {"total": 0, "errored": 0, "failed": 0, "passed": 0}
COUNTED = {"pass": "passed", "fail": "failed", "error": "errored"}
WORKING = ("queued", "in_progress")


def launch(sandbox: Sandbox, run: Document) -> None:
    """Start, or take up, the work on a run."""
    sandbox.jobs.start(run["id"], EvalWork(sandbox, run["eval_id"], run["id"]).work())


def resume(sandbox: Sandbox) -> None:
    """Take up the runs that an earlier server left unfinished."""
    for record in sandbox.store.unfinished(RUNS.kind, WORKING):
        launch(sandbox, record.document)


class EvalWork:
    """The work on one run."""

    def __init__(self, sandbox: Sandbox, eval_id: str, run_id: str) -> None:
        self.sandbox = sandbox
        self.store = sandbox.store
        self.eval_id = eval_id
        self.run_id = run_id
        self.place = RUNS.within(eval_id)
        self.outputs = OUTPUTS.within(eval_id, run_id)

    def find(self, kind: str, identifier: str) -> Document:
        """Return the eval or the run as it is now."""
        record = self.store.get(kind, identifier)
        if record is None:
            raise LookupError(f"there is no {identifier}")
        return record.document

    def change(self, **changes: Any) -> None:
        """Keep a change of the run."""
        self.store.replace(self.place, {**self.find(self.place, self.run_id), **changes})

    async def work(self) -> None:
        """Do what is left to do."""
        await self.sandbox.jobs.step()
        self.change(status="in_progress")
        try:
            await self.grade_rows()
        except RowError as error:
            self.change(status="failed", error={"code": "invalid_source", "message": str(error)})
        else:
            await self.sandbox.jobs.step()
            self.change(status="completed")
        self.sandbox.blobs.delete(self.run_id)

    async def grade_rows(self) -> None:
        """Grade the rows that have no grades yet."""
        run = self.find(self.place, self.run_id)
        criteria = self.find("eval", self.eval_id)["testing_criteria"]
        graded = run["result_counts"]["total"]
        for number, row in enumerate(rows(self.sandbox, run)):
            if number >= graded:
                await asyncio.sleep(0)
                self.keep(self.output(number, row, run["data_source"], criteria))

    def output(
        self, number: int, row: Document, source: Mapping[str, Any], criteria: list[Document]
    ) -> Document:
        """Return what came of one row."""
        try:
            sample, values = sample_row(row, source)
        except VariableError as error:
            sample, values = empty_sample(str(error)), None
        results = [result(criterion, values) for criterion in criteria] if values else []
        return OUTPUTS.new(
            {},
            run_id=self.run_id,
            eval_id=self.eval_id,
            status=status_of(results),
            datasource_item_id=number,
            datasource_item=row["item"],
            results=results,
            sample=sample,
        )

    def keep(self, output: Document) -> None:
        """Keep what came of a row, and count it, both or neither."""
        with self.store.transaction():
            self.store.add(self.outputs, output)
            run = self.find(self.place, self.run_id)
            counts: Document = {**run["result_counts"]}
            counts["total"] += 1
            counts[COUNTED[output["status"]]] += 1
            self.change(
                result_counts=counts,
                per_testing_criteria_results=tally(run, output["results"]),
                per_model_usage=add_usage(run["per_model_usage"], output["sample"]),
            )


def result(criterion: Mapping[str, Any], values: Mapping[str, Any]) -> Document:
    """Return how one criterion grades a sample."""
    found = grade(criterion, values)
    passed = not found.errors and passes(criterion, found.score)
    graded: Document = {"name": criterion["id"], "type": criterion["type"], "score": found.score}
    graded = {**graded, "passed": passed, "sample": None}
    return {**graded, "error": found.errors.get("message")} if found.errors else graded


def status_of(results: list[Document]) -> str:
    """Return whether an item has passed."""
    if not results or any("error" in one for one in results):
        return "error"
    return "pass" if all(one["passed"] for one in results) else "fail"


def tally(run: Document, results: list[Document]) -> list[Document]:
    """Return how often each criterion was met by now."""
    counts = {one["testing_criteria"]: one for one in run["per_testing_criteria_results"]}
    for one in results:
        before = counts.get(one["name"]) or {"passed": 0, "failed": 0}
        met, missed = int(one["passed"]), int(not one["passed"])
        counts[one["name"]] = {
            "testing_criteria": one["name"],
            "passed": before["passed"] + met,
            "failed": before["failed"] + missed,
        }
    return list(counts.values())


def add_usage(usages: list[Document], sample: Document) -> list[Document]:
    """Return how much each model was used by now."""
    if not sample["usage"]["total_tokens"]:
        return usages
    others = [usage for usage in usages if usage["model_name"] != sample["model"]]
    before = next((usage for usage in usages if usage["model_name"] == sample["model"]), {})
    spent = {"invocation_count": 1, **sample["usage"]}
    added = {name: before.get(name, 0) + count for name, count in spent.items()}
    return [*others, {"model_name": sample["model"], **added}]
