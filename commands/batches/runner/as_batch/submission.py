"""Uploading a piece and creating its batch: once, whatever is lost on the way.

Before each request the state says that it was begun. Whoever finds that, and no answer, looks for
the file by its name, or for the batch by its metadata, before anything is sent again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .....base.errors import ApiError, NetworkError
from .....cli.http.client import Client, id_of
from .....cli.http.paging import pages
from .....cli.http.request import FilePart, Request
from .....cli.http.retries import Tries
from .....cli.http.target import IDEMPOTENCY_KEY
from .....cli.input.body import build, parse_body_option, parse_set_options
from .....cli.transfers.board import board
from .....cli.transfers.plan import UploadPlan
from .....cli.transfers.upload import FileSender, upload_row
from ..input.line_range import open_range
from ..input.requirements import declared
from ..run_state import Piece, Run

if TYPE_CHECKING:
    from .....cli.session import Session
    from ..input.scan import Scan

RUN_KEY = "oai_run"
PIECE_KEY = "oai_piece"
PURPOSE = "batch"
JSON_LINES = "application/jsonl"
# A server's clock may be behind ours; what it made before that is not of this run.
CLOCK_SLACK = 3600

Document = dict[str, Any]


class Submission:
    """Brings the pieces of one round to the server."""

    def __init__(self, session: "Session", run: Run, source: "Scan", given: Document) -> None:
        self._session = session
        self._run = run
        self._source = source
        self._given = given

    def submit(self, piece: Piece) -> None:
        """Upload a piece and create its batch, or find that this was done."""
        if piece.file_id is None:
            was_begun, piece.upload_begun = piece.upload_begun, True
            self._run.save()
            piece.file_id = self._once(lambda: self._upload(piece), self._file(piece), was_begun)
            self._run.save()
        if piece.batch_id is None:
            was_begun, piece.create_begun = piece.create_begun, True
            self._run.save()
            piece.batch_id = self._once(lambda: self._create(piece), self._batch(piece), was_begun)
            self._run.save()

    def _once(
        self, send: Callable[[], str], find: Callable[[], str | None], was_begun: bool
    ) -> str:
        """Send as often as it takes to be answered, but only while it is not there yet."""
        tries = Tries(self._session.retry_policy, self._session.notices)
        while True:
            found = find() if was_begun else None
            if found is not None:
                return found
            try:
                return send()
            except (ApiError, NetworkError) as error:
                if tries.is_last or not error.may_pass:
                    raise
                tries.pause(error.message, getattr(error, "retry_after", None))
                was_begun = True

    def _upload(self, piece: Piece) -> str:
        color = self._session.settings.get("color").value
        with (
            open_range(self._source.path, piece.cut, self._source.stamp) as lines,
            board(self._session.notices, color, quiet=True) as to,
        ):
            part = FilePart("file", filename_of(piece), JSON_LINES, lines)
            sender = FileSender(self._session, {"purpose": PURPOSE}, UploadPlan(), to)
            if lines.is_plain and sender.is_large(part):
                return id_of(sender.send(part))
            with upload_row(to, part) as row:
                request = upload_request(part)
                request.on_read = row.tally()
                return self._answered(request, f"{piece.name}-file")

    def _create(self, piece: Piece) -> str:
        file_id = str(piece.file_id)
        request = create_request(self._session, self._run.url, file_id, **self._given)
        request.body.setdefault("metadata", {}).update(_label(self._run, piece))
        return self._answered(request, f"{piece.name}-batch")

    def _answered(self, request: Request, key: str) -> str:
        request.headers[IDEMPOTENCY_KEY] = key
        with _single_tries(self._session) as client:
            return id_of(client.send(request).document)

    def _file(self, piece: Piece) -> Callable[[], str | None]:
        def fits(document: Document) -> bool:
            return bool(
                document.get("filename") == filename_of(piece)
                and document.get("bytes") == piece.cut.size
            )

        return lambda: self._found("/files", fits, purpose=PURPOSE, order="desc")

    def _batch(self, piece: Piece) -> Callable[[], str | None]:
        wanted = _label(self._run, piece).items()
        return lambda: self._found(
            "/batches", lambda document: wanted <= (document.get("metadata") or {}).items()
        )

    def _found(self, path: str, fits: Callable[[Document], bool], **query: str) -> str | None:
        """Look through a list, the newest first, as far back as the run goes."""
        for document in self._listed(path, query):
            if fits(document):
                self._session.notices.say(f"Found {document['id']}, sent before; not sent again.")
                return str(document["id"])
            if document.get("created_at", 0) < self._run.created_at - CLOCK_SLACK:
                return None
        return None

    def _listed(self, path: str, query: dict[str, str]) -> Iterator[Document]:
        paging = declared(path[1:], "list").paging
        request = Request("GET", path, list(query.items()), headers={"Accept": "application/json"})
        if paging is not None:
            send = self._session.client.send
            for page in pages(send, request, paging, limit=None, everything=True):
                yield from page.items


def upload_request(part: FilePart) -> Request:
    """Return the request that uploads a piece whole."""
    return build(declared("files", "upload"), {"file": part, "purpose": PURPOSE}, {}, [])


def create_request(session: "Session", url: str, file_id: str, **given: Any) -> Request:
    """Return the request that creates a batch, with what `--body` and `--set` add to it."""
    values = {"input_file_id": file_id, "endpoint": url, "completion_window": "24h", **given}
    base = parse_body_option(session.options, session.stdin)
    items = parse_set_options(session.options, session.stdin)
    return build(declared("batches", "create"), values, base, items)


def filename_of(piece: Piece) -> str:
    """Return the name under which a piece is uploaded, and found again."""
    return f"oai-{piece.name}.jsonl"


def _label(run: Run, piece: Piece) -> dict[str, str]:
    return {RUN_KEY: run.id, PIECE_KEY: piece.name}


@contextmanager
def _single_tries(session: "Session") -> Iterator[Client]:
    """Give a client that does not send a second time by itself: here that is decided otherwise."""
    once = replace(session.retry_policy, max_retries=0)
    client = Client(session.target, once, session.notices)
    try:
        yield client
    finally:
        client.close()
