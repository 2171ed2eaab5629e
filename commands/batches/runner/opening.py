"""Beginning a run, or taking up the one of before: which of both, and why, is said."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ....base.errors import InputError, InterruptedByUser, OaiError, unusable
from ....base.formatting import age, count
from ....cli.output.progress import waiting
from ....cli.output.sinks import check_free
from ....cli.transfers.lock import locked
from ....cli.waiting.wait_limits import WaitLimits
from .input.scan import Scan, SplitLimits, scan_file
from .piped_input import RunInput
from .run_state import (
    LOCK,
    RESULTS,
    Mode,
    Run,
    difference,
    folder_for,
    forget,
    load,
    new_run,
    private_file,
)

if TYPE_CHECKING:
    from ....cli.session import Session

SAME = "The same command takes it up again."


@dataclass(frozen=True)
class RunOptions:
    """What a command line asks for."""

    input: RunInput
    mode: Mode = "batch"
    split: SplitLimits = field(default_factory=SplitLimits)
    wait: WaitLimits = field(default_factory=WaitLimits)
    retry_failed: bool = False
    restart: bool = False
    concurrency: int = 8
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ActiveRun:
    """A run, with what was found in its input just now."""

    run: Run
    scan: Scan
    target: Path


def scan_input(
    session: "Session", given: RunInput, limits: SplitLimits, ids: BinaryIO | None = None
) -> Scan:
    """Look through the input; raises LinesError for what cannot be sent."""
    name = given.name
    with waiting(f"Checking {name}", session.settings.get("color").value):
        scan = scan_file(given.path, limits, ids, name)
    if scan.has_bom:
        session.notices.say(f"{name}: the byte order mark is left out.")
    if scan.blank:
        is_or_are = "is" if scan.blank == 1 else "are"
        session.notices.say(f"{name}: {count(scan.blank, 'blank line')} {is_or_are} left out.")
    return scan


@contextmanager
def open_run(session: "Session", options: RunOptions, facts: dict[str, Any]) -> Iterator[ActiveRun]:
    """Give the run of an input, alone; whatever stops it, how to go on is said."""
    target = _target(session)
    with tempfile.TemporaryFile() as ids:
        scan = scan_input(session, options.input, options.split, ids)
        folder = folder_for(session, options.input.identity, options.mode)
        with locked(folder / LOCK) as is_ours:
            if not is_ours:
                raise InputError(f"{options.input.name} is being run by another command just now.")
            known = None if options.restart else load(folder)
            why = None if known is None else difference(known, scan, facts)
            run = new_run(folder, scan, facts) if known is None or why else known
            target = target or folder / RESULTS
            _check_target(session, options.input, run, target)
            _say_what_it_is(session, known, why)
            if run is not known:
                _begin(run, scan, ids, options)
            with _resumable(run):
                yield ActiveRun(run, scan, target)


def _begin(run: Run, scan: Scan, ids: BinaryIO, options: RunOptions) -> None:
    if options.retry_failed:
        raise InputError(
            f"{options.input.name}: there is no run of before to repeat the failures of.",
            hint="Leave out --retry-failed.",
        )
    forget(run.folder)
    if options.mode == "batch":
        add_round(run, scan, None, ids)
    run.save()


def add_round(run: Run, scan: Scan, source: str | None, ids: BinaryIO) -> None:
    """Begin a round with its pieces; its ids are kept, whatever becomes of the input."""
    ids.seek(0)
    with private_file(run.ids(len(run.rounds)), "wb") as file:
        shutil.copyfileobj(ids, file)
    run.add_round(scan, source)


def _target(session: "Session") -> Path | None:
    """Return the file for the results, None for standard output; raises InputError for neither."""
    output = session.options.output
    if output is None:
        raise InputError("Where do the results go?", hint="Name a file: -o OUT.jsonl")
    if output == "-":
        return None
    target = Path(output).absolute()
    if target.is_dir():
        raise InputError(f"--output: {output} is a folder.", hint="Name a file in it.")
    check_free(target, force=True)
    return target


def _check_target(session: "Session", given: RunInput, run: Run, target: Path) -> None:
    """Refuse to replace a file that is not of this very run, and the input in any case."""
    check_free(target, force=may_replace(session, run, target))
    if target.exists() and target.samefile(given.path):
        raise InputError(f"--output: {target} is the input.", hint="Name another file.")


def may_replace(session: "Session", run: Run, target: Path) -> bool:
    """Tell whether a file that is at the place for the results may be replaced."""
    is_ours = str(target) in (run.output, run.writing) or target.parent == run.folder
    return session.options.force or is_ours


def _say_what_it_is(session: "Session", known: Run | None, why: str | None) -> None:
    """Say that a run is taken up, or why there is a new one; a finished one needs no word."""
    if known is None or (known.summary is not None and why is None):
        return
    names = ", ".join(known.batch_ids)
    if why is None:
        begun = age(known.created_at, time.time())
        batches = f", whose batches are {names}" if names else ""
        session.notices.say(f"Taking up the run that was begun {begun}{batches}.")
        return
    session.notices.say(f"Starting over: {why}.")
    if known.summary is None and names:
        session.notices.say(f"The batches of that run go on: {names}.")


@contextmanager
def _resumable(run: Run) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptedByUser(f"Interrupted{_going_on(run)}.", hint=SAME) from None
    except OSError as error:
        raise _with_way_on(run, unusable(error)) from None
    except OaiError as error:
        raise _with_way_on(run, error) from None


def _with_way_on(run: Run, error: OaiError) -> OaiError:
    if run.summary is None:
        # What waits for batches tells how to wait; here there is more to do than that.
        if error.hint and "oai batches wait" in error.hint:
            error.hint = None
        error.advise(SAME)
    return error


def _going_on(run: Run) -> str:
    pieces = run.rounds[-1].pieces if run.rounds else []
    names = [p.batch_id for p in pieces if p.batch_id and not p.batch]
    if not names:
        return ""
    return f"; {', '.join(names)} {'goes' if len(names) == 1 else 'go'} on"
