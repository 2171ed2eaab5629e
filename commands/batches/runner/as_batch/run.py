"""Running an input as batches, from its check to the results in its order."""

import tempfile
from typing import TYPE_CHECKING

from .....base.humane import count
from .....cli.waiting.asking import request_for
from .....cli.waiting.ending import complaint
from .....cli.waiting.polling import wait_for_things
from .....cli.waiting.thing import Thing
from ....shared.lives import BATCH
from ..collection import result_of
from ..conclusion import again, already_done, conclude
from ..input.scan import Scan, scan_file
from ..opening import Opened, Wish, add_round, checked, opened
from ..ordering import lines_of, ordered, paired, write_results
from ..preview import plan
from ..run_state import Run, private_file
from ..tally import went_well
from .submission import Submission, create_request

if TYPE_CHECKING:
    from .....cli.session import Session


def run_batches(session: "Session", wish: Wish) -> None:
    """Run an input, or go on where an earlier command was stopped; write and sum up the results."""
    if session.options.shows_only:
        plan(session, checked(session, wish.input, wish.split), wish)
        return
    with opened(session, wish, _options(session, wish)) as it:
        if wish.retry_failed and it.run.summary is not None:
            _add_failures(session, wish, it)
        if it.run.summary is not None and already_done(session, it):
            return
        _see_through(session, wish, it)
        tally = write_results(session, it)
        batches = {"endpoint": it.run.url, "batch_ids": it.run.batch_ids}
        it.run.finish(tally.summary(str(it.target), **batches))
        conclude(session, it)


def _options(session: "Session", wish: Wish) -> dict[str, object]:
    """Return what makes a run another one, by the names of the options."""
    request = create_request(session, "", "", **wish.given)
    own = {name: value for name, value in request.body.items() if value != ""}
    return {**own, "max_lines": wish.split.lines, "max_bytes": wish.split.bytes}


def _see_through(session: "Session", wish: Wish, it: Opened) -> None:
    """Submit what is not there yet, and wait for the end of all."""
    number = len(it.run.rounds) - 1
    pieces = it.run.rounds[number].pieces
    missing = [piece for piece in pieces if piece.batch_id is None]
    if missing:
        submission = Submission(session, it.run, _source(wish, it), wish.given)
        for piece in missing:
            submission.submit(piece)
            session.notices.say(
                f"{piece.batch_id}: batch {pieces.index(piece) + 1} of {len(pieces)},"
                f" with {count(piece.cut.lines, 'line')}."
            )
    _wait(session, wish, it.run, number)


def _source(wish: Wish, it: Opened) -> Scan:
    """Return what is known of the file that the last round's lines are in."""
    name = it.run.rounds[-1].source
    return it.scan if name is None else scan_file(it.run.folder / name, wish.split)


def _wait(session: "Session", wish: Wish, run: Run, number: int) -> None:
    pending = [piece for piece in run.rounds[number].pieces if not piece.batch]
    ids = [(str(piece.batch_id),) for piece in pending]
    things = [Thing(each, BATCH, request_for(session.root, BATCH, each)) for each in ids]
    answers = wait_for_things(session, things, wish.wait)
    for piece, answer in zip(pending, answers, strict=True):
        piece.batch = answer.document
        if piece.batch["status"] in BATCH.bad:
            session.notices.say(f"{piece.batch_id} {complaint(BATCH, piece.batch)}.")
    run.save()


def _add_failures(session: "Session", wish: Wish, it: Opened) -> None:
    """Begin a round with the lines whose results are failures."""
    run, number = it.run, len(it.run.rounds)
    name = f"retry-{number}.jsonl"
    if not _copy_failures(session, it, name):
        session.notices.say(again(0))
        return
    with tempfile.TemporaryFile() as ids:
        scan = scan_file(run.folder / name, wish.split, ids)
        add_round(run, scan, name, ids)
    run.again()
    session.notices.say(again(scan.lines))


def _copy_failures(session: "Session", it: Opened, name: str) -> int:
    run, found = it.run, 0
    known = lines_of(it.target) if it.target.exists() else ordered(session, run, 0)
    with private_file(run.folder / name, "wb") as file:
        for request, line in paired(it, it.target, known):
            if not went_well(result_of(line)):
                found += file.write(request if request.endswith(b"\n") else request + b"\n")
    return found
