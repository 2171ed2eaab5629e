"""A lock on one of the sandbox's files, waited for."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...base.locks import take_within
from .layout import private_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the file's lock; raise TimeoutError when another process keeps it."""
    private_file(path)
    handle = os.open(path, os.O_RDWR)
    try:
        take_within(timeout, handle)
        yield
    finally:
        os.close(handle)
