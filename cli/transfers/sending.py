"""Sending the parts of an upload that are missing, several at once, with a note after each."""

import threading
from collections.abc import Callable, Sequence

from ..http.source import Slice
from ..session import Session
from .attempt import Attempt
from .board import Row
from .crew import Crew, StoppedError
from .digest import Digests
from .uploads_api import add_part, part_request


class Sending:
    """What one run does for an attempt: the parts that are missing, in the order of the file."""

    def __init__(self, session: Session, filename: str, slices: Sequence[Slice], row: Row) -> None:
        self._session = session
        self._filename = filename
        self._slices = slices
        self._row = row
        self._digests = Digests(slices)
        self._lock = threading.Lock()

    def send(self, attempt: Attempt, at_once: int, note: Callable[[Attempt], None]) -> str:
        """Send what is missing, and return the digest of the whole.

        After a failure nothing new is begun, but what is under way is brought to its end.
        """

        def one(number: int) -> None:
            part = self._part(attempt, number, crew.stop)
            self._keep(attempt, number, part, note)

        crew = Crew(one, attempt.missing(self._slices), at_once, all_or_nothing=True)
        failure: BaseException | None = None
        for outcome in crew:
            if outcome.error is not None:
                failure = failure or outcome.error
            self._tell(attempt)
        if failure is not None:
            raise failure
        return self._digests.upto(len(self._slices) - 1)

    def _part(self, attempt: Attempt, number: int, stop: threading.Event) -> tuple[str, str]:
        request = part_request(attempt, self._filename, self._slices[number])
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
        attempt: Attempt,
        number: int,
        part: tuple[str, str],
        note: Callable[[Attempt], None],
    ) -> None:
        with self._lock:
            attempt.parts[number] = part
            note(attempt)

    def _tell(self, attempt: Attempt) -> None:
        self._row.say(f"{len(attempt.parts)}/{len(self._slices)} parts")
