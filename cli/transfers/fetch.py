"""The bytes of one answer; after a break they are gone on with by range, if the server can."""

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..client import Client, CutError
from ..errors import ApiError, NetworkError
from ..request import Request
from ..retries import Tries
from .straight import body

if TYPE_CHECKING:
    import httpx

CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
NOT_SATISFIABLE = 416
PARTIAL = 206
# A connection that breaks again and again, but after so much each time, does get somewhere.
WORTHWHILE = 1 << 20


@dataclass(frozen=True)
class Version:
    """What tells that the bytes behind an address are still the same ones."""

    etag: str | None
    total: int | None

    @property
    def is_known(self) -> bool:
        """Whether there is enough to tell by."""
        return self.total is not None or self.etag is not None

    def differs(self, other: "Version") -> bool:
        """Tell whether another answer is known to be about other bytes."""
        pairs = ((self.total, other.total), (self.etag, other.etag))
        return any(mine != its for mine, its in pairs if None not in (mine, its))


@dataclass(frozen=True)
class Head:
    """The beginning of an answer: from where its bytes are, and of which version."""

    start: int
    version: Version
    headers: Mapping[str, str]


@dataclass
class Fetch:
    """A GET whose answer is wanted from `position` on, where `version` says that it can be."""

    client: Client
    request: Request
    position: int = 0
    version: Version | None = None

    def pieces(self, begin: Callable[[Head], None]) -> Iterator[bytes]:
        """Give the bytes; `begin` is told from where on, at first and after each break.

        Raises ApiError, or NetworkError when the tries are used up.
        """
        tries = self.client.tries()
        goal = self.position + WORTHWHILE
        while True:
            try:
                if (yield from self._answer(begin, tries)):
                    return
                self._start_over()
            except CutError as error:
                if self.position >= goal:
                    tries, goal = self.client.tries(), self.position + WORTHWHILE
                if tries.is_last:
                    raise
                tries.pause(error.message)
            except ApiError as error:
                if error.status != NOT_SATISFIABLE or not self._is_range:
                    raise
                self._start_over()

    @property
    def _is_range(self) -> bool:
        return self.version is not None and self.version.is_known and self.position > 0

    def _answer(self, begin: Callable[[Head], None], tries: Tries) -> Generator[bytes, None, bool]:
        """Give what one answer has; tell whether it was an answer to what was asked."""
        with self.client.open(self._asked(), tries) as response:
            head = head_of(response)
            if head is None or self._is_other(head):
                if self._is_range:
                    return False
                raise NetworkError("The server answered with a range that nobody asked for.")
            self.position, self.version = head.start, head.version
            begin(head)
            for data in body(response):
                self.position += len(data)
                yield data
        if self.version.total not in (None, self.position):
            raise CutError(f"The answer ended at byte {self.position} of {self.version.total}.")
        return True

    def _asked(self) -> Request:
        """Ask for at least one byte, so that the answer has a head that tells of all."""
        if self.version is None or not self._is_range:
            return self.request
        total = self.version.total
        start = self.position if total is None else min(self.position, total - 1)
        headers = {**self.request.headers, "Range": f"bytes={start}-"}
        if self.version.etag and not self.version.etag.startswith("W/"):
            headers["If-Range"] = self.version.etag
        return replace(self.request, headers=headers)

    def _is_other(self, head: Head) -> bool:
        """Whether a range is not one that goes on with what is here."""
        if head.start == 0:
            return False
        here = self.version
        return here is None or head.start > self.position or here.differs(head.version)

    def _start_over(self) -> None:
        self.position, self.version = 0, None


def head_of(response: "httpx.Response") -> Head | None:
    """Read where an answer begins and what it is part of; None if it does not say."""
    headers = response.headers
    etag = headers.get("etag")
    if response.status_code != PARTIAL:
        length = headers.get("content-length", "")
        plain = "content-encoding" not in headers and length.isdigit()
        return Head(0, Version(etag, int(length)) if plain else _unmeasured(headers), headers)
    found = CONTENT_RANGE.fullmatch(headers.get("content-range", ""))
    if found is None or "content-encoding" in headers:
        return None
    return Head(int(found[1]), Version(etag, int(found[2])), headers)


def _unmeasured(headers: Mapping[str, str]) -> Version:
    """What was packed for the way has other bytes, and its tag is not theirs."""
    return Version(None if "content-encoding" in headers else headers.get("etag"), None)
