"""Downloading one file: it appears when it is whole, and what broke off is gone on with."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from ...base.errors import InterruptedByUser, NotFoundError, OaiError
from ...base.formatting import size
from ..http.request import Request
from ..output.file_names import is_folder, place, safe_name, suggested_name
from ..output.sinks import check_free
from ..session import Session
from .board import Row
from .fetch import WORTHWHILE, Fetch
from .journal import Journal
from .partial import Partial
from .version import Head, Version

UNPROVED = "What came is not kept: nothing would prove that the rest belongs to it."


@dataclass(frozen=True)
class Saved:
    """A file that is there, whole."""

    path: Path
    bytes: int


def download_file(
    session: Session,
    request: Request,
    row: Row,
    *,
    output: str | None,
    fallback: str,
    checkpoint: Callable[[], None] = lambda: None,
) -> Saved:
    """Fetch a GET's answer into a file: `output`, or the server's own name in that folder.

    `checkpoint` is called between the pieces, and may raise to give up. Raises OaiError.
    """
    check_output(session, output)
    with ExitStack() as stack:
        download = Download(session, request, row, output, fallback, stack)
        return download.run(checkpoint)


def dropped(name: str, kept: int) -> str:
    """Say that what an earlier run has left of a file is of no use."""
    return (
        f"{name}: {size(kept)} of an earlier run are dropped:"
        " nothing proves that the rest would belong to them."
    )


def check_output(session: Session, output: str | None) -> None:
    """Refuse, before anything is sent, what could not be written afterwards."""
    if output is not None and not is_folder(output):
        check_free(Path(output), force=session.options.force)


class Download:
    """One file on its way here, and the note by which another run finds it."""

    def __init__(
        self,
        session: Session,
        request: Request,
        row: Row,
        output: str | None,
        fallback: str,
        stack: ExitStack,
    ) -> None:
        self._session = session
        self._row = row
        self._output = output
        self._fallback = fallback
        self._stack = stack
        self._partial: Partial | None = None
        self._version = Version()
        self._is_noted = False
        request.headers["Accept-Encoding"] = "identity"
        place = os.path.abspath(output or "")
        identity = (session.target.identity, request.path, request.query, place)
        self._journal = Journal(session.notices, "downloads", *identity)
        self._fetch = Fetch(session.client, request, session.notices)

    def run(self, checkpoint: Callable[[], None]) -> Saved:
        """Fetch what is missing, and give the file its name."""
        self._take_up()
        try:
            for data in self._fetch.pieces(self._begin):
                checkpoint()
                self._write(data)
            return self._settled()
        except NotFoundError:
            self._drop()
            raise
        except OaiError as error:
            error.advise(self._left())
            raise
        except KeyboardInterrupt:
            raise InterruptedByUser("Interrupted.", hint=self._left()) from None
        except BaseException:
            self._left()
            raise

    def _take_up(self) -> None:
        """Find what an earlier run left, unless another one is at work on it."""
        note = self._journal.read()
        if not note or not self._journal.hold(self._stack):
            return
        self._is_noted = True
        path = self._path_of(str(note.get("name")))
        if not (path.parent / self._part_name).is_file():
            return
        self._partial = Partial(path, self._part_name, may_number=self._is_ours_to_name)
        self._version = Version.noted(note)
        if self._version.validator is not None:
            self._fetch.position, self._fetch.version = self._partial.written, self._version
        elif kept := self._partial.written:
            self._session.notices.say(dropped(path.name, kept))

    def _path_of(self, name: str) -> Path:
        if self._output is None:
            return Path(safe_name(name))
        return Path(self._output, safe_name(name)) if self._is_ours_to_name else Path(self._output)

    def _begin(self, head: Head) -> None:
        self._version = head.version
        if self._partial is None:
            name = suggested_name(head.headers, self._fallback)
            path = place(self._output, name)
            part = self._part_name if self._is_worth_a_note() else None
            self._partial = Partial(path, part, may_number=self._is_ours_to_name)
        self._row.name(self._partial.path.name, head.version.total)
        self._row.skip(head.start - self._row.done)
        # What another version has left is gone before the note tells of this one.
        self._partial.begin(head.start)
        if self._is_noted:
            self._note(self._partial.path)

    def _is_worth_a_note(self) -> bool:
        """Tell whether a download is large enough to be gone on with, and no other run's."""
        is_large = (self._version.total or 0) >= WORTHWHILE
        if is_large and not self._is_noted and self._journal.hold(self._stack):
            self._is_noted = self._journal.is_kept
        return self._is_noted

    def _note(self, path: Path) -> None:
        self._journal.write({"name": path.name, **asdict(self._version)})
        self._is_noted = self._journal.is_kept

    def _write(self, data: bytes) -> None:
        if self._partial is not None:
            self._partial.write(data)
        self._row.advance(len(data))

    def _settled(self) -> Saved:
        partial = self._partial
        if partial is None:
            raise AssertionError("an answer ended that never began")
        path = partial.settle(force=self._session.options.force)
        self._session.saved.append(path)
        if self._is_noted:
            self._journal.forget()
        return Saved(path, partial.written)

    def _left(self) -> str | None:
        """Keep what another run can go on with, and say so; remove everything else."""
        partial = self._partial
        if partial is None:
            return None
        is_proved = self._version.validator is not None
        if self._is_noted and is_proved and (kept := partial.put_away()):
            total = f" of {size(self._version.total)}" if self._version.total else ""
            return f"The same command goes on from here: {size(kept)}{total} are kept."
        self._drop()
        return None if is_proved or partial.written < WORTHWHILE else UNPROVED

    def _drop(self) -> None:
        if self._partial is not None:
            self._partial.discard()
        if self._is_noted:
            self._journal.forget()

    @property
    def _part_name(self) -> str:
        return f".oai-{self._journal.path.stem}.part"

    @property
    def _is_ours_to_name(self) -> bool:
        return self._output is None or is_folder(self._output)
