"""A lock on a file that ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .layout import private_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAUSE = 0.01

if sys.platform == "win32":
    import msvcrt

    def take(handle: int) -> None:
        """Take the lock, or raise OSError at once."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def take(handle: int) -> None:
        """Take the lock, or raise OSError at once."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the file's lock; raise TimeoutError when another process keeps it."""
    private_file(path)
    handle = os.open(path, os.O_RDWR)
    try:
        wait_for(handle, time.monotonic() + timeout)
        yield
    finally:
        os.close(handle)


def wait_for(handle: int, deadline: float) -> None:
    """Try to take the lock until the deadline."""
    while True:
        try:
            return take(handle)
        except OSError:
            if time.monotonic() > deadline:
                raise TimeoutError from None
        time.sleep(PAUSE)
