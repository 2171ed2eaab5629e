"""Downloading what a command names: one file with a receipt, several at once into a folder."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..call import Call
from ..downloads import to_standard_output
from ..errors import InputError, InterruptedByUser, JobError, NetworkError, OaiError
from ..output.file_names import is_folder
from ..output.humane import size, some
from ..output.printer import Printer
from ..output.view import View
from ..request import Request
from ..session import Session
from .board import Board, board
from .crew import Crew, StoppedError, concerns_all
from .download import Saved, download_file
from .fetch import Fetch, Head
from .plan import CONCURRENCY


def download(session: Session, request: Request, printer: Printer, fallback: str) -> None:
    """Fetch a file to where `--output` says, or to a new one; print its path."""
    output = session.options.output
    if output == "-":
        to_standard_output(Onward(session, request).pieces())
        return
    with board(session.notices, printer.color, quiet=session.options.quiet) as shown:
        row = shown.row(fallback, None)
        saved = download_file(session, request, row, output=output, fallback=fallback)
    receipt = {"path": str(saved.path), "bytes": saved.bytes}
    printer.receipt(receipt, f"Saved {saved.path} ({size(saved.bytes)}).")


def download_each(call: Call, key: str, ids: Sequence[str], at_once: int | None) -> None:
    """Download the file behind each id; raises JobError if some of several failed."""
    requests = [_request(call, key, identifier) for identifier in ids]
    output = call.options.output
    if call.shows_only:
        call.show(*requests)
    elif output == "-":
        for request in requests:
            download(call.session, request, call.printer, "")
    elif len(requests) == 1:
        download(call.session, requests[0], call.printer, "-".join(call.ids()))
    elif output is not None and not is_folder(output):
        raise InputError(
            "--output: several files need a folder.", hint=f"Say so with a slash: -o {output}/"
        )
    else:
        with board(call.session.notices, call.printer.color, quiet=call.options.quiet) as shown:
            downloads = Downloads(call, key, dict(zip(ids, requests, strict=True)), shown)
            downloads.run(at_once or CONCURRENCY)
        downloads.write()


def _request(call: Call, key: str, identifier: str) -> Request:
    call.values[key] = identifier
    return call.request()


class Onward:
    """The bytes of an answer in their order, for a place from which none can be taken back."""

    def __init__(self, session: Session, request: Request) -> None:
        headers = {**request.headers, "Accept-Encoding": "identity"}
        self._fetch = Fetch(session.client, replace(request, headers=headers))
        self._first: Head | None = None
        self._given = 0
        self._repeated = 0

    def pieces(self) -> Any:
        """Give each byte once; raises NetworkError if what follows a break is another file's."""
        for data in self._fetch.pieces(self._begin):
            new = data[self._repeated :]
            self._repeated -= len(data) - len(new)
            self._given += len(new)
            yield new

    def _begin(self, head: Head) -> None:
        first = self._first = self._first or head
        self._repeated = self._given - head.start
        is_sure = first.version.is_known and not first.version.differs(head.version)
        if self._given and not is_sure:
            raise NetworkError(
                "The connection broke, and the server has no more of the same file.",
                hint="What came is no whole file. Run it again.",
            )


class Downloads:
    """The downloads of one command, and what came of each."""

    def __init__(self, call: Call, key: str, requests: dict[str, Request], board: Board) -> None:
        self._call = call
        self._key = key
        self._requests = requests
        self._board = board
        self._saved: dict[str, Saved] = {}
        self._failed: list[str] = []
        self._interrupted = False

    def run(self, at_once: int) -> None:
        """Fetch several at once; one that fails does not stop the others."""
        session = self._call.session
        # Threads share it: it must be there before they begin.
        _ = session.client

        def fetch(identifier: str) -> Saved:
            return self._fetch(identifier, crew)

        crew = Crew(fetch, list(self._requests), at_once)
        try:
            for outcome in crew:
                if outcome.error is None:
                    self._saved[outcome.item] = outcome.value()
                elif concerns_all(outcome.error):
                    raise outcome.error
                elif isinstance(outcome.error, OaiError):
                    self._fail(outcome.item, outcome.error)
        except KeyboardInterrupt:
            self._interrupted = True
            self._saved.update((outcome.item, outcome.value()) for outcome in crew.rest())

    def write(self) -> None:
        """Write the list of what is saved; raise what went wrong."""
        rows = [
            {self._key: identifier, "path": str(saved.path), "bytes": saved.bytes}
            for identifier in self._requests
            if (saved := self._saved.get(identifier)) is not None
        ]
        view = View(columns=(self._key, "path", "bytes"))
        if rows:
            printer = self._call.printer.on_stdout(view)
            printer.items([rows], lambda: {"object": "list", "data": rows})
        if self._interrupted:
            left = some([each for each in self._requests if each not in self._saved])
            hint = f"Not downloaded: {left}. Of a large one, what is there is kept."
            raise InterruptedByUser("Interrupted.", hint=hint)
        if self._failed:
            raise JobError(
                f"{len(self._failed)} of {len(self._requests)} files were not downloaded:"
                f" {some(self._failed)}."
            )

    def _fetch(self, identifier: str, crew: Crew[str, Saved]) -> Saved:
        def checkpoint() -> None:
            if crew.stop.is_set():
                raise StoppedError

        row = self._board.row(identifier, None)
        try:
            return download_file(
                self._call.session,
                self._requests[identifier],
                row,
                output=self._call.options.output,
                fallback=identifier,
                checkpoint=checkpoint,
            )
        finally:
            row.finish()

    def _fail(self, identifier: str, error: OaiError) -> None:
        self._failed.append(identifier)
        self._call.session.notices.say(f"{identifier}: {error.message} {error.hint or ''}".rstrip())
