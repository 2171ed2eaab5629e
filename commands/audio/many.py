"""Many recordings at once: one transcript each, as files, as a list, or under headings."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base.errors import AccessError, InputError, InterruptedByUser, JobError, OaiError
from ...base.surrogates import encode_utf8
from ...cli.call import Call, is_stream
from ...cli.http.request import Request
from ...cli.output.file_names import is_folder
from ...cli.output.progress import waiting
from ...cli.output.sinks import check_free, new_file, unwritable
from ...cli.output.view import View
from ...cli.perform import perform
from ...cli.transfers.worker_pool import Outcome, StoppedError, WorkerPool

if TYPE_CHECKING:
    from ...cli.http.client import Answer

AT_ONCE = 4
OF_ANSWER = {"text": ".txt", "srt": ".srt", "vtt": ".vtt"}
OF_FORMAT = {"text": ".txt", "table": ".txt", "quiet": ".txt", "csv": ".csv", "jsonl": ".jsonl"}
WRITTEN = View(columns=("recording", "path", "bytes"))


def send_recordings(call: Call, requests: Sequence[Request], at_once: int | None) -> None:
    """Send one request a recording; raises JobError if some of several failed."""
    output = call.options.output
    to_folder = output not in (None, "-") and is_folder(str(output))
    if call.shows_only or not (requests[1:] or to_folder):
        call.show(*requests) if call.shows_only else perform(call, requests[0])
        return
    if any(map(is_stream, requests)):
        raise InputError("--stream: only one recording can be streamed, and not to a folder.")
    transcripts = Transcripts(call, requests, at_once or AT_ONCE)
    if to_folder:
        transcripts.to_folder(Path(str(output)))
    else:
        transcripts.to_one_place()
    transcripts.check()


class Transcripts:
    """The transcripts of one command, and the recordings for which there is none."""

    def __init__(self, call: Call, requests: Sequence[Request], at_once: int) -> None:
        self._call = call
        self._requests = requests
        self._at_once = at_once
        self._failed: list[str] = []
        self._done = 0
        self._given_up = False

    def to_folder(self, folder: Path) -> None:
        """Write a file for each recording, under its name with the ending of what is in it."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from None
        paths = self._paths(folder)
        for path in paths:
            check_free(path, force=self._call.options.force)
        rows: dict[int, dict[str, Any]] = {}
        try:
            for number, answer in self._answers():
                rows[number] = self._written(number, answer, paths[number])
        except KeyboardInterrupt:
            done = f"{len(rows)} of {len(self._requests)} transcripts are written"
            raise InterruptedByUser(f"Interrupted; {done}.") from None
        found = [rows[number] for number in sorted(rows)]
        if found:
            printer = self._call.printer.on_stdout(WRITTEN)
            printer.items([found], lambda: {"object": "list", "data": found})

    def to_one_place(self) -> None:
        """Write all to standard output or to one file, in the order of the recordings."""
        kind = self._call.printer.kind
        if kind == "raw":
            raise InputError(
                "--format raw is one answer as it came, and these are several.",
                hint="Use --format json, or a folder: -o transcripts/",
            )
        if kind in ("text", "table") or self._asked in OF_ANSWER:
            self._under_headings()
            return
        listed: list[dict[str, Any]] = []

        def pages() -> Iterator[list[dict[str, Any]]]:
            for number, answer in self._to_write():
                listed.append({"path": self._name(number), **answer.document})
                yield listed[-1:]

        printer = self._call.session.printer(View(), self._call.printer.name)
        printer.items(pages(), lambda: {"object": "list", "data": listed})

    def check(self) -> None:
        """Raise JobError for the recordings that were not transcribed."""
        if self._failed:
            names = ", ".join(self._failed)
            count = f"{len(self._failed)} of {len(self._requests)} recordings"
            raise JobError(f"{count} were not transcribed: {names}.")

    def _under_headings(self) -> None:
        printer, first = self._call.printer, True
        with printer.sink() as sink:
            for number, answer in self._to_write():
                heading = f"==> {self._name(number)} <==\n"
                text = self._content(answer).decode("utf-8", "replace").rstrip("\n")
                between = "" if first else "\n"
                sink.write(encode_utf8(printer.safe(f"{between}{heading}{text}\n")))
                first = False

    def _answers(self) -> "Iterator[tuple[int, Answer]]":
        """Give the answers as they come; one recording's failure is told and kept in mind."""
        session = self._call.session
        # Threads share it: it must be there before they begin.
        _ = session.client
        pool = WorkerPool(self._sent, range(len(self._requests)), self._at_once)
        with waiting(f"Waiting for {session.target.host}", self._call.printer.color) as say:
            for outcome in pool:
                self._done += 1
                say(f"{self._done} of {len(self._requests)} recordings are done")
                if outcome.error is None:
                    yield outcome.item, outcome.value()
                else:
                    self._fail(outcome)

    def _sent(self, number: int) -> "Answer":
        """Send one; what a key may not do for one recording, it may not do for the next."""
        if self._given_up:
            raise StoppedError
        try:
            return self._call.session.client.send(self._requests[number])
        except AccessError:
            self._given_up = True
            raise

    def _to_write(self) -> "Iterable[tuple[int, Answer]]":
        """Give them in order, to a terminal when all are there: the sign of life is on it now."""
        return list(self._in_order()) if self._call.printer.to_terminal else self._in_order()

    def _in_order(self) -> "Iterator[tuple[int, Answer]]":
        early: dict[int, Answer] = {}
        answers = self._answers()
        for number in range(len(self._requests)):
            while number not in early and (found := next(answers, None)) is not None:
                early[found[0]] = found[1]
            if number in early:
                yield number, early.pop(number)

    def _fail(self, outcome: "Outcome[int, Answer]") -> None:
        error = outcome.error
        if isinstance(error, StoppedError):
            return
        if not isinstance(error, OaiError) or isinstance(error, AccessError):
            outcome.value()
            return
        name = self._name(outcome.item)
        self._failed.append(name)
        self._call.session.notices.say(f"{name}: {error.message}")

    def _written(self, number: int, answer: "Answer", path: Path) -> dict[str, Any]:
        with new_file(path, force=self._call.options.force) as file:
            file.write(self._content(answer))
        return {"recording": self._name(number), "path": str(path), "bytes": file.written}

    def _content(self, answer: "Answer") -> bytes:
        """Return a transcript as its format is meant: as it came, unless it is JSON."""
        printer = self._call.printer
        if printer.kind == "raw" or not answer.is_json:
            return answer.content
        return encode_utf8(printer.object_text(answer.document))

    def _suffix(self) -> str:
        usual = OF_FORMAT.get(self._call.printer.kind, ".json")
        return OF_ANSWER.get(self._asked, usual)

    @property
    def _asked(self) -> str:
        """The form in which the server is asked for the transcripts."""
        return dict(self._requests[0].form or []).get("response_format", "json")

    def _paths(self, folder: Path) -> list[Path]:
        """Return where each goes; recordings of the same name get numbers."""
        found: list[Path] = []
        for number in range(len(self._requests)):
            stem, suffix = Path(self._requests[number].files[0].filename).stem, self._suffix()
            path, again = folder / f"{stem}{suffix}", 1
            while path in found:
                path, again = folder / f"{stem}-{again}{suffix}", again + 1
            found.append(path)
        return found

    def _name(self, number: int) -> str:
        file = self._requests[number].files[0]
        return str(file.source) if isinstance(file.source, Path) else file.filename
