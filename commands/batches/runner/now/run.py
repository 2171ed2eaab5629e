"""Running an input at once, through the ordinary endpoint, with the results as a batch's."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from .....base.errors import InputError
from .....base.formatting import count
from .....cli.http.source import ChangedError
from .....cli.output.sinks import new_file
from .....cli.transfers.board import board
from ..batch_results import ended, result_of
from ..counts import Counts, went_well
from ..input.line_range import lines_in
from ..merge_results import keep_private, lines_of, paired
from ..opening import ActiveRun, RunOptions, may_replace, open_run, scan_input
from ..preview import plan
from ..summary import already_done, retry_message, write_summary
from .line_sender import LineSender
from .progress import LinesRow
from .result_log import ResultLog

if TYPE_CHECKING:
    from .....cli.session import Session

RESULT_LOG = "result-log.jsonl"


def run_now(session: "Session", options: RunOptions) -> None:
    """Ask for every line that has no result, then write all results in their order."""
    if session.options.shows_only:
        plan(session, scan_input(session, options.input, options.split), options)
        return
    with open_run(session, options, {}) as active:
        if active.run.summary is not None and not _goes_on(session, options, active):
            return
        with closing(ResultLog(active.run.folder / RESULT_LOG, active.scan.lines)) as log:
            _ask(session, options, active, log)
            counts = _write(session, active, log)
        active.run.finish(counts.summary(str(active.target), endpoint=active.run.url))
        write_summary(session, active)


def _goes_on(session: "Session", options: RunOptions, active: ActiveRun) -> bool:
    """Tell whether anything is left to do after a run of before: failures, or another output."""
    known = active.run.output_there()
    if known is None:
        raise InputError(
            f"{active.run.output}, where the results of this were written, is gone.",
            hint="Run it anew with --restart.",
        )
    if not options.retry_failed and already_done(session, active):
        return False
    failed = 0
    # Another command may have been stopped right here.
    (active.run.folder / RESULT_LOG).unlink(missing_ok=True)
    with closing(ResultLog(active.run.folder / RESULT_LOG, active.scan.lines)) as log:
        for number, (_, line) in enumerate(paired(active, known, lines_of(known)), start=1):
            if options.retry_failed and not went_well(result_of(line)):
                failed += 1
            else:
                log.add(number, ended(line))
    if options.retry_failed:
        session.notices.say(retry_message(failed))
    active.run.reopen()
    return True


def _ask(session: "Session", options: RunOptions, active: ActiveRun, log: ResultLog) -> None:
    counts = log.counts()
    done = counts.completed + counts.failed
    if done:
        session.notices.say(
            f"{count(done)} of {count(active.scan.lines)} lines are answered already."
        )
    with board(session.notices, session.settings.get("color").value) as shown:
        row = LinesRow(shown, active.scan.lines, counts)
        shown.add(row)
        LineSender(session, active.run, log, row, options.concurrency).run(_open_lines(active, log))


def _open_lines(active: ActiveRun, log: ResultLog) -> Iterator[tuple[int, bytes]]:
    """Give the lines that have no result, as long as the input is what was checked."""
    number = 0
    for cut in active.scan.cuts:
        for line in lines_in(active.scan.path, cut):
            number += 1
            if not log.has(number):
                yield number, line
    facts = active.scan.path.stat()
    if (facts.st_size, facts.st_mtime_ns) != active.scan.stamp:
        raise ChangedError(f"{active.scan.path} changed while it was read.")


def _write(session: "Session", active: ActiveRun, log: ResultLog) -> Counts:
    counts, force = Counts(), may_replace(session, active.run, active.target)
    with new_file(active.target, force=force) as file:
        for line in log.results():
            counts.add(result_of(line))
            file.write(line)
        active.run.writing = str(active.target)
        active.run.save()
    keep_private(active)
    return counts
