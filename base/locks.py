"""A lock on a file that ends with its process, however that ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PAUSE = 0.01

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold a file's lock; raises TimeoutError when another process keeps it for so many seconds."""
    with _opened(path) as handle:
        deadline = time.monotonic() + timeout
        while not _is_taken(handle):
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(PAUSE)
        yield


@contextmanager
def locked_if_free(path: Path) -> Iterator[bool]:
    """Hold a file's lock, if it is free; tell whether it was. The file goes with the lock."""
    with _opened(path) as handle:
        is_ours = _is_taken(handle) and _is_there(handle, path)
        try:
            yield is_ours
        finally:
            if is_ours:
                with suppress(OSError):
                    path.unlink()


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open the file, which is made for its owner alone, and its folder too."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _is_taken(handle: int) -> bool:
    """Take the lock if it is free; tell whether it was."""
    try:
        _take(handle)
    except OSError:
        return False
    return True


def _is_there(handle: int, path: Path) -> bool:
    """Between our opening and our locking, another run may have ended and removed the file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
