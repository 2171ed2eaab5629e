"""The MD5 of a file, and of its beginnings: up to the end of each part."""

import hashlib
import threading
from collections.abc import Sequence

from ...base.signals import interrupts_for_main
from ..http.source import Slice


class Digests:
    """Reads a file once, in order, beside those who send it.

    A part is known to be what it was by the digest of all up to its end: one pass over the file
    gives these and the digest of the whole, which the server checks.
    """

    def __init__(self, parts: Sequence[Slice]) -> None:
        self._parts = parts
        self._found: list[str] = []
        self._failure: BaseException | None = None
        self._news = threading.Condition()
        with interrupts_for_main():
            threading.Thread(target=self._run, daemon=True).start()

    def upto(self, number: int) -> str:
        """Wait for, and return, the digest of everything up to the end of a part."""
        with self._news:
            self._news.wait_for(lambda: len(self._found) > number or self._failure is not None)
            if len(self._found) > number:
                return self._found[number]
        raise self._failure or AssertionError("a digest is neither found nor failed")

    def _run(self) -> None:
        try:
            self._read()
        except BaseException as error:  # noqa: BLE001 - it is raised where the digest is wanted
            with self._news:
                self._failure = error
                self._news.notify_all()

    def _read(self) -> None:
        digest = hashlib.md5(usedforsecurity=False)
        for part in self._parts:
            for piece in part.pieces():
                digest.update(piece)
            with self._news:
                self._found.append(digest.hexdigest())
                self._news.notify_all()
