"""One sync, from the comparison to the result."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base import json_text
from ...base.errors import ApiError, InputError, InterruptedByUser, JobError, NetworkError
from ...cli.input.confirmation import confirm
from ...cli.output.terminal import console, is_terminal
from ...cli.output.view import View
from ...cli.session import Session
from .attachments import Attachments
from .local_files import LocalFile, PathFilter, files_below
from .store import VectorStore
from .sync_plan import SyncPlan, plan_of

if TYPE_CHECKING:
    from .unattached_files import UnattachedFiles

PLAN = View(columns=("action", "path", "bytes"))
RESULT = View(columns=("action", "path", "status", "error"))
MOST_SHOWN = 40


@dataclass(frozen=True)
class SyncOptions:
    """What a sync is to do."""

    folder: Path
    path_filter: PathFilter
    delete: bool
    plan_only: bool
    at_once: int

    def words(self) -> Iterator[str]:
        """Give them as they are typed, to be typed again."""
        yield str(self.folder)
        for pattern in self.path_filter.include:
            yield from ("--include", pattern)
        for pattern in self.path_filter.exclude:
            yield from ("--exclude", pattern)
        yield from ["--hidden"] if self.path_filter.hidden else []
        yield from [] if self.delete else ["--no-delete"]


class SyncRun:
    """A vector store, a folder, and what is to be done about the difference."""

    def __init__(self, session: Session, attachments: Attachments, options: SyncOptions) -> None:
        self._session = session
        self._attachments = attachments
        self._options = options
        self._again = ("vector-stores", "sync", attachments.store_id, *options.words())
        if attachments.chunking:
            self._again += ("--chunking-strategy", json_text.dumps(attachments.chunking))
        self._store = VectorStore(session, attachments.store_id, attachments.limits, self._again)

    def run(self) -> None:
        """Compare, show the plan, ask, and carry it out."""
        self._session.printer(RESULT, "vector-stores-sync").check()
        local = self._found()
        if self._attachments.call.shows_only:
            self._attachments.call.show(self._store.listing())
            self._session.notices.say("What is to be done depends on the answer: --plan shows it.")
        elif self._options.plan_only:
            self._show_only(self._planned(local, list(self._store.files())))
        else:
            self._run_alone(local)

    def _found(self) -> list[LocalFile]:
        """Return the files of the folder; an empty one has nothing to be found by."""
        from ...cli.output.progress import waiting

        folder, others = self._options.folder, list[str]()
        with waiting(f"Reading {folder}", self._session.settings.get("color").value):
            found = list(files_below(folder, self._options.path_filter, others=others.append))
        self._leave_out("there is nothing in it", [file.name for file in found if not file.size])
        self._leave_out("it is no file", others)
        return [file for file in found if file.size]

    def _leave_out(self, reason: str, names: list[str]) -> None:
        if names:
            self._session.notices.say(f"Left out, because {reason}: {', '.join(names)}.")

    def _planned(self, local: list[LocalFile], stored: list[dict[str, Any]]) -> SyncPlan:
        return plan_of(local, stored, delete=self._options.delete)

    def _show_only(self, plan: SyncPlan) -> None:
        self._write(PLAN, [step.row() for step in plan.steps])
        self._session.notices.say(f"{self._store.id}: {plan.told() or 'nothing to do'}.")

    def _run_alone(self, local: list[LocalFile]) -> None:
        """Do it; two runs at once would put every file there twice."""
        from .unattached_files import UnattachedFiles

        unattached = UnattachedFiles(self._session, self._store.id)
        with ExitStack() as stack:
            if not unattached.journal.hold(stack):
                raise InputError(f"Another run is syncing {self._store.id} right now.")
            stored = list(self._store.files())
            plan = self._planned(local, stored)
            self._show(plan)
            self._ask(plan)
            self._carry_out(plan, unattached, {item["id"] for item in stored})

    def _show(self, plan: SyncPlan) -> None:
        """Show what will be done: as a table to whoever is watching."""
        from ...cli.output import tables

        if self._session.options.quiet:
            return
        rows = [step.row() for step in plan.steps[:MOST_SHOWN]]
        if rows and is_terminal(sys.stderr):
            shown = console(self._session.settings.get("color").value, sys.stderr)
            tables.print_grid(shown, tables.grid(rows, PLAN.columns, exact=False))
        self._session.notices.say(f"{self._store.id}: {plan.told() or 'nothing to do'}.")

    def _ask(self, plan: SyncPlan) -> None:
        count = len(plan.of("remove"))
        if count:
            files = "1 file that is" if count == 1 else f"{count} files that are"
            question = f"Remove {files} no longer in {self._options.folder}?"
            confirm(question, self._session.options)

    def _carry_out(self, plan: SyncPlan, unattached: "UnattachedFiles", attached: set[str]) -> None:
        from .syncing import Syncing

        syncing = Syncing(self._store, self._attachments, unattached, self._options.at_once)
        try:
            wanted = [step.file for step in plan.steps if step.file]
            syncing.run(plan, unattached.take_up(wanted, attached))
        except KeyboardInterrupt:
            done = f"{len(syncing.rows)} of {len(plan.steps)} files are done"
            raise InterruptedByUser(f"Interrupted; {done}.", hint=self._way_on()) from None
        except (ApiError, NetworkError) as error:
            error.advise(self._way_on())
            raise
        self._write(RESULT, sorted(syncing.rows, key=lambda row: row["path"]))
        failed = sorted(row["path"] for row in syncing.failed)
        if failed:
            names = ", ".join(failed)
            raise JobError(f"{len(failed)} of {len(plan.steps)} files failed: {names}.")

    def _way_on(self) -> str:
        return f"Go on with: {self._session.options.command(*self._again)}"

    def _write(self, view: View, rows: list[dict[str, Any]]) -> None:
        printer = self._session.printer(view, "vector-stores-sync")
        printer.items([rows], lambda: {"object": "list", "data": rows})
