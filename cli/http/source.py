"""Files that are read by ranges, by several threads at once, and may not change meanwhile."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from ...base.errors import InputError

PIECE = 1 << 20


class ChangedError(InputError):
    """A file is no longer what it was when its reading began."""


class Source:
    """An open file: its bytes by their position, as long as they are those of the beginning.

    `path` is where another run finds the same file; None for what this process alone has.
    """

    def __init__(self, file: BinaryIO, name: str, path: Path | None = None) -> None:
        self.name = name
        self.path = path
        self._file = file
        self._lock = threading.Lock()
        self.size, self.modified = self._state()

    @classmethod
    def open(cls, path: Path) -> "Source":
        """Open a file; raises InputError if it cannot be read."""
        try:
            return cls(path.open("rb", buffering=0), str(path), path)
        except OSError as error:
            raise InputError(f"Cannot read {path}: {error.strerror or error}.") from None

    def pieces(self, start: int, stop: int) -> Iterator[bytes]:
        """Give the bytes from start up to stop, a piece at a time."""
        while start < stop:
            data = self._read(start, min(PIECE, stop - start))
            if not data:
                raise self._changed()
            start += len(data)
            yield data
        self.check()

    def check(self) -> None:
        """Raise ChangedError if it has been written to since it was opened, or has more to give."""
        if self._state() != (self.size, self.modified) or self._read(self.size, 1):
            raise self._changed()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _state(self) -> tuple[int, int]:
        facts = os.fstat(self._file.fileno())
        return facts.st_size, facts.st_mtime_ns

    def _read(self, position: int, size: int) -> bytes:
        try:
            return self._read_at(position, size)
        except OSError as error:
            raise InputError(f"Cannot read {self.name}: {error.strerror or error}.") from None

    def _read_at(self, position: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, position)
        with self._lock:
            self._file.seek(position)
            return self._file.read(size)

    def _changed(self) -> ChangedError:
        return ChangedError(
            f"{self.name} changed while it was read.",
            hint="Run it again when nothing writes to the file any more.",
        )


@dataclass(frozen=True)
class Slice:
    """A range of a file's bytes."""

    source: Source
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.stop - self.start

    def pieces(self) -> Iterator[bytes]:
        """Give its bytes, a piece at a time."""
        return self.source.pieces(self.start, self.stop)


@dataclass(frozen=True)
class InMemory:
    """Bytes that are in memory already, to be sent as a file's are."""

    data: bytes

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.data)

    def pieces(self) -> Iterator[bytes]:
        """Give them all at once."""
        yield self.data
