"""The results of a run in the order of its input, whatever rounds they come from."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.errors import InputError
from ....cli.output.sinks import new_file
from .batch_results import Results, ended, fetch, missing, result_of
from .counts import Counts
from .input.line_range import lines_in
from .opening import ActiveRun, may_replace
from .run_state import Piece, Run

if TYPE_CHECKING:
    from ....cli.session import Session

FILES = ("output", "error")


def write_results(session: "Session", active: ActiveRun) -> Counts:
    """Write the output, an input line's result a line; what is there of it is used again."""
    run, counts = active.run, Counts()
    # Before it has its name, nobody can tell an output of ours from another's.
    force = may_replace(session, run, active.target)
    with new_file(active.target, force=force) as file:
        for line in _lines(session, run):
            counts.add(result_of(line))
            file.write(line)
        _check_count(active, counts)
        run.writing = str(active.target)
        run.save()
    keep_private(active)
    return counts


def keep_private(active: ActiveRun) -> None:
    """What is kept among our own files has their rights, and what was asked for the usual ones."""
    if active.target.parent == active.run.folder:
        active.target.chmod(0o600)


def _lines(session: "Session", run: Run) -> Iterator[bytes]:
    known = run.output_there()
    lines = ordered(session, run, 0) if known is None else lines_of(known)
    for number in _rounds_missing(run, is_known=known is not None):
        lines = _merged(lines, ordered(session, run, number))
    return lines


def _rounds_missing(run: Run, *, is_known: bool) -> range:
    """An output that is there lacks at most the round that is under way."""
    total = len(run.rounds)
    if not is_known:
        return range(1, total)
    return range(total if run.summary else max(1, total - 1), total)


def ordered(session: "Session", run: Run, number: int) -> Iterator[bytes]:
    """Give a result for each line of a round."""
    with run.ids(number).open("rb") as ids:
        for position, piece in enumerate(run.rounds[number].pieces, start=1):
            results = Results(_fetched(session, run, piece, f"{number}-{position}"))
            try:
                for line_number in range(1, piece.cut.lines + 1):
                    custom_id = json.loads(ids.readline())
                    found = results.take(custom_id)
                    yield ended(found or missing(custom_id, piece.batch, line_number))
            finally:
                results.close()


def _fetched(session: "Session", run: Run, piece: Piece, name: str) -> list[Path]:
    found = []
    for kind in FILES:
        file_id = piece.batch.get(f"{kind}_file_id")
        if file_id:
            found.append(fetch(session, file_id, run.folder / f"{name}.{kind}.jsonl"))
    return found


def paired(
    active: ActiveRun, path: Path, results: Iterator[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    """Give each request with its result; raises InputError if a file has been changed since."""
    requests = (line for cut in active.scan.cuts for line in lines_in(active.scan.path, cut))
    for request, result in zip_longest(requests, results, fillvalue=b"{}"):
        if _id(request) != _id(result):
            fetched = "Remove it: the results are fetched again."
            hint = fetched if active.run.rounds else "Run it anew with --restart."
            raise InputError(f"{path} is not what the run wrote there.", hint=hint)
        yield request, result


def lines_of(path: Path) -> Iterator[bytes]:
    """Give the lines of a file."""
    with path.open("rb") as file:
        yield from file


def _merged(lines: Iterator[bytes], later: Iterator[bytes]) -> Iterator[bytes]:
    """Put later results in the place of earlier ones; both are in the order of the input."""
    coming = next(later, None)
    for line in lines:
        if coming is not None and _id(coming) == _id(line):
            yield coming
            coming = next(later, None)
        else:
            yield line
    if coming is not None:
        raise InputError(f"The output lacks the line of {_id(coming)!r}, which was sent again.")


def _id(line: bytes) -> str:
    return str(result_of(line).get("custom_id"))


def _check_count(active: ActiveRun, counts: Counts) -> None:
    found = counts.completed + counts.failed
    if found != active.scan.lines:
        raise InputError(
            f"{active.run.output} has {found} results for {active.scan.lines} lines.",
            hint="Remove it: the results are fetched again.",
        )
