"""The bytes of one answer; after a break they are gone on with by range, if they are the same."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from ...base.errors import ApiError, NetworkError
from ..http.client import Client, CutError
from ..http.request import Request
from ..http.retries import Tries
from ..notices import Notices
from .raw_body import body_chunks
from .version import PARTIAL, Head, Version, head_of

NOT_SATISFIABLE = 416
# A connection that breaks again and again, but after so much each time, does get somewhere.
WORTHWHILE = 1 << 20
NO_PROOF = "the server sent no strong ETag or date to prove that the rest belongs to it"
OTHER = "the server did not prove that its rest belongs to what is here"
CHANGED = "it has changed on the server"
WHOLE = "the server sent all of it again"


@dataclass
class Fetch:
    """A GET whose answer is wanted from `position` on, where `version` proves that it can be."""

    client: Client
    request: Request
    notices: Notices
    position: int = 0
    version: Version = field(default_factory=Version)

    def pieces(self, begin: Callable[[Head], None]) -> Iterator[bytes]:
        """Give the bytes; `begin` is told from where on, at first and after each break.

        Bytes of two answers are joined only if both carry the same strong validator; else all
        begins at byte 0 again, and that is said. Raises ApiError, or NetworkError when the tries
        are used up.
        """
        tries = self.client.tries()
        goal = self.position + WORTHWHILE
        while True:
            try:
                if (yield from self._answer(begin, tries)):
                    return
                self._start_over(OTHER)
            except CutError as error:
                if self.position >= goal:
                    tries, goal = self.client.tries(), self.position + WORTHWHILE
                if tries.is_last:
                    raise
                tries.pause(error.message)
            except ApiError as error:
                if error.status != NOT_SATISFIABLE or not self._is_range:
                    raise
                self._start_over(CHANGED)

    @property
    def _is_range(self) -> bool:
        return self.version.validator is not None and self.position > 0

    def _answer(self, begin: Callable[[Head], None], tries: Tries) -> Generator[bytes, None, bool]:
        """Give what one answer has; tell whether it was an answer to what was asked."""
        with self.client.open(self._asked(), tries) as response:
            head = head_of(response)
            if head is None or (response.status_code == PARTIAL and not self._goes_on(head)):
                if self._is_range:
                    return False
                raise NetworkError("The server answered with a range that nobody asked for.")
            if head.start == 0:
                self._start_over(WHOLE if self.version.is_same(head.version) else CHANGED)
            self.position, self.version = head.start, head.version
            begin(head)
            for data in body_chunks(response):
                self.position += len(data)
                yield data
        if self.version.total not in (None, self.position):
            raise CutError(f"The answer ended at byte {self.position} of {self.version.total}.")
        return True

    def _asked(self) -> Request:
        """Ask for at least one byte, so that the answer has a head that tells of all."""
        if not self._is_range:
            self._start_over(NO_PROOF)
            return self.request
        total = self.version.total
        start = self.position if total is None else min(self.position, total - 1)
        ranged = {"Range": f"bytes={start}-", "If-Range": str(self.version.validator)}
        return replace(self.request, headers={**self.request.headers, **ranged})

    def _goes_on(self, head: Head) -> bool:
        """Whether a range is proved to be of the same bytes, and leaves none of them out."""
        return self._is_range and head.start <= self.position and self.version.is_same(head.version)

    def _start_over(self, reason: str) -> None:
        if self.position:
            self.notices.say(f"Starting from byte 0: {reason}.")
        self.position, self.version = 0, Version()
