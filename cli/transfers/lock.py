"""A lock on a file that is there as long as a run works on something."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...base.locks import is_taken
from ...config.folders import private_dir


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold the lock, if it is free; tell whether it was. The file goes with the lock."""
    private_dir(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    is_ours = is_taken(handle) and _is_there(handle, path)
    try:
        yield is_ours
    finally:
        if is_ours:
            with suppress(OSError):
                path.unlink()
        os.close(handle)


def _is_there(handle: int, path: Path) -> bool:
    """Between our opening and our locking, another run may have ended and removed the file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
