"""A download's private file: kept when the download breaks off, and found by the next run."""

import os
import stat
import threading
from pathlib import Path

from ..output.file_names import free_name
from ..output.sinks import NewFile, unwritable

_naming = threading.Lock()


class Partial(NewFile):
    """A file beside the one to be, written from any position on; `name` is what finds it again."""

    def __init__(self, path: Path, name: str | None, *, may_number: bool) -> None:
        self._name = name
        self._may_number = may_number
        super().__init__(path)
        self.written = os.fstat(self._file.fileno()).st_size

    def begin(self, position: int) -> None:
        """Go on from a position that is there; what was behind it is forgotten."""
        try:
            # To cut a file to what it is makes some file systems wait for the disk at its end.
            if position != self.written:
                self._file.truncate(position)
            self._file.seek(position)
        except OSError as error:
            raise unwritable(self.path, error) from None
        self.written = position

    def settle(self, *, force: bool) -> Path:
        """Give the file its name, or the next free one, and return that."""
        with _naming:
            if self._may_number and not force:
                self.path = free_name(self.path)
            self.finish(force=force)
        return self.path

    def put_away(self) -> int:
        """Keep what is there for another run; return how much that is."""
        self.close()
        return self.temporary.stat().st_size

    def _open(self) -> tuple[int, Path]:
        if self._name is None:
            return super()._open()
        path = self.path.parent / self._name
        return _opened(path), path


def _user(facts: os.stat_result) -> int:
    return os.getuid() if hasattr(os, "getuid") else facts.st_uid


def _opened(path: Path) -> int:
    """Open a file of ours, or make it: never follow a link that somebody put there."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        handle = os.open(path, flags)
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_uid != _user(facts):
            os.close(handle)
            raise PermissionError(None, f"{path} is not ours") from None
    return handle
