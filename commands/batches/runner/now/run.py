"""Running an input at once, through the ordinary endpoint, with the results as a batch's."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from .....base.errors import InputError
from .....base.formatting import count
from .....cli.http.source import ChangedError
from .....cli.output.sinks import new_file
from ..batch_results import ended, result_of
from ..counts import Counts, went_well
from ..input.line_range import lines_in
from ..merge_results import keep_private, lines_of, paired
from ..opening import ActiveRun, RunOptions, may_replace, open_run, scan_input
from ..preview import plan
from ..summary import already_done, retry_message, write_summary
from .asking import Asking
from .progress import shown
from .result_log import ResultLog

if TYPE_CHECKING:
    from .....cli.session import Session

RESULT_LOG = "result-log.jsonl"
SYNC_EVERY = 0.25


def run_now(session: "Session", wish: RunOptions) -> None:
    """Ask for every line that has no result, then write all results in their order."""
    if session.options.shows_only:
        plan(session, scan_input(session, wish.input, wish.split), wish)
        return
    with open_run(session, wish, {}) as it:
        if it.run.summary is not None and not _goes_on(session, wish, it):
            return
        with closing(ResultLog(it.run.folder / RESULT_LOG, it.scan.lines)) as log:
            _ask(session, wish, it, log)
            tally = _write(session, it, log)
        it.run.finish(tally.summary(str(it.target), endpoint=it.run.url))
        write_summary(session, it)


def _goes_on(session: "Session", wish: RunOptions, it: ActiveRun) -> bool:
    """Tell whether anything is left to do after a run of before: failures, or another output."""
    known = it.run.output_there()
    if known is None:
        raise InputError(
            f"{it.run.output}, where the results of this were written, is gone.",
            hint="Run it anew with --restart.",
        )
    if not wish.retry_failed and already_done(session, it):
        return False
    failed = 0
    # Another command may have been stopped right here.
    (it.run.folder / RESULT_LOG).unlink(missing_ok=True)
    with closing(ResultLog(it.run.folder / RESULT_LOG, it.scan.lines)) as log:
        for number, (_, line) in enumerate(paired(it, known, lines_of(known)), start=1):
            if wish.retry_failed and not went_well(result_of(line)):
                failed += 1
            else:
                log.add(number, ended(line))
    if wish.retry_failed:
        session.notices.say(retry_message(failed))
    it.run.again()
    return True


def _ask(session: "Session", wish: RunOptions, it: ActiveRun, log: ResultLog) -> None:
    tally = log.tally()
    done = tally.completed + tally.failed
    if done:
        session.notices.say(f"{count(done)} of {count(it.scan.lines)} lines are answered already.")
    asking = Asking(session, it.run, log, tally, min(wish.concurrency, it.scan.lines))
    asyncio.run(_watched(session, it, asking, log))


async def _watched(session: "Session", it: ActiveRun, asking: Asking, log: ResultLog) -> None:
    async with shown(session, asking.tally, it.scan.lines):
        syncing = asyncio.create_task(_sync(log))
        try:
            await asking.run(_open_lines(it, log))
        finally:
            syncing.cancel()


async def _sync(log: ResultLog) -> None:
    """Have the disk keep pace, in a thread: a disk may be slow."""
    while True:
        await asyncio.sleep(SYNC_EVERY)
        await asyncio.to_thread(log.sync)


def _open_lines(it: ActiveRun, log: ResultLog) -> Iterator[tuple[int, bytes]]:
    """Give the lines that have no result, as long as the input is what was checked."""
    number = 0
    for cut in it.scan.cuts:
        for line in lines_in(it.scan.path, cut):
            number += 1
            if not log.has(number):
                yield number, line
    facts = it.scan.path.stat()
    if (facts.st_size, facts.st_mtime_ns) != it.scan.stamp:
        raise ChangedError(f"{it.scan.path} changed while it was read.")


def _write(session: "Session", it: ActiveRun, log: ResultLog) -> Counts:
    tally, force = Counts(), may_replace(session, it.run, it.target)
    with new_file(it.target, force=force) as file:
        for line in log.results():
            tally.add(result_of(line))
            file.write(line)
        it.run.writing = str(it.target)
        it.run.save()
    keep_private(it)
    return tally
