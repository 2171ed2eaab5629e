"""Uploading the files that a command names: several at once, the large ones in parts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base.errors import InputError, InterruptedByUser, JobError, OaiError
from ...base.formatting import some
from ..call import Call
from ..http.request import FilePart, Request
from ..input.body import file_part
from .board import Board, board
from .plan import UploadPlan
from .upload import FileSender, send_whole, size_of
from .uploads_api import creation
from .worker_pool import Outcome, WorkerPool, concerns_all

if TYPE_CHECKING:
    from ..http.client import Answer

# Nothing is so large that it would be sent in parts.
WHOLE = UploadPlan(threshold=1 << 62)


def upload_each(
    call: Call,
    sources: Sequence[Path | FilePart] | None,
    filename: str | None,
    plan: UploadPlan = WHOLE,
) -> None:
    """Upload each file by this call's endpoint; raises JobError if some of several failed."""
    if filename and len(sources or []) > 1:
        raise InputError("--filename names one file, and these are several.")
    files = [file_part("file", source, filename) for source in sources or []]
    requests = [_request(call, file) for file in files]
    if not requests:
        call.request()
    elif call.shows_only:
        _show(call, requests, plan)
    else:
        with board(call.session.notices, call.printer.color, quiet=call.options.quiet) as shown:
            uploads = Uploads(call, requests, plan, shown)
            uploads.run()
        uploads.write()


def _request(call: Call, file: FilePart) -> Request:
    call.values["file"] = file
    return call.request()


def _show(call: Call, requests: Sequence[Request], plan: UploadPlan) -> None:
    """Show what begins each upload; curl sends even a large file in one request."""
    sender = FileSender(call.session, call.fields(without="file"), plan, Board())
    large = [sender.is_large(request.files[0]) for request in requests]
    if any(large) and call.options.print is None:
        call.session.notices.say("Files with an upload of their own follow it in parts.")
        requests = [
            creation(request.files[0], size_of(request.files[0]), sender.fields)
            if is_large
            else request
            for request, is_large in zip(requests, large, strict=True)
        ]
    call.show(*requests)


class Uploads:
    """The uploads of one command, and what came of each."""

    def __init__(
        self, call: Call, requests: Sequence[Request], plan: UploadPlan, board: Board
    ) -> None:
        self._call = call
        self._requests = requests
        self._plan = plan
        self._board = board
        self._outcomes: dict[int, Outcome[int, Any]] = {}
        self._interrupted: InterruptedByUser | None = None

    def run(self) -> None:
        """Send the small files several at once, then the parts of each large one."""
        sender = FileSender(
            self._call.session, self._call.fields(without="file"), self._plan, self._board
        )
        numbers = range(len(self._requests))
        large = [number for number in numbers if sender.is_large(self._requests[number].files[0])]
        small = [number for number in numbers if number not in large]
        try:
            self._send_small(small)
            for number in large:
                self._take(_attempted(number, sender, self._requests[number].files[0]))
        except KeyboardInterrupt:
            self._interrupted = InterruptedByUser("Interrupted.")
        except InterruptedByUser as interrupted:
            self._interrupted = interrupted

    def write(self) -> None:
        """Write the objects of the files that are there; raise what went wrong."""
        if len(self._requests) == 1 and self._interrupted is None:
            self._write_one(self._outcomes[0].value())
            return
        done = [self._outcomes[number] for number in sorted(self._outcomes)]
        documents = [_document(outcome.value()) for outcome in done if outcome.error is None]
        if documents:
            self._call.printer.items([documents], lambda: {"object": "list", "data": documents})
        failed = [outcome.item for outcome in done if outcome.error is not None]
        if self._interrupted is not None:
            self._tell_left(self._interrupted, failed)
            raise self._interrupted
        self._check(failed)

    def _send_small(self, numbers: Sequence[int]) -> None:
        session = self._call.session

        def send(number: int) -> "Answer":
            return send_whole(session, self._requests[number], self._board)

        if numbers:
            # Threads share it: it must be there before they begin.
            _ = session.client
        pool = WorkerPool(send, numbers, self._plan.concurrency)
        try:
            for outcome in pool:
                self._take(outcome)
        except KeyboardInterrupt:
            for outcome in pool.rest():
                self._take(outcome)
            raise

    def _take(self, outcome: Outcome[int, Any]) -> None:
        # First of all: whoever is interrupted in the rest loses nothing.
        self._outcomes[outcome.item] = outcome
        error = outcome.error
        if error is None:
            self._call.remember_ids(_document(outcome.value()))
        elif concerns_all(error):
            raise error
        elif isinstance(error, OaiError) and len(self._requests) > 1:
            told = f"{self._name(outcome.item)}: {error.message} {error.hint or ''}"
            self._call.session.notices.say(told.rstrip())

    def _write_one(self, result: Any) -> None:
        if isinstance(result, dict):
            self._call.printer.object(result)
        else:
            self._call.write(result)

    def _tell_left(self, interrupted: InterruptedByUser, failed: Sequence[int]) -> None:
        """Say what is to be sent again of several: not those that are there."""
        if len(self._requests) > 1:
            numbers = range(len(self._requests))
            left = [n for n in numbers if n in failed or n not in self._outcomes]
            names = some([self._name(number) for number in left])
            interrupted.hint = f"Not uploaded: {names}. Of a large one, what is there is kept."

    def _check(self, failed: Sequence[int]) -> None:
        if failed:
            names = some([self._name(number) for number in failed])
            raise JobError(
                f"{len(failed)} of {len(self._requests)} files were not uploaded: {names}."
            )

    def _name(self, number: int) -> str:
        return self._requests[number].files[0].filename


def _attempted(number: int, sender: FileSender, file: FilePart) -> Outcome[int, Any]:
    try:
        return Outcome(number, (sender.send(file),))
    except InterruptedByUser:
        raise
    except OaiError as error:
        return Outcome(number, error=error)


def _document(result: Any) -> Any:
    return result if isinstance(result, dict) else result.document
