"""Downloading what a command names: one file with a receipt, several at once into a folder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from ...base.errors import InputError, InterruptedByUser, JobError, NetworkError, OaiError
from ...base.formatting import size, some
from ..call import Call
from ..http.request import Request
from ..output.file_names import is_folder
from ..output.printer import Printer
from ..output.view import View
from ..session import Session
from .binary_answers import to_standard_output
from .board import Board, board
from .download import Saved, download_file
from .fetch import Fetch
from .plan import CONCURRENCY
from .version import Head
from .worker_pool import StoppedError, WorkerPool, concerns_all


def download(session: Session, request: Request, printer: Printer, fallback: str) -> None:
    """Fetch a file to where `--output` says, or to a new one; print its path."""
    output = session.options.output
    if output == "-":
        to_standard_output(ForwardOnlyDownload(session, request).pieces())
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


class ForwardOnlyDownload:
    """The bytes of an answer in their order, for a place from which none can be taken back.

    Where all begins at byte 0 again, what was given has to be what the new answer begins with.
    """

    def __init__(self, session: Session, request: Request) -> None:
        headers = {**request.headers, "Accept-Encoding": "identity"}
        self._fetch = Fetch(session.client, replace(request, headers=headers), session.notices)
        self._place = 0
        self._given = self._compared = 0
        self._digest, self._others = sha256(), sha256()

    def pieces(self) -> Iterator[bytes]:
        """Give each byte once; raises NetworkError if what follows a break is another file's."""
        for data in self._fetch.pieces(self._begin):
            known = data[: max(self._given - self._place, 0)]
            self._compare(known)
            self._place += len(data)
            if new := data[len(known) :]:
                self._digest.update(new)
                self._given += len(new)
                self._compared = self._given
                yield new
        if self._compared < self._given:
            raise _other_bytes()

    def _begin(self, head: Head) -> None:
        self._place = head.start
        if head.start == 0:
            self._compared, self._others = 0, sha256()

    def _compare(self, known: bytes) -> None:
        """Take bytes of places that were given already; each of them counts once."""
        fresh = known[max(self._compared - self._place, 0) :]
        self._others.update(fresh)
        self._compared += len(fresh)
        is_end = bool(fresh) and self._compared == self._given
        if is_end and self._others.digest() != self._digest.digest():
            raise _other_bytes()


def _other_bytes() -> NetworkError:
    return NetworkError(
        "The connection broke, and the file has changed on the server since.",
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
            return self._fetch(identifier, pool)

        pool = WorkerPool(fetch, list(self._requests), at_once)
        try:
            for outcome in pool:
                if outcome.error is None:
                    self._saved[outcome.item] = outcome.value()
                elif concerns_all(outcome.error):
                    raise outcome.error
                elif isinstance(outcome.error, OaiError):
                    self._fail(outcome.item, outcome.error)
        except KeyboardInterrupt:
            self._interrupted = True
            self._saved.update((outcome.item, outcome.value()) for outcome in pool.rest())

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

    def _fetch(self, identifier: str, pool: WorkerPool[str, Saved]) -> Saved:
        def checkpoint() -> None:
            if pool.stop.is_set():
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
