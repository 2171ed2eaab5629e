"""A lock on an open file that ends with its process, however that ends."""

import sys
import time

PAUSE = 0.01

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_taken(handle: int) -> bool:
    """Take the lock if it is free; tell whether it was."""
    try:
        _take(handle)
    except OSError:
        return False
    return True


def take_within(seconds: float, handle: int) -> None:
    """Take the lock as soon as it is free; raises TimeoutError when that takes longer."""
    deadline = time.monotonic() + seconds
    while not is_taken(handle):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(PAUSE)
