"""What can be read only once, kept so that it can be sent in parts and again."""

import shutil
import tempfile
from typing import BinaryIO

from ...base.errors import InputError
from .source import Slice, Source

IN_MEMORY = 1 << 20


def spooled(stream: BinaryIO, name: str) -> bytes | Slice:
    """Read a stream to its end: into memory if it is short, else into a private file.

    The file has no name for others, and is gone with this process, however that ends.
    """
    try:
        start = stream.read(IN_MEMORY)
        return start if len(start) < IN_MEMORY else _in_file(start, stream, name)
    except OSError as error:
        raise InputError(
            f"Cannot keep {name} in {tempfile.gettempdir()}: {error.strerror or error}.",
            hint="Name a folder with more room in TMPDIR.",
        ) from None


def _in_file(start: bytes, stream: BinaryIO, name: str) -> Slice:
    # It stays open for as long as its Source is used.
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
    file.write(start)
    shutil.copyfileobj(stream, file, IN_MEMORY)
    source = Source(file, name)
    return Slice(source, 0, source.size)
