"""A request's body as it is sent: JSON, text, or a form that is read from its files meanwhile.

httpx can make such forms too, but reads files in small pieces, whole, and from their beginning.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from ...base import json_text
from .request import FilePart, Request
from .source import InMemory, Slice, Source

# What HTML says of names in a form: quotes and line ends are escaped, nothing else is.
ESCAPED = re.compile(r'["\\\x00-\x1a\x1c-\x1f]')

Content = tuple[dict[str, str], Any]


@contextmanager
def encode(request: Request) -> Iterator[Content]:
    """Give the headers and the content for httpx; files are open only inside."""
    if request.form is None:
        yield {}, _whole(request.body)
        return
    with ExitStack() as stack:
        form = Form(request, stack)
        yield form.headers, form


def _whole(body: Any) -> bytes | None:
    if body is None:
        return None
    return (body if isinstance(body, str) else json_text.dumps(body)).encode("utf-8")


class Form:
    """A multipart form: the text between the files, and the files, a piece at a time."""

    def __init__(self, request: Request, stack: ExitStack) -> None:
        self._boundary = secrets.token_hex(16).encode()
        self._on_read = request.on_read
        self._contents: list[bytes | Slice | InMemory] = []
        for name, value in request.form or []:
            self._add(_head(name), value.encode("utf-8", "surrogateescape"))
        for file in request.files:
            self._add(_file_head(file), _opened(file, stack))
        self._contents.append(b"--%b--\r\n" % self._boundary)

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to the form."""
        length = sum(len(it) if isinstance(it, bytes) else it.size for it in self._contents)
        return {
            "Content-Type": f"multipart/form-data; boundary={self._boundary.decode()}",
            "Content-Length": str(length),
        }

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for content in self._contents:
            if isinstance(content, bytes):
                yield content
                continue
            for piece in content.pieces():
                yield piece
                read += len(piece)
                if self._on_read is not None:
                    self._on_read(read)

    def _add(self, head: bytes, content: bytes | Slice | InMemory) -> None:
        self._contents += [b"--%b\r\n%b\r\n\r\n" % (self._boundary, head), content, b"\r\n"]


def _opened(file: FilePart, stack: ExitStack) -> Slice | InMemory:
    if isinstance(file.source, bytes):
        return InMemory(file.source)
    if isinstance(file.source, Slice):
        return file.source
    source = stack.enter_context(Source.open(file.source))
    return Slice(source, 0, source.size)


def _head(name: str) -> bytes:
    return b'Content-Disposition: form-data; name="%b"' % _escaped(name)


def _file_head(file: FilePart) -> bytes:
    return b'%b; filename="%b"\r\nContent-Type: %b' % (
        _head(file.name),
        _escaped(file.filename),
        file.content_type.encode(),
    )


def _escaped(name: str) -> bytes:
    return ESCAPED.sub(_escape, name).encode("utf-8", "surrogateescape")


def _escape(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else f"%{ord(found[0]):02X}"
