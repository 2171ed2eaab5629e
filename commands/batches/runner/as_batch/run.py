"""Running an input as batches, from its check to the results in its order."""

import tempfile
from typing import TYPE_CHECKING

from .....base.formatting import count
from .....cli.waiting.ending import failure_reason
from .....cli.waiting.polled_job import PolledJob
from .....cli.waiting.polling import wait_for_jobs
from .....cli.waiting.status_requests import request_for
from ....shared.job_kinds import BATCH
from ..batch_results import result_of
from ..counts import went_well
from ..input.scan import Scan, scan_file
from ..merge_results import lines_of, ordered, paired, write_results
from ..opening import ActiveRun, RunOptions, add_round, open_run, scan_input
from ..preview import plan
from ..run_state import Run, private_file
from ..summary import already_done, retry_message, write_summary
from .submission import Submission, create_request

if TYPE_CHECKING:
    from .....cli.session import Session


def run_batches(session: "Session", options: RunOptions) -> None:
    """Run an input, or go on where an earlier command was stopped; write and sum up the results."""
    if session.options.shows_only:
        plan(session, scan_input(session, options.input, options.split), options)
        return
    with open_run(session, options, _options(session, options)) as active:
        if options.retry_failed and active.run.summary is not None:
            _add_failures(session, options, active)
        if active.run.summary is not None and already_done(session, active):
            return
        _wait_for_batches(session, options, active)
        counts = write_results(session, active)
        batches = {"endpoint": active.run.url, "batch_ids": active.run.batch_ids}
        active.run.finish(counts.summary(str(active.target), **batches))
        write_summary(session, active)


def _options(session: "Session", options: RunOptions) -> dict[str, object]:
    """Return what makes a run another one, by the names of the options."""
    request = create_request(session, "", "", **options.given)
    own = {name: value for name, value in request.body.items() if value != ""}
    return {**own, "max_lines": options.split.lines, "max_bytes": options.split.bytes}


def _wait_for_batches(session: "Session", options: RunOptions, active: ActiveRun) -> None:
    """Submit what is not there yet, and wait for the end of all."""
    number = len(active.run.rounds) - 1
    pieces = active.run.rounds[number].pieces
    missing = [piece for piece in pieces if piece.batch_id is None]
    if missing:
        submission = Submission(session, active.run, _source(options, active), options.given)
        for piece in missing:
            submission.submit(piece)
            session.notices.say(
                f"{piece.batch_id}: batch {pieces.index(piece) + 1} of {len(pieces)},"
                f" with {count(piece.cut.lines, 'line')}."
            )
    _wait(session, options, active.run, number)


def _source(options: RunOptions, active: ActiveRun) -> Scan:
    """Return what is known of the file that the last round's lines are in."""
    name = active.run.rounds[-1].source
    return active.scan if name is None else scan_file(active.run.folder / name, options.split)


def _wait(session: "Session", options: RunOptions, run: Run, number: int) -> None:
    pending = [piece for piece in run.rounds[number].pieces if not piece.batch]
    ids = [(str(piece.batch_id),) for piece in pending]
    jobs = [PolledJob(each, BATCH, request_for(session.root, BATCH, each)) for each in ids]
    answers = wait_for_jobs(session, jobs, options.wait)
    for piece, answer in zip(pending, answers, strict=True):
        piece.batch = answer.document
        if piece.batch["status"] in BATCH.bad:
            session.notices.say(f"{piece.batch_id} {failure_reason(BATCH, piece.batch)}.")
    run.save()


def _add_failures(session: "Session", options: RunOptions, active: ActiveRun) -> None:
    """Begin a round with the lines whose results are failures."""
    run, number = active.run, len(active.run.rounds)
    name = f"retry-{number}.jsonl"
    if not _copy_failures(session, active, name):
        session.notices.say(retry_message(0))
        return
    with tempfile.TemporaryFile() as ids:
        scan = scan_file(run.folder / name, options.split, ids)
        add_round(run, scan, name, ids)
    run.again()
    session.notices.say(retry_message(scan.lines))


def _copy_failures(session: "Session", active: ActiveRun, name: str) -> int:
    run, found = active.run, 0
    known = lines_of(active.target) if active.target.exists() else ordered(session, run, 0)
    with private_file(run.folder / name, "wb") as file:
        for request, line in paired(active, active.target, known):
            if not went_well(result_of(line)):
                found += file.write(request if request.endswith(b"\n") else request + b"\n")
    return found
