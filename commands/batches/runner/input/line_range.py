"""A range of a file's lines, read from the original while it is sent: blank lines are left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .....cli.http.source import ChangedError, Slice, Source
from .scan import Cut, Stamp


@dataclass(frozen=True)
class LineRange(Slice):
    """The lines of a cut, as so many bytes."""

    sent: int

    def __str__(self) -> str:
        return f"{self.source.name}, bytes {self.start} to {self.stop}"

    @property
    def is_plain(self) -> bool:
        """Whether it is sent as it is in the file, so that parts of it can be."""
        return self.sent == self.stop - self.start

    @property
    def size(self) -> int:
        """How many bytes are sent."""
        return self.sent

    def pieces(self) -> Iterator[bytes]:
        """Give the bytes, without blank lines."""
        if self.is_plain:
            yield from super().pieces()
            return
        rest = b""
        for piece in super().pieces():
            *lines, rest = (rest + piece).split(b"\n")
            yield b"".join(line + b"\n" for line in lines if line.strip())
        yield rest if rest.strip() else b""


@contextmanager
def open_range(path: Path, cut: Cut, stamp: Stamp) -> Iterator[LineRange]:
    """Give a cut of the input; raises ChangedError if it is not the file that was checked."""
    source = Source.open(path)
    try:
        if (source.size, source.modified) != stamp:
            raise ChangedError(
                f"{path} changed after it was checked.", hint="Run the same command again."
            )
        yield LineRange(source, cut.start, cut.end, cut.size)
    finally:
        source.close()


def lines_in(path: Path, cut: Cut) -> Iterator[bytes]:
    """Give the lines of a cut that are not blank."""
    with path.open("rb") as file:
        file.seek(cut.start)
        left = cut.end - cut.start
        while left > 0 and (line := file.readline()):
            left -= len(line)
            if not line.isspace():
                yield line
