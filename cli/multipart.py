"""A request's body in the form that httpx sends: JSON, or multipart read from open files."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO

from . import json_text
from .errors import InputError
from .request import FilePart, Request


@contextmanager
def encode(request: Request) -> Iterator[dict[str, Any]]:
    """Give the arguments of httpx's `build_request`; files are open only inside."""
    if request.form is None:
        yield _json(request.body)
        return
    with ExitStack() as stack:
        files = [_part(file, stack, request.on_read) for file in request.files]
        fields = [(name, (None, value.encode())) for name, value in request.form]
        yield {"files": fields + files}


def _json(body: Any) -> dict[str, Any]:
    return {} if body is None else {"content": json_text.dumps(body).encode("utf-8")}


class Counted:
    """An open file that tells how much of it has been read."""

    def __init__(self, file: BinaryIO, on_read: Callable[[int], None] | None) -> None:
        self._file = file
        self._on_read = on_read
        self.fileno = file.fileno
        self.seek = file.seek
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        """Read, and tell."""
        data = self._file.read(size)
        if self._on_read is not None:
            self._on_read(len(data))
        return data


def _part(
    file: FilePart, stack: ExitStack, on_read: Callable[[int], None] | None
) -> tuple[str, tuple[str, Any, str]]:
    source = file.source
    if isinstance(source, bytes):
        return file.name, (file.filename, source, file.content_type)
    try:
        stream = stack.enter_context(source.open("rb"))
    except OSError as error:
        raise InputError(f"Cannot read {source}: {error.strerror or error}.") from None
    return file.name, (file.filename, Counted(stream, on_read), file.content_type)
