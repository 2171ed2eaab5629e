"""Uploading one file, whatever its size: `upload_file` is what other commands call."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...base.formatting import duration, size
from ..http.request import FilePart, Request, pairs
from ..http.source import Slice, Source
from ..input.body import file_part
from ..session import Session
from .board import Board, Row, board
from .journal import Journal
from .parts import NoPartsError, PartsUpload
from .plan import UploadPlan
from .uploads_api import ACCEPT, check_count

if TYPE_CHECKING:
    from ..http.client import Answer


def upload_file(
    session: Session,
    source: Path | FilePart,
    purpose: str,
    *,
    filename: str | None = None,
    expires_after: Mapping[str, Any] | None = None,
    plan: UploadPlan | None = None,
) -> dict[str, Any]:
    """Upload a file, in parts if it is large; return the file object.

    It shows how far it is; an error says how to go on. Raises OaiError.
    """
    fields: dict[str, Any] = {"purpose": purpose}
    if expires_after:
        fields["expires_after"] = expires_after
    color = session.settings.get("color").value
    with board(session.notices, color, quiet=session.options.quiet) as shown:
        sender = FileSender(session, fields, plan or UploadPlan(), shown)
        return sender.send(file_part("file", source, filename))


@dataclass(frozen=True)
class FileSender:
    """Sends files with the same fields: small ones in one request, large ones in parts."""

    session: Session
    fields: Mapping[str, Any]
    plan: UploadPlan
    board: Board

    def is_large(self, file: FilePart) -> bool:
        """Tell whether a file goes up in parts."""
        return not isinstance(file.source, bytes) and size_of(file) > self.plan.threshold

    def send(self, file: FilePart) -> dict[str, Any]:
        """Send one file and return its object."""
        if self.is_large(file):
            try:
                return self._send_in_parts(file)
            except NoPartsError as error:
                self._say_whole(file, error)
        return self._send_whole(file)

    def _send_in_parts(self, file: FilePart) -> dict[str, Any]:
        with opened(file) as content, shown(self.board, file) as row:
            journal = self._journal(file.filename, content)
            upload = PartsUpload(self.session, file, content, self.fields, self.plan, row, journal)
            document = upload.run()
            row.finish(receipt(row, document))
            return document

    def _send_whole(self, file: FilePart) -> dict[str, Any]:
        form = [pair for name, value in self.fields.items() for pair in pairs(name, value)]
        request = Request("POST", "/files", form=form, files=[file], headers=dict(ACCEPT))
        document: dict[str, Any] = send_whole(self.session, request, self.board).document
        return document

    def _journal(self, filename: str, content: Slice) -> Journal | None:
        """What came by a pipe cannot come again: there is nothing to go on with."""
        if content.source.path is None:
            return None
        path = os.path.abspath(content.source.path)
        identity = (self.session.target.identity, path, filename, dict(self.fields))
        return Journal(self.session.notices, "uploads", *identity)

    def _say_whole(self, file: FilePart, error: NoPartsError) -> None:
        self.session.notices.say(
            f"{file.filename}: sending it in one request, which cannot be gone on with if it"
            f" breaks: the server takes no parts of it ({error.reason.message.rstrip('.')})."
        )


def send_whole(session: Session, request: Request, board: Board) -> "Answer":
    """Send a request with a file in it; return the answer, its count of bytes checked."""
    file = request.files[0]
    with shown(board, file) as row, opened(file) as content:
        whole = replace(file, source=content)
        answer = session.client.send(replace(request, files=[whole], on_read=row.tally()))
        check_count(answer.document, size_of(whole))
        row.finish(receipt(row, answer.document))
        return answer


@contextmanager
def shown(board: Board, file: FilePart) -> Iterator[Row]:
    """Show a file's way up; what did not finish is taken away without a word."""
    row = board.row(file.filename, size_of(file))
    try:
        yield row
    finally:
        row.finish()


@contextmanager
def opened(file: FilePart) -> Iterator[Any]:
    """Give a file's bytes by position; the file is closed in the end, a spooled one is not."""
    if not isinstance(file.source, Path):
        yield file.source
        return
    with Source.open(file.source) as source:
        yield Slice(source, 0, source.size)


def size_of(file: FilePart) -> int:
    """Return how many bytes a file has."""
    source = file.source
    if isinstance(source, Path):
        with Source.open(source) as there:
            return there.size
    return source.size if isinstance(source, Slice) else len(source)


def receipt(row: Row, document: Any) -> str:
    """Return the line that stands for a finished upload where nobody watches."""
    known = document.get("id") if isinstance(document, dict) else None
    seconds = duration(row.seconds)
    return f"{size(row.total or 0)} in {seconds}, {size(int(row.rate))}/s, as {known}."
