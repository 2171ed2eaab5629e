"""Sending the parts of an upload that are missing, several at once, with a note after each."""

import threading
from collections.abc import Callable, Sequence

from ..http.source import Slice
from ..session import Session
from .board import Row
from .digest import Digests
from .open_upload import OpenUpload
from .uploads_api import add_part, part_request
from .worker_pool import StoppedError, WorkerPool


class PartSender:
    """What one run does for an upload: the parts that are missing, in the order of the file."""

    def __init__(self, session: Session, filename: str, slices: Sequence[Slice], row: Row) -> None:
        self._session = session
        self._filename = filename
        self._slices = slices
        self._row = row
        self._digests = Digests(slices)
        self._lock = threading.Lock()

    def send(self, upload: OpenUpload, at_once: int, note: Callable[[OpenUpload], None]) -> str:
        """Send what is missing, and return the digest of the whole.

        After a failure nothing new is begun, but what is under way is brought to its end.
        """

        def one(number: int) -> None:
            part = self._part(upload, number, pool.stop)
            self._keep(upload, number, part, note)

        pool = WorkerPool(one, upload.missing(self._slices), at_once, all_or_nothing=True)
        failure: BaseException | None = None
        for outcome in pool:
            if outcome.error is not None:
                failure = failure or outcome.error
            self._tell(upload)
        if failure is not None:
            raise failure
        return self._digests.upto(len(self._slices) - 1)

    def _part(self, upload: OpenUpload, number: int, stop: threading.Event) -> tuple[str, str]:
        request = part_request(upload, self._filename, self._slices[number])
        tally = self._row.tally()

        def on_read(position: int) -> None:
            if stop.is_set():
                raise StoppedError
            tally(position)

        request.on_read = on_read
        identifier = add_part(self._session, request)
        return identifier, self._digests.upto(number)

    def _keep(
        self,
        upload: OpenUpload,
        number: int,
        part: tuple[str, str],
        note: Callable[[OpenUpload], None],
    ) -> None:
        with self._lock:
            upload.parts[number] = part
            note(upload)

    def _tell(self, upload: OpenUpload) -> None:
        self._row.say(f"{len(upload.parts)}/{len(self._slices)} parts")
